"""Questions about the newsletter."""
