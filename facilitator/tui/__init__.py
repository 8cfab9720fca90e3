"""The terminal UI. Nothing here is imported until somebody opens it."""
