"""Questions about knowledge."""
