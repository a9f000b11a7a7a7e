"""Accounts: posts, looks, settings of one's own."""
