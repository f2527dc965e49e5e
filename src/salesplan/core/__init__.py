"""Values in, values out: no file, clock, screen or randomness."""
