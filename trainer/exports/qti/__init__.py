"""Questions as QTI 2.1: items that diagnose, a test of them, and the package around both."""
