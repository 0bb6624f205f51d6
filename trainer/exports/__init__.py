"""Question sets as files for other programs: one module per format, each imported when it is asked for."""
