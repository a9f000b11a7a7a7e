"""The observations that a district ships, `<district>/observations/*.csv`, and whether all of them can be imported."""

from collections.abc import Iterator
from pathlib import Path

from yunhe.definitions.codes import district_of
from yunhe.errors import DefinitionError, YunheError
from yunhe.observations import approval
from yunhe.observations.table import Rows, rows_of

FOLDER = "observations"


def paths_of(district: str | Path) -> list[Path]:
    """The files, in the order in which they are imported."""
    return sorted((Path(district) / FOLDER).glob("*.csv"))


def rows_in(path: Path) -> Rows:
    """The observations of one file of a district."""
    return rows_of(path.read_bytes(), path.name, district_of(path.parent.parent))


def failures_in(district: str | Path) -> Iterator[DefinitionError]:
    """Every row that would be refused, and what does not hold in the levels of approval."""
    yield from approval.failures_in(district)
    for path in paths_of(district):
        try:
            table = rows_in(path).table
        except YunheError as error:
            yield DefinitionError(str(path), 1, str(error))
            continue
        for refused in table.refused:
            for fault in refused.faults:
                yield DefinitionError(str(path), refused.row, f"{fault.column}：{fault.problem}", fault.remedy)
