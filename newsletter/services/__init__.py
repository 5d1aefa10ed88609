"""What changes subscribers, editions and the ledger."""
