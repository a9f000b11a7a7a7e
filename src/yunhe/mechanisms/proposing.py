"""What of a mechanism may be changed by form: limits, owners and wording that it already has, and since when.

A closed list: no state, action, field or escalation comes or goes, and no name by which something is known. All else
is changed in the file.
"""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Literal, NamedTuple

from yunhe.definitions import strict
from yunhe.definitions.amending import Place
from yunhe.errors import DefinitionError
from yunhe.mechanisms.grammar import post
from yunhe.mechanisms.limits import CHINESE, WRITTEN_LOOSELY, Limit, limit
from yunhe.mechanisms.mechanism import Clock, Mechanism, Stage

Kind = Literal["limit", "owner", "words"]
LONGEST_WORDS = 500
COUNTER, FIELDS, HEAD, CLOCKS = "公众窗口", "字段", "名称和依据", "跨状态的时限"
SINCE: Place = ("since",)
WORDS: Mapping[tuple[str, ...], tuple[str, str]] = {  # where wording stands, * any name: its group and what it is
    ("mechanism",): (HEAD, "名称"),
    ("basis",): (HEAD, "依据"),
    ("states", "*", "note"): ("{1}", "说明"),
    ("fields", "*", "note"): (FIELDS, "“{1}”的说明"),
    ("counter", "title"): (COUNTER, "标题"),
    ("counter", "for"): (COUNTER, "办什么"),
    ("counter", "who"): (COUNTER, "谁能办"),
    ("counter", "steps", "*", "*", "ask"): (COUNTER, "“{3}”怎么问"),
    ("counter", "steps", "*", "*", "help"): (COUNTER, "“{3}”的提示"),
    ("counter", "files", "ask"): (COUNTER, "附件怎么问"),
    ("counter", "files", "help"): (COUNTER, "附件的提示"),
    ("counter", "states", "*"): (COUNTER, "状态“{2}”怎么说"),
    ("counter", "acts", "*"): (COUNTER, "按钮“{2}”怎么说"),
    ("counter", "acts", "*", "ask"): (COUNTER, "按钮“{2}”怎么说"),
    ("counter", "acts", "*", "help"): (COUNTER, "按钮“{2}”的提示"),
}


class Point(NamedTuple):
    """One value that may be changed by form: where it stands, what it is called, how it reads now."""

    place: Place
    kind: Kind
    group: str
    name: str
    now: str
    basis: str = ""  # of a limit
    line: int = 0  # in the mechanism's own file; 0 where only its shape says it

    @property
    def key(self) -> str:
        """Its name in a form, unlike any other field there."""
        return "/" + "/".join(self.place)

    @property
    def called(self) -> str:
        """Its name where it stands alone: “办理中”时限."""
        return self.name if self.group in (HEAD, FIELDS) else f"“{self.group}”{self.name}"

    @property
    def said(self) -> str:
        """As people read it: 8个工作日."""
        return said(self.kind, self.now)


class Change(NamedTuple):
    """A point with the value that it is to have."""

    point: Point
    value: str

    @property
    def said(self) -> str:
        """In words: “办理中”时限 10个工作日 → 8个工作日."""
        return f"{self.point.called} {self.point.said} → {said(self.point.kind, self.value)}"


def said(kind: Kind, written: str) -> str:
    """A value as people read it."""
    return Limit.read(written).said() if kind == "limit" else written


def points(mechanism: Mechanism, own: strict.Mapping) -> list[Point]:
    """All that may be changed by form, state by state; `own` is the mechanism's own file, perhaps over a shape."""
    found = [
        *(point for stage in mechanism.stages.values() for point in _of_stage(mechanism, stage, own)),
        *(
            point
            for clock in mechanism.clocks.values()
            if clock.name not in mechanism.stages
            for point in _of_clock(clock, own, ("clocks", clock.name), CLOCKS, f"“{clock.name}”的时限")
        ),
        *_wording(own, ()),
    ]
    groups = list(dict.fromkeys([HEAD, *mechanism.stages, CLOCKS, FIELDS, COUNTER]))
    return sorted(found, key=lambda point: groups.index(point.group))


