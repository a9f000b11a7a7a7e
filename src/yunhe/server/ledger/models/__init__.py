"""The tables of the ledger, one noun a file."""

from yunhe.server.ledger.models.event import StoredEvent
from yunhe.server.ledger.models.seal import StoredSeal

__all__ = ["StoredEvent", "StoredSeal"]
