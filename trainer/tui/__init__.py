"""The terminal app. The only package that knows Textual; it drives the same session as the line mode and the tests."""
