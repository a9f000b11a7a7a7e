"""The table of the histories."""

from yunhe.server.histories.models.point import Point

__all__ = ["Point"]
