"""Migrations of the proposals."""
