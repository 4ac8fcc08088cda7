"""The commands, one module for each kind of work. What is heavy is imported inside the command."""
