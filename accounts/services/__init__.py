"""What can be done with an account; each service is one verb."""
