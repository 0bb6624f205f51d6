"""A sheet on paper: the questions with space to work, and a separate answer key with the same numbering."""
