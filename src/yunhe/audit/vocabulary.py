"""What an office knows and a text does not say: the dated lists of a district's folder and of the project.

Every entry says since when it holds and where that stands, so that a list can be judged and does not go stale unseen.
"""

import csv
import re
from collections.abc import Iterator
from datetime import date
from functools import cache
from pathlib import Path

from yunhe.definitions import strict
from yunhe.errors import DefinitionError, UnreadableError
from yunhe.reading.indicators import all_indicators
from yunhe.types import Term, Vocabulary

ORGANS = Path(__file__).with_name("organs.yaml")
WORDS = Path(__file__).with_name("vocabulary.yaml")
BARRED = {"词": "name", "改为": "means", "起": "since", "止": "until", "出处": "source"}
NEEDED = ("词", "出处")
LARGEST_LIST = 2_000_000
_ID = re.compile(r"[a-z][a-z0-9_]*")


def load(district: str | Path | None = None) -> Vocabulary:
    """The vocabulary of a district's folder, over the lists that ship with the checks."""
    if district is None:
        return Vocabulary(organs=_shipped())
    folder = Path(district)
    if not folder.is_dir():
        raise UnreadableError(str(district), "没有这个区县文件夹", "用 --district 指到如 districts/gongshu")
    officials, sessions = _officials(folder / "officials.yaml")
    own = _Words(folder / "vocabulary.yaml")
    organs = (*_organs(folder / "organs.yaml"), *_shipped())
    names = own.names | {organ.name for organ in organs if organ not in _shipped()}
    barred = tuple(_barred(folder / "barred.csv"))
    return Vocabulary(officials, organs, own.phrases, barred, frozenset(names), own.explained, own.units, sessions)


@cache
def known_terms() -> frozenset[str]:
    """Terms in use all over the country, which no report has to explain."""
    return _Words(WORDS).explained


@cache
def _shipped() -> tuple[Term, ...]:
    return _organs(ORGANS)


def _officials(path: Path) -> tuple[tuple[Term, ...], tuple[Term, ...]]:
    """Who holds which post, and which session sat when."""
    if not path.is_file():
        return (), ()
    root = strict.load(path)
    officials = root.take("officials", strict.sequence_of(strict.mapping), ())
    sessions = root.take("sessions", strict.sequence_of(strict.mapping), ())
    root.finish()
    return tuple(_term(node, "name", "post") for node in officials), tuple(_term(node, "name") for node in sessions)


def _organs(path: Path) -> tuple[Term, ...]:
    """A term for each former name of an organ; one without a former name for an organ that has none."""
    if not path.is_file():
        return ()
    root = strict.load(path)
    nodes = root.take("organs", strict.sequence_of(strict.mapping))
    root.finish()
    return tuple(term for node in nodes for term in _organ(node))


def _organ(node: strict.Mapping) -> Iterator[Term]:
    formerly = node.take("formerly", strict.texts, ("",))
    term = _term(node, "name")
    for name in formerly:
        yield term._replace(means=name)


class _Words:
    """The file vocabulary.yaml: names, explained terms, phrases as decided, units that answer for indicators."""

    def __init__(self, path: Path) -> None:
        root = strict.load(path) if path.is_file() else strict.Mapping(str(path), 1, {}, {})
        groups = strict.sequence_of(strict.mapping)
        self.names = {word for node in root.take("names", groups, ()) for word in _group(node, "words")}
        self.explained = frozenset(
            word for node in root.take("explained", groups, ()) for word in _group(node, "words")
        )
        self.phrases = tuple(_term(node, "right", "wrong") for node in root.take("phrases", groups, ()))
        self.units: dict[str, str] = {}
        for node in root.take("units", groups, ()):
            self._add_unit(node)
        root.finish()

    def _add_unit(self, node: strict.Mapping) -> None:
        unit = node.take("unit", strict.text)
        for indicator in _group(node, "indicators"):
            if _ID.fullmatch(indicator) and indicator not in all_indicators():
                raise node.error(f"没有指标“{indicator}”", "照 indicators.yaml 的编号写，或写中文名称", "indicators")
            known = self.units.setdefault(indicator, unit)
            if known != unit:
                raise node.error(f"“{indicator}”已归{known}", "一个指标只归一个责任单位", "indicators")


