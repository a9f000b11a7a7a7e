"""The tables of the index."""

from yunhe.server.searching.models.book import Book
from yunhe.server.searching.models.line import Line

__all__ = ["Book", "Line"]
