"""What a learner's log and cards add up to, as figures: pure, and the same for the terminal app and the commands."""
