"""What the secretariat does with match rounds."""
