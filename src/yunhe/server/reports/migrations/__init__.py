"""The migrations of the shelf."""
