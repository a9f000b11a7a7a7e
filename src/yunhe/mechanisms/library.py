"""The mechanisms of a district: every file of its folder, every version by the day from which it holds.

`mechanisms/信访.yaml` is the version in force; what it replaced stays beside it as `信访@2022-05-01.yaml`, so that a
matter goes on under the version it began with.
"""

from collections.abc import Iterator, Mapping
from datetime import date
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

from yunhe.definitions.codes import NOWHERE, District
from yunhe.errors import DefinitionError, UnreadableError
from yunhe.mechanisms.grammar import load
from yunhe.mechanisms.mechanism import Mechanism

FOLDER = "mechanisms"


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
                raise DefinitionError(
                    mechanism.path, 1, problem, f"恢复原文，改动另存为新版本并写新的 since（{key}.yaml）"
                )
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
    kept: dict[str, list[Mechanism]] = {}
    for path in paths_of(folder):
        mechanism = load(path, district)
        _named_after_version(mechanism)
        kept.setdefault(mechanism.key, []).append(mechanism)
    for key, versions in kept.items():
        versions.sort(key=lambda mechanism: mechanism.since)
        for one, next_one in pairwise(versions):
            if one.since == next_one.since:
                raise DefinitionError(next_one.path, 1, f"“{key}”有两个从 {one.version} 起施行的版本", "改 since")
    return Library(folder / FOLDER, {key: tuple(versions) for key, versions in kept.items()})


def paths_of(folder: str | Path) -> list[Path]:
    """The files of a district's mechanisms, every version."""
    return sorted((Path(folder) / FOLDER).glob("*.yaml"))


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
