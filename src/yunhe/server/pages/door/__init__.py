"""The front door: the report itself, and what lives behind each of its words."""
