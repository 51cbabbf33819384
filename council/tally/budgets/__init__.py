"""Methods that spend a sum on projects: each a pure function from ballots and costs to a `Count`."""
