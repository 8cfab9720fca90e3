"""Pure thinking: no input or output, no database, no clock of its own; `now` is passed in."""
