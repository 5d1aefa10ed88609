"""Pages of events at the desk."""
