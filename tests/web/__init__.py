"""The app in a browser, driven in a real Chromium."""
