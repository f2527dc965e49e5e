"""Files into values: every reader returns `(value, findings)`."""
