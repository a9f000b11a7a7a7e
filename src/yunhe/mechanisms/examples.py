"""The proof that the mechanisms of a district carry: every file closed, every example as it says."""

from collections.abc import Iterator
from pathlib import Path

from yunhe.definitions.codes import district_of
from yunhe.errors import DefinitionError
from yunhe.mechanisms.grammar import load
from yunhe.mechanisms.library import library_of, paths_of
from yunhe.mechanisms.rehearsal import failures
from yunhe.mechanisms.workdays import Calendar


def failures_in(folder: str | Path) -> Iterator[DefinitionError]:
    """What is wrong with the mechanisms of a district: files that are no closed loop, examples that do not hold."""
    district, calendar, sound = district_of(folder), Calendar.shipped(), True
    for path in paths_of(folder):
        try:
            yield from failures(load(path, district), calendar)
        except DefinitionError as error:
            sound = False
            yield error
    if sound:
        yield from _together(folder)


def count_in(folder: str | Path) -> int:
    """How many examples the mechanisms of a district carry; those of a file that cannot be read are not counted."""
    return sum(map(_count, paths_of(folder)))


def _count(path: Path) -> int:
    try:
        return len(load(path).rehearsals)
    except DefinitionError:
        return 0


def _together(folder: str | Path) -> Iterator[DefinitionError]:
    """What is wrong between the versions of a mechanism."""
    try:
        library_of(Path(folder), district_of(folder))
    except DefinitionError as error:
        yield error
