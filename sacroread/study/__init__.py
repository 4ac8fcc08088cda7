"""The words and rules of a reader study; standard library only."""
