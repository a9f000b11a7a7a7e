"""Everything a face of an audit shows: the case, its findings as rows, and what could not be used."""

from collections.abc import Sequence
from typing import NamedTuple

from yunhe.review.listing import Acceptance, Row, open_rows
from yunhe.types import Case


class Audited(NamedTuple):
    """One audit done. `rows` holds all findings, accepted ones too; `lapsed` acceptances whose sentence was changed."""

    path: str  # where the draft's file is
    case: Case
    rows: Sequence[Row]
    lapsed: Sequence[Acceptance] = ()
    problems: Sequence[str] = ()
    date: str = ""  # of the audit, YYYY-MM-DD

    @property
    def open(self) -> list[Row]:
        """The findings that nobody has accepted."""
        return open_rows(self.rows)


def held_against(case: Case) -> list[str]:
    """What the draft was held against, in words."""
    said = [f"{year}年报告 {reading.document.name}" for year, reading in sorted(case.earlier.items(), reverse=True)]
    said += [f"同会报告 {reading.document.name}" for reading in case.companions]
    said += [f"任务表 {reading.document.name}" for reading in case.targets]
    sources = dict.fromkeys(statistic.span.doc for statistic in case.statistics)
    said += [f"统计 {source}" for source in sources]
    return said + [f"其他地区 {reading.document.name}" for reading in case.others]
