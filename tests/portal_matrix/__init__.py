"""Every address × every role × own and foreign objects."""
