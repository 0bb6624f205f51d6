"""The app in a browser. Needs the extra `web`."""
