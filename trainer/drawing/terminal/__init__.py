"""Pictures in characters: what stands in which cell, and in which role."""
