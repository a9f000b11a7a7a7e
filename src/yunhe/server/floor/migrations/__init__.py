"""Migrations of the tables of the work floor."""
