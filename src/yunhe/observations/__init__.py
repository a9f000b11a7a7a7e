"""Observations 观测值: what an indicator came to, at a place, in a period; pure, without clock or database."""
