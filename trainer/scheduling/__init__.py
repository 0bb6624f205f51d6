"""When which skill returns: local days, the rating rule, FSRS memory, levels, and the order of a session."""
