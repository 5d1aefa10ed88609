"""Who sees which field, word by word."""
