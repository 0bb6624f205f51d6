"""The lab without a screen."""
