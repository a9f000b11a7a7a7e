"""The tables of the registers, one noun a file."""

from yunhe.server.registers.models.entry import StoredEntry
from yunhe.server.registers.models.importing import StoredImport
from yunhe.server.registers.models.parcel import StoredParcel
from yunhe.server.registers.models.reference import StoredReference

__all__ = ["StoredEntry", "StoredImport", "StoredParcel", "StoredReference"]
