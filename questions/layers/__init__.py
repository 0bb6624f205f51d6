"""What a layer is and what it counts. Knows nothing of questions."""
