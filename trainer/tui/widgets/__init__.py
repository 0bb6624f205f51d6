"""Widgets that more than one screen has."""
