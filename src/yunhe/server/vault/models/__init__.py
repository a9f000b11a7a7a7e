"""The tables of the vault, one noun a file."""

from yunhe.server.vault.models.erasure import StoredErasure
from yunhe.server.vault.models.identity import StoredIdentity
from yunhe.server.vault.models.look import StoredLook
from yunhe.server.vault.models.payload import StoredPayload
from yunhe.server.vault.models.person import StoredPerson
from yunhe.server.vault.models.store import StoredStore

__all__ = ["StoredErasure", "StoredIdentity", "StoredLook", "StoredPayload", "StoredPerson", "StoredStore"]
