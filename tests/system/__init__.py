"""The real program: in a terminal, through pipes, killed, on full and read-only disks, fed with hostile input."""
