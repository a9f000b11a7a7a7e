"""Yunhe 运河: a government work report, treated as a program."""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from yunhe.reading.reader import read as read
    from yunhe.reading.reader import read_text as read_text

__version__ = "0.1.0"
__all__ = ["read", "read_text"]


def __getattr__(name: str) -> Any:
    """Load the reader only when it is asked for, so that `import yunhe` stays instant."""
    if name in __all__:
        from yunhe.reading import reader

        return getattr(reader, name)
    raise AttributeError(name)
