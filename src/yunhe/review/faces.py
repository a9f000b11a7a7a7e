"""The formats of an audit by name: one module each in this folder, with NAME, SUFFIX, ABOUT and `write`."""

from functools import cache
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules
from types import ModuleType

_HERE = str(Path(__file__).parent)


@cache
def faces() -> dict[str, ModuleType]:
    """Every format by its name."""
    found = [import_module(f"yunhe.review.{module.name}") for module in iter_modules([_HERE])]
    return {module.NAME: module for module in found if hasattr(module, "NAME")}


def named(name: str) -> ModuleType | None:
    """The format of this name; loads no other."""
    if name not in {module.name for module in iter_modules([_HERE])}:
        return None
    module = import_module(f"yunhe.review.{name}")
    return module if hasattr(module, "NAME") else None


def for_suffix(suffix: str) -> ModuleType | None:
    """The format that writes files with this suffix."""
    return next((face for face in faces().values() if face.SUFFIX and suffix.lower() == face.SUFFIX), None)
