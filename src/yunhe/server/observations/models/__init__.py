"""The tables of the observations, one noun a file."""

from yunhe.server.observations.models.period import StoredPeriod
from yunhe.server.observations.models.version import StoredVersion

__all__ = ["StoredPeriod", "StoredVersion"]
