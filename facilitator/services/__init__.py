"""One job a file; each owns its transaction."""
