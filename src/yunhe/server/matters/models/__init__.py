"""The tables of the matters, one noun a file."""

from yunhe.server.matters.models.mark import StoredMark
from yunhe.server.matters.models.matter import StoredMatter
from yunhe.server.matters.models.notice import StoredNotice
from yunhe.server.matters.models.party import StoredParty
from yunhe.server.matters.models.serial import StoredSerial

__all__ = ["StoredMark", "StoredMatter", "StoredNotice", "StoredParty", "StoredSerial"]
