"""Reading events for pages, feeds and exports; one module per page or question."""
