"""The table of what is kept, one noun a file."""

from yunhe.server.renderings.models.rendering import StoredRendering

__all__ = ["StoredRendering"]
