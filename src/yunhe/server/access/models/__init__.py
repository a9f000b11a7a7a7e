"""The tables of access, one noun a file."""

from yunhe.server.access.models.holding import StoredHolding

__all__ = ["StoredHolding"]
