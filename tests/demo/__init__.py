"""The invented learner's history, the command that shows it, and the provider for others' tests."""
