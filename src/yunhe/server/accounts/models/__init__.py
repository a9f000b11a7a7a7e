"""The tables of accounts."""

from yunhe.server.accounts.models.account import Account

__all__ = ["Account"]
