"""Pages of a partnership for those who take part in it, and its public portrait."""
