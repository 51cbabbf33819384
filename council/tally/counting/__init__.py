"""Methods that choose people or things: each a pure function from ballots and settings to a `Count`."""
