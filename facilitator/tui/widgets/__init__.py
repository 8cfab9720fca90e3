"""Parts that more than one room shows."""
