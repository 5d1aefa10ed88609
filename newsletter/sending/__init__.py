"""The sender: message, connection, ledger, and the loop that brings them together."""
