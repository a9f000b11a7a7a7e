"""What a reading looks like to the one who asked: one module a format, found by folder scan, all of one shape.

A face has NAME, SUFFIX, ABOUT and `part(reading, frame)`, what one reading gives: picklable, made in any process. Then
`write(parts, out, frame)` joins the parts in one file, and `write_folder(parts, folder, frame)` in several; a face has
one of the two or both. Modules without NAME serve the others.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules
from types import ModuleType
from typing import Any, BinaryIO

from yunhe.types import Reading


@dataclass(frozen=True, slots=True)
class Frame:
    """How much room a face has: columns, colour, every row or the first ones, one document or many."""

    width: int = 100
    colour: bool = False
    whole: bool = True
    many: bool = False


@dataclass(frozen=True, slots=True)
class Face:
    """A format: its module, seen through its fixed names."""

    module: ModuleType

    @property
    def name(self) -> str:
        return str(self.module.NAME)

    @property
    def suffix(self) -> str:
        return str(self.module.SUFFIX)

    @property
    def about(self) -> str:
        return str(self.module.ABOUT)

    @property
    def part(self) -> Callable[[Reading, Frame], Any]:
        part: Callable[[Reading, Frame], Any] = self.module.part
        return part

    @property
    def write(self) -> Callable[[Iterable[Any], BinaryIO, Frame], None] | None:
        return getattr(self.module, "write", None)

    @property
    def write_folder(self) -> Callable[[Iterable[Any], Path, Frame], None] | None:
        return getattr(self.module, "write_folder", None)


@cache
def named(name: str) -> Face | None:
    """The face of this name, or None; loads no other."""
    if name not in {found.name for found in iter_modules(__path__)}:
        return None
    module = import_module(f"{__name__}.{name}")
    return Face(module) if hasattr(module, "NAME") else None


@cache
def faces() -> dict[str, Face]:
    """Every face by its name."""
    found = [named(module.name) for module in iter_modules(__path__)]
    return {face.name: face for face in found if face is not None}


def for_suffix(suffix: str) -> Face | None:
    """The face that writes files with this suffix."""
    return next((face for face in faces().values() if face.suffix == suffix.lower()), None)


def write(readings: Iterable[Reading], name: str, out: BinaryIO, frame: Frame | None = None) -> None:
    """Write readings in the format `name` to a binary stream, one at a time."""
    face, frame = faces()[name], frame or Frame()
    if face.write is None:
        raise ValueError(f"{name} needs a folder: use write_folder")
    face.write((face.part(reading, frame) for reading in readings), out, frame)


def write_folder(readings: Iterable[Reading], name: str, folder: Path, frame: Frame | None = None) -> None:
    """Write readings in the format `name` as files of a folder that exists."""
    face, frame = faces()[name], frame or Frame(many=True)
    if face.write_folder is None:
        raise ValueError(f"{name} is one file: use write")
    face.write_folder((face.part(reading, frame) for reading in readings), folder, frame)
