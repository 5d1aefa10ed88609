"""Whatever writes events, programmes and registrations; one module per noun."""
