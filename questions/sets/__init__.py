"""Question sets: ordered lists of references with a title, drawn by a recipe that has a short code, or put together."""
