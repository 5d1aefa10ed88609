"""What pages, exports and the interface read about partnerships and postings."""
