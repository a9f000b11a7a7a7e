"""Accounts: who logs in. What an account may do comes from the posts that its person holds, never from the account."""
