"""All writes of this room: imports on their way, what they write, lots and owners, exports, merges."""
