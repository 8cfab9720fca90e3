"""What a practice book is filled with."""
