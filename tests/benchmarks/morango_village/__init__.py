"""A village's records as morango synchronises them; run by the Python of `build/peers` alone."""
