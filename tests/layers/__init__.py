"""What a layer is and what it counts, against recorded frameworks, brute force and laws."""
