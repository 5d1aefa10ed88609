"""Pages of the workspace of a working group."""
