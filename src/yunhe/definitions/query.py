"""Reads `<district>/indicators/<key>.sql`: a header of comments, then one SELECT over the public views.

-- indicator: deputies_suggestions
-- owner: 区政府办公室
SELECT count(*) AS value FROM matter WHERE opened >= :from AND opened < :until
"""

import re
from pathlib import Path
from typing import NamedTuple

from yunhe.errors import DefinitionError

KEYS = ("indicator", "owner", "systems", "data", "freshness", "null")
NEEDED = ("indicator", "owner", "freshness", "null")
PARAMETERS = ("from", "until")
LARGEST_FILE = 100_000
_LINE = re.compile(r"-- ([a-z]+): (.+)")
_PARAMETER = re.compile(r"(?<![:\w]):([a-z_]+)")
_NO_SELECT = re.compile(
    r"(?i)\b(insert|update|delete|drop|alter|create|attach|pragma|copy|grant|truncate|call|do)\b|;|--|/\*"
)


class Query(NamedTuple):
    """A checked query: the indicator it measures, who answers for it, and its SELECT."""

    indicator: str
    owner: str
    freshness: str
    null: str
    simulated: bool
    select: str
    path: str


def load(path: Path) -> Query:
    """The query of a file; anything but one SELECT with the two parameters of a period is refused."""
    written = path.read_text(encoding="utf-8")
    if len(written) > LARGEST_FILE:
        raise DefinitionError(str(path), 1, "文件过大", f"不超过{LARGEST_FILE}字")
    head, select, first = _parted(str(path), written)
    for key in NEEDED:
        if key not in head:
            raise DefinitionError(str(path), 1, f"缺少“-- {key}: …”", "补在文件开头")
    if head["indicator"] != path.stem:
        raise DefinitionError(str(path), 1, f"指标“{head['indicator']}”与文件名不符", f"改成 {path.stem}")
    _refuse_all_but_select(str(path), select, first)
    simulated = head.get("data") == "模拟"
    return Query(head["indicator"], head["owner"], head["freshness"], head["null"], simulated, select, str(path))


def _parted(path: str, written: str) -> tuple[dict[str, str], str, int]:
    """Header, SELECT, and the line on which the SELECT begins."""
    head: dict[str, str] = {}
    lines = written.splitlines()
    for number, line in enumerate(lines, 1):
        found = _LINE.fullmatch(line)
        if found is None:
            return head, "\n".join(lines[number - 1 :]).strip(), number
        if found[1] not in KEYS or found[1] in head:
            raise DefinitionError(path, number, f"不认识或重复的“{found[1]}”", f"可写：{'、'.join(KEYS)}")
        head[found[1]] = found[2].strip()
    raise DefinitionError(path, len(lines), "没有 SELECT", "在开头的注释之后写一个 SELECT")


def _refuse_all_but_select(path: str, select: str, line: int) -> None:
    if not re.match(r"(?i)select\b", select) or _NO_SELECT.search(select):
        raise DefinitionError(path, line, "不是单独一个 SELECT", "只写一个 SELECT，不带分号和注释")
    for name in _PARAMETER.findall(select):
        if name not in PARAMETERS:
            raise DefinitionError(path, line, f"不认识的参数“:{name}”", "可用 :from 和 :until（期间的起止）")
