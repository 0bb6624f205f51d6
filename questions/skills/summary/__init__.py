"""Reading a model summary."""
