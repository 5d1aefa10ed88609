"""Runs the portal with nothing installed beforehand: database, queue, mail catcher, its own processes."""
