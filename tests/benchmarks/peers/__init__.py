"""What the program is held against: each runs by itself, without a line of the program."""
