"""Pictures as characters and as SVG."""
