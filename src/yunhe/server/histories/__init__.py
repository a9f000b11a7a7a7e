"""Every indicator of an area over all its reports: `keeping` writes the points, `asking` asks for them."""
