"""Views of the pages above the apps, one module per kind of page."""
