"""A simulated year in the database: entries and matters drawn from a seed, flagged 模拟, and their export."""
