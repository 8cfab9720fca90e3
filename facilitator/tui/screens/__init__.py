"""The rooms, and what can be opened in them."""
