"""The district of the site: its folder, read once and again when one of its files has changed."""

import os
import time
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path

from yunhe.access.roles import Access, access_of
from yunhe.definitions.codes import District, district_of
from yunhe.errors import YunheError
from yunhe.registers.register import Register, registers_of
from yunhe.server.matters.work import Office
from yunhe.server.office import office_of
from yunhe.server.tasks import board
from yunhe.systems import SystemRow, find_district, report_of, table

VARIABLE = "YUNHE_DISTRICT"
LOOK_AGAIN = 2.0  # seconds


@dataclass(frozen=True)
class Here:
    """What the pages know of the district."""

    folder: Path
    newest: float

    @cached_property
    def district(self) -> District:
        """Its name, code, subdistricts."""
        return district_of(self.folder)

    @cached_property
    def access(self) -> Access:
        """Its roles."""
        return access_of(self.folder)

    @cached_property
    def office(self) -> Office:
        """Its mechanisms and the working days."""
        return office_of(str(self.folder))

    @cached_property
    def registers(self) -> Mapping[str, Register]:
        """Its registers by name."""
        return registers_of(self.folder)

    @cached_property
    def has_tasks(self) -> bool:
        """Whether some mechanism of its is one of tasks: without, no page of tasks is there to lead to."""
        try:
            return bool(board.kinds(self.office))
        except YunheError:  # a mechanism that cannot be read stops what asks for it, not every page of the work floor
            return False

    @cached_property
    def report(self) -> str:
        """The text of the report that the systems are named in."""
        return report_of(self.folder)

    @cached_property
    def systems(self) -> list[SystemRow]:
        """What its report names, and the homes."""
        return table(self.folder)


def here() -> Here:
    """The district as its files are now."""
    return _at(_folder(), _newest(int(time.monotonic() / LOOK_AGAIN)))


@lru_cache(maxsize=1)
def _at(folder: Path, newest: float) -> Here:
    return Here(folder, newest)


@lru_cache(maxsize=1)
def _folder() -> Path:
    return find_district(os.environ.get(VARIABLE) or None).resolve()


@lru_cache(maxsize=1)
def _newest(tick: int) -> float:
    """When a file of the district changed last; looked at every two seconds."""
    return max(path.stat().st_mtime for path in _folder().rglob("*") if path.is_file())


def forget() -> None:
    """Read the district anew: tests, and what has just changed a file."""
    for each in (_at, _folder, _newest):
        each.cache_clear()
