"""Yunhe 运河: a government work report, treated as a program."""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from yunhe import audit as audit
    from yunhe.reading.reader import read as read
    from yunhe.reading.reader import read_text as read_text

__version__ = "0.1.0"
__all__ = ["audit", "read", "read_text"]


def __getattr__(name: str) -> Any:
    """Load a verb only when it is asked for, so that `import yunhe` stays instant."""
    if name == "audit":
        from importlib import import_module

        return import_module("yunhe.audit")
    if name in __all__:
        from yunhe.reading import reader

        return getattr(reader, name)
    raise AttributeError(name)
