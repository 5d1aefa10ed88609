"""Words of the templates of the newsletter."""
