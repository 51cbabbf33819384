"""The commands: `flask <command>`. Each is a thin door to a room's operation."""
