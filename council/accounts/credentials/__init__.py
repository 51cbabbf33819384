"""Login name, password, second step and recovery codes: for those whose office reaches far, and who wants them."""
