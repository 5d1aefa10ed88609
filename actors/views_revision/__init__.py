"""Pages of change proposals: forms of the entry, my proposals, the secretariat's review."""
