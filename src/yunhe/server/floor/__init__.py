"""The work floor behind its pages: the board of a desk, what was seen, forms handed in once, steps done."""
