"""Pure decisions: agreement, opinion groups."""
