"""The tables of the work floor, one noun a file."""

from yunhe.server.floor.models.handing import StoredHanding
from yunhe.server.floor.models.seen import StoredSeen

__all__ = ["StoredHanding", "StoredSeen"]
