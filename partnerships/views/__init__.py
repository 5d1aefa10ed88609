"""Pages of partnerships, postings and regions."""
