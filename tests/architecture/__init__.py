"""What gets loaded, what the files look like, and what the commands promise to print."""
