"""What changes knowledge."""
