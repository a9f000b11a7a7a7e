"""The proof that the mechanisms of a district carry: every file closed, every example as it says."""

from collections.abc import Iterator
from pathlib import Path

from yunhe.definitions.codes import District, district_of
from yunhe.errors import DefinitionError
from yunhe.mechanisms import counter_proof
from yunhe.mechanisms.grammar import as_mechanism, versions
from yunhe.mechanisms.law import failures, left_out
from yunhe.mechanisms.library import library_of, paths_of
from yunhe.mechanisms.shape import FOLDER as SHAPES
from yunhe.mechanisms.shape import shape_at, shape_paths
from yunhe.mechanisms.workdays import Calendar


def failures_in(folder: str | Path) -> Iterator[DefinitionError]:
    """What is wrong with the mechanisms of a district: files that are no closed loop, examples that do not hold."""
    district, calendar, sound = district_of(folder), Calendar.shipped(), True
    yield from _shape_failures(sorted((Path(folder) / SHAPES).glob("*.yaml")), calendar)
    for path in paths_of(folder):
        try:
            for version in versions(path, district):
                yield from failures(version, calendar)
            yield from counter_proof.failures(versions(path, district)[-1], calendar)
        except DefinitionError as error:
            sound = False
            yield error
    if sound:
        yield from _together(folder)


def shape_failures() -> Iterator[DefinitionError]:
    """What is wrong with the shapes that ship."""
    yield from _shape_failures(shape_paths(), Calendar.shipped())


def _shape_failures(paths: list[Path], calendar: Calendar) -> Iterator[DefinitionError]:
    for path in paths:
        try:
            yield from failures(as_mechanism(shape_at(path)), calendar)
        except DefinitionError as error:
            yield error


def count_in(folder: str | Path) -> tuple[int, int]:
    """How many examples the mechanisms of a district carry, those of their shapes among them, and how many of the
    latter say nothing there; those of a file that cannot be read are not counted."""
    calendar, own = Calendar.shipped(), sorted((Path(folder) / SHAPES).glob("*.yaml"))
    district = district_of(folder)
    counts = [_count(path, calendar, district) for path in paths_of(folder)]
    silent = sum(silent for _, silent in counts)
    return sum(held for held, _ in counts) + sum(map(_count_shape, own)), silent


def shape_count() -> int:
    """How many examples the shapes that ship carry."""
    return sum(map(_count_shape, shape_paths()))


def _count_shape(path: Path) -> int:
    try:
        return len(as_mechanism(shape_at(path)).rehearsals)
    except DefinitionError:
        return 0


def _count(path: Path, calendar: Calendar, district: District) -> tuple[int, int]:
    try:
        made = versions(path, district)
    except DefinitionError:
        return 0, 0
    silent = sum(len(left_out(version, calendar)) for version in made)
    of_counter = len(made[-1].counter.examples) if made[-1].counter else 0
    return sum(len(version.rehearsals) for version in made) - silent + of_counter, silent


def _together(folder: str | Path) -> Iterator[DefinitionError]:
    """What is wrong between the versions of a mechanism."""
    try:
        library_of(Path(folder), district_of(folder))
    except DefinitionError as error:
        yield error
