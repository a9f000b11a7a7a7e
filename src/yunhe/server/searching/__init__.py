"""Search over every sentence of the shelf: `keeping` writes the index, `asking` asks it."""
