"""Runs the portal without anything installed beforehand: database, queue, mail catcher and the portal's own processes."""
