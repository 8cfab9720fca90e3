"""Questions and answers over a room."""
