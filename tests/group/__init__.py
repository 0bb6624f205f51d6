"""Answers of groups."""
