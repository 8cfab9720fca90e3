"""What the head of a book's file says: whose it is, and its schema."""

APPLICATION_ID = 0x46434C54  # "FCLT"
SCHEMA = 6
"""The schema this program writes; ``PRAGMA user_version`` of a book says which one it has."""
