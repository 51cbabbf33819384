"""All writes of the room, by noun: planning, agenda, session (the running meeting), votes, resolutions."""
