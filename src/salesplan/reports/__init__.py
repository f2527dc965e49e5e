"""Plans and reviews as tables, charts and sentences: values that any output can render."""
