"""What writes partnerships and postings."""
