"""Questions about convolutional layers: drawn, counted, checked and explained with the standard library alone."""
