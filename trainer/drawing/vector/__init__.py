"""What an SVG picture is put together from: text that is measured, a canvas, solids in oblique projection, figures."""
