"""Typed arithmetic and formulas: read by an allow-list, evaluated exactly, within limits. Never evaluated as code."""
