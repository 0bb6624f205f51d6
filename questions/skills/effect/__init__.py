"""What changes the number of parameters, and what does not."""
