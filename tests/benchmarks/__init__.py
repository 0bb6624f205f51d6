"""Ratios measured within one run. They assert that what was measured is right, never how long it took."""