def read(point: Point, typed: str, path: str) -> str:
    """What was typed for a point in the form in which a definition has it, refused in the words of the loader."""
    value = " ".join(typed.split())
    try:
        if point.kind == "limit":
            return str(limit(_spelled(value)))
        if point.kind == "owner":
            return post(value)
        return _words(value)
    except strict.Refusal as refusal:
        raise DefinitionError(path, point.line or 1, f"{point.called}{refusal.problem}", refusal.remedy) from None


def since(typed: str, mechanism: Mechanism, today: date) -> str:
    """The day from which a new version holds: after today, and after the version that it follows."""
    try:
        day = date.fromisoformat(typed.strip())
    except ValueError:
        raise DefinitionError(mechanism.path, 1, "施行日不是日期", "写成如 2027-01-01") from None
    if day <= max(today, mechanism.since):
        least = max(today, mechanism.since)
        raise DefinitionError(mechanism.path, 1, f"施行日要在 {least} 以后", "办着的事项不改，新的只管以后登记的")
    return day.isoformat()


def _spelled(typed: str) -> str:
    """A limit as definitions have it, when it was typed in Chinese: 8个工作日."""
    found = WRITTEN_LOOSELY.fullmatch(typed)
    unit = CHINESE.get(found[2]) if found else None
    return f"{found[1]} {unit}" if found and unit else typed


def _words(value: str) -> str:
    if not value:
        raise strict.Refusal("是空的", "写一句话；不要它了，在文件里删去")
    if len(value) > LONGEST_WORDS:
        raise strict.Refusal(f"有 {len(value)} 个字", f"不超过 {LONGEST_WORDS} 字")
    if not value.isprintable():
        raise strict.Refusal("含有不能用的控制字符", "删去该字符")
    return value


def _of_stage(mechanism: Mechanism, stage: Stage, own: strict.Mapping) -> Iterator[Point]:
    """Owner and own limit of a state where something can be done."""
    if not stage.is_open:
        return
    place = ("states", stage.name)
    yield Point((*place, "owner"), "owner", stage.name, "轮到谁", stage.owner, line=_line(own, (*place, "owner")))
    if stage.name in stage.clocks:
        yield from _of_clock(mechanism.clocks[stage.name], own, (*place, "within"), stage.name, "时限")


def _of_clock(clock: Clock, own: strict.Mapping, place: Place, group: str, name: str) -> Iterator[Point]:
    """Limit, the limits of its cases, and its basis; written in short it has the limit only."""
    is_short = isinstance(_written(own, place), str)
    whole = place if is_short else (*place, "limit")
    yield Point(whole, "limit", group, name, str(clock.limit), clock.basis, _line(own, whole))
    if is_short:
        return
    for word, each in clock.cases:
        at = (*place, "cases", word)
        yield Point(at, "limit", group, f"{name}（{clock.by}：{word}）", str(each), clock.basis, _line(own, at))
    if clock.basis:
        at = (*place, "basis")
        yield Point(at, "words", group, f"{name}的依据", clock.basis, line=_line(own, at))


def _wording(node: strict.Mapping, place: Place) -> Iterator[Point]:
    """What people are told, as far as the mechanism's own file says it."""
    for key in node:
        value, here = node.written(key), (*place, key)
        if isinstance(value, strict.Mapping):
            yield from _wording(value, here)
        known = _pattern(here) if isinstance(value, str) else None
        if known:
            group, name = (word.format(*here) for word in known)
            yield Point(here, "words", group, name, str(value), line=node.line_of(key))


def _pattern(here: Place) -> tuple[str, str] | None:
    """Group and name of the wording at a place, None where there is none."""
    for pattern, known in WORDS.items():
        if len(pattern) == len(here) and all(word in ("*", key) for word, key in zip(pattern, here, strict=True)):
            return known
    return None


def _written(own: strict.Mapping, place: Place) -> strict.Value:
    value: strict.Value = own
    for key in place:
        if not isinstance(value, strict.Mapping) or key not in value:
            return None
        value = value.written(key)
    return value


def _line(own: strict.Mapping, place: Place) -> int:
    """The line at which the mechanism's own file says something; 0 where it does not."""
    node: strict.Value = own
    line = 0
    for key in place:
        if not isinstance(node, strict.Mapping) or key not in node:
            return 0
        line, node = int(node.line_of(key)), node.written(key)
    return line
