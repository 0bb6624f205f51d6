"""Random layers counted by PyTorch and Keras themselves."""
