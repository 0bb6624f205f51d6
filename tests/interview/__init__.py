"""Interviews without a screen."""
