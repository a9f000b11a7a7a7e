"""The tables of the counter, one noun a file."""

from yunhe.server.counter.models.code import StoredCode
from yunhe.server.counter.models.draft import StoredDraft
from yunhe.server.counter.models.tally import StoredTally

__all__ = ["StoredCode", "StoredDraft", "StoredTally"]
