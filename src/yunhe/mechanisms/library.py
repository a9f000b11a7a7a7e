"""The mechanisms of a district: every file of its folder, every version by the day from which it holds.

`mechanisms/信访.yaml` is one version, usually the newest; others stand beside it under the day from which they hold,
what it replaced and what will replace it: `信访@2022-05-01.yaml`. A matter goes on under the version it began with.
"""

import re
from collections.abc import Iterator, Mapping
from datetime import date
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

from yunhe.definitions.codes import NOWHERE, District
from yunhe.errors import DefinitionError, UnreadableError
from yunhe.mechanisms.grammar import versions
from yunhe.mechanisms.mechanism import Mechanism
from yunhe.mechanisms.shape import shape_paths

FOLDER = "mechanisms"
_SHAPE = re.compile(r"^shape:\s*([^\s@#]+)", re.MULTILINE)


class Library(NamedTuple):
    """Mechanisms by key, each with its versions, the newest last."""

    folder: Path
    versions: Mapping[str, tuple[Mechanism, ...]]

    def in_force(self, key: str, on: date) -> Mechanism:
        """The version under which a new matter begins on a day."""
        holding = [mechanism for mechanism in self.all_of(key) if mechanism.since <= on]
        if not holding:
            raise UnreadableError(str(self.folder), f"{on} 还没有“{key}”的版本在施行", "改日期，或补上那时的版本")
        return holding[-1]

    def version(self, key: str, version: str, digest: str = "") -> Mechanism:
        """The version that a matter runs under; refused when its meaning is not what it was when the matter began."""
        for mechanism in self.all_of(key):
            if mechanism.version != version:
                continue
            if digest and mechanism.digest != digest:
                problem = f"“{key}”{version} 版的内容改过，已有事项按原来的内容在办"
                raise DefinitionError(mechanism.path, 1, problem, _restoring(mechanism))
            return mechanism
        raise UnreadableError(str(self.folder), f"没有“{key}”{version} 版", f"补上文件 {key}@{version}.yaml")

    def all_of(self, key: str) -> tuple[Mechanism, ...]:
        found = self.versions.get(key)
        if found is None:
            raise UnreadableError(str(self.folder), f"没有机制“{key}”", f"现有：{'、'.join(self.versions) or '（无）'}")
        return found

    def current(self) -> Iterator[Mechanism]:
        """The newest version of every mechanism."""
        return (versions[-1] for versions in self.versions.values())


def library_of(folder: Path, district: District = NOWHERE) -> Library:
    """All mechanisms of a district's folder, proved closed; the first that is not raises its DefinitionError."""
    shelf = Shelf(folder, district)
    return Library(folder / FOLDER, {key: shelf[key] for key in shelf})


def shelf_of(folder: Path, district: District = NOWHERE) -> Library:
    """The mechanisms of a district's folder, each proved when it is first asked for: a broken one stops no other."""
    return Library(folder / FOLDER, Shelf(folder, district))


class Shelf(Mapping[str, tuple[Mechanism, ...]]):
    """The versions of every mechanism of a folder by key; the files of one are read when it is taken down."""

    def __init__(self, folder: Path, district: District) -> None:
        self._district = district
        self._paths: dict[str, list[Path]] = {}
        self._read: dict[str, tuple[Mechanism, ...]] = {}
        for path in paths_of(folder):
            self._paths.setdefault(path.stem.partition("@")[0], []).append(path)

    def __getitem__(self, key: str) -> tuple[Mechanism, ...]:
        if key not in self._read:
            made = [versions(path, self._district) for path in self._paths[key]]
            for one in made:
                _named_after_version(one[0])
            self._read[key] = _in_turn(key, made)
        return self._read[key]

    def __iter__(self) -> Iterator[str]:
        return iter(self._paths)

    def __len__(self) -> int:
        return len(self._paths)


def _in_turn(key: str, files: list[tuple[Mechanism, ...]]) -> tuple[Mechanism, ...]:
    """The versions of one mechanism, the newest last: those of a file end where the next file begins."""
    files.sort(key=lambda made: made[0].since)
    for one, next_one in pairwise(files):
        if one[0].since == next_one[0].since:
            raise DefinitionError(next_one[0].path, 1, f"“{key}”有两个从 {one[0].version} 起施行的版本", "改 since")
    ends = [made[0].since for made in files[1:]] + [date.max]
    return tuple(version for made, end in zip(files, ends, strict=True) for version in made if version.since < end)


def _restoring(mechanism: Mechanism) -> str:
    """What to do about a definition that is no longer what matters began with."""
    remedy = f"恢复原文，改动另存为新版本并写新的 since（{mechanism.key}.yaml）"
    if mechanism.shaped is None:
        return remedy
    name, day = mechanism.shaped.name, mechanism.shaped.since
    return f"{remedy}；改的是形状，就把原来的存为 {name}@{day}.yaml，新的写新的 since"


def paths_of(folder: str | Path) -> list[Path]:
    """The files of a district's mechanisms, every version."""
    return sorted((Path(folder) / FOLDER).glob("*.yaml"))


def by_shape(folder: str | Path) -> dict[str, frozenset[str]]:
    """Every shape that a district can use, with the keys of the mechanisms laid over it."""
    over: dict[str, set[str]] = {path.stem.partition("@")[0]: set() for path in shape_paths(Path(folder))}
    for path in paths_of(folder):
        named = _SHAPE.search(path.read_text(encoding="utf-8", errors="replace"))
        if named:
            over.setdefault(named[1], set()).add(path.stem.partition("@")[0])
    return {name: frozenset(keys) for name, keys in over.items()}


def _named_after_version(mechanism: Mechanism) -> None:
    """An earlier version bears its day in the name of its file."""
    stem = Path(mechanism.path).stem
    if "@" in stem and not stem.endswith(f"@{mechanism.version}"):
        raise DefinitionError(
            mechanism.path,
            1,
            f"文件名与 since: {mechanism.version} 不符",
            f"改名为 {mechanism.key}@{mechanism.version}.yaml",
        )
