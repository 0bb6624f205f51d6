"""Drawings of scenes."""
