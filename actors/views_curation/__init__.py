"""Pages that keep the register true: is the entry right, are two entries one actor."""
