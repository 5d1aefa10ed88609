"""What changes the workspace of a working group."""
