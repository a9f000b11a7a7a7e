"""The tables of accounts."""

from yunhe.server.accounts.models.account import Account
from yunhe.server.accounts.models.login import Login

__all__ = ["Account", "Login"]
