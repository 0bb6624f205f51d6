"""The terminal app through what a person has of it: keys in, text on the screen out."""
