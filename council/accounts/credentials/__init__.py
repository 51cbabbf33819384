"""Login name, password, second factor and recovery codes: for those whose office reaches far, and whoever wants them."""
