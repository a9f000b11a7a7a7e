"""The tables of the statistics, one noun a file."""

from yunhe.server.statistics.models.taking import StoredTaking
from yunhe.server.statistics.models.tally import StoredTally

__all__ = ["StoredTaking", "StoredTally"]
