"""What is known about an account."""