def _group(node: strict.Mapping, key: str) -> tuple[str, ...]:
    """The words of a group that have one source and one date."""
    words = node.take(key, strict.texts)
    node.take("source", strict.text)
    node.take("since", _day)
    node.finish()
    return words


def _term(node: strict.Mapping, name: str, means: str = "") -> Term:
    """One dated entry; `until` is left out as long as it holds."""
    said = node.take(name, strict.text)
    meant = node.take(means, strict.text) if means else ""
    since, until = node.take("since", _day), node.take("until", _day, "")
    source = node.take("source", strict.text)
    node.finish()
    if until and until < since:
        raise node.error(f"“until”{until} 早于“since”{since}", "改正日期", "until")
    return Term(said, meant, since, until, source)


def _day(value: strict.Value) -> str:
    """A day that exists, as YYYY-MM-DD."""
    written = strict.text(value)
    if not _is_day(written):
        raise strict.Refusal(f"应是日期，写成了“{written}”", "写成如 2025-05-28")
    return written


def _is_day(written: str) -> bool:
    if not re.fullmatch(r"\d{4}-\d\d-\d\d", written):
        return False
    try:
        date.fromisoformat(written)
    except ValueError:
        return False
    return True


def _barred(path: Path) -> Iterator[Term]:
    """An office's own list of words that must not be written; none as long as the file is missing."""
    if not path.is_file():
        return
    lines = csv.reader(_text(path).splitlines(keepends=True), strict=True)
    try:
        head = [cell.strip() for cell in next(lines, [])]
        _refuse_head(path, head)
        for row in lines:
            if any(cell.strip() for cell in row):
                yield _barred_term(path, lines.line_num, head, row)
    except csv.Error as error:
        raise DefinitionError(str(path), lines.line_num, f"csv写法有误（{error}）", "检查此行的引号") from None


def _text(path: Path) -> str:
    """The file as UTF-8 or, as spreadsheets save it, GB18030."""
    raw = path.read_bytes()
    if len(raw) > LARGEST_LIST:
        raise DefinitionError(str(path), 1, f"文件过大（{len(raw)}字节）", f"不超过{LARGEST_LIST}字节")
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise DefinitionError(str(path), 1, "不是UTF-8或GB18030编码", "另存为“CSV UTF-8”")


def _refuse_head(path: Path, head: list[str]) -> None:
    missing = [name for name in NEEDED if name not in head]
    unknown = [name for name in head if name not in BARRED]
    if missing or unknown or len(set(head)) < len(head):
        problem = f"缺少“{missing[0]}”列" if missing else f"不认识的列“{unknown[0]}”" if unknown else "有重复的列"
        raise DefinitionError(str(path), 1, problem, f"首行写：{','.join(BARRED)}")


def _barred_term(path: Path, line: int, head: list[str], row: list[str]) -> Term:
    cells = {BARRED[name]: cell.strip() for name, cell in zip(head, row, strict=False)}
    lacking = next((name for name in NEEDED if not cells.get(BARRED[name])), None)
    if len(row) > len(head) or lacking:
        problem = f"缺少“{lacking}”" if lacking else f"多出 {len(row) - len(head)} 格"
        raise DefinitionError(str(path), line, problem, "每行一个词，写明出处；文字里有逗号的加引号")
    for key in ("since", "until"):
        if cells.get(key) and not _is_day(cells[key]):
            raise DefinitionError(str(path), line, f"应是日期，写成了“{cells[key]}”", "写成如 2025-05-28")
    return Term(*(cells.get(field, "") for field in Term._fields))
