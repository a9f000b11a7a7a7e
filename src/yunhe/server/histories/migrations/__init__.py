"""The migrations of the histories."""
