"""What is handed out: a source archive, a wheel, and an editable install, each proven in an environment of its own."""
