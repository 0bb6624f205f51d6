"""Layers and blocks of published networks."""
