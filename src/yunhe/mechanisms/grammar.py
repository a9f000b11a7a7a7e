"""Reads a mechanism's YAML into a Mechanism, then has it proved closed.

mechanism: 黑臭水体发现—交办—销号
basis: 示例口径
kept_by: yunhe
start: 已发现
states:
  已发现: {owner: 河长办.值班岗, within: 2 workdays, actions: {交办: 整治中, 不属实: {to: 不予受理, needs: [理由]}}}
"""

import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal
from functools import lru_cache
from pathlib import Path
from typing import cast

from yunhe.definitions import strict
from yunhe.definitions.codes import NOWHERE, District
from yunhe.definitions.fields import Field, field_of
from yunhe.definitions.stores import SHARED, store_among
from yunhe.errors import DefinitionError
from yunhe.mechanisms import closed, consenting, guarding
from yunhe.mechanisms.counter_reading import counter_of
from yunhe.mechanisms.laying import Laying, layings_of
from yunhe.mechanisms.lights import pace_of
from yunhe.mechanisms.limits import Limit, limit, limit_or_due
from yunhe.mechanisms.meaning import digest_of
from yunhe.mechanisms.mechanism import (
    USUAL_WARNING,
    Action,
    Clock,
    Escalation,
    Extension,
    How,
    KeptBy,
    Mechanism,
    Rehearsal,
    Signing,
    Stage,
)
from yunhe.mechanisms.points import points_of
from yunhe.mechanisms.requirement import requirement_of
from yunhe.mechanisms.shape import Shape, copied, shape_paths
from yunhe.mechanisms.steps import rehearsal_of

FLOW = ("转办", "委派", "加签", "退回", "撤回", "抄送", "催办", "并案", "关联", "拆分", "延期", "更正")
USUAL_FLOW = ("转办", "委派", "退回", "撤回", "抄送", "催办", "关联", "延期")
BEGINNING = date(1949, 10, 1)  # a mechanism that says no `since` has always held
_REFUSES = re.compile(r"^(?:不(?!再)|拒|驳回|退回|否决)")
_DECLINED = re.compile(r"^不(?:予|支持|受理|同意|通过)|^驳回|^拒")
_POST = re.compile(r"[^.\s]+\.[^.\s]+")
_VERSION = re.compile(r"@\d{4}-\d{2}-\d{2}$")

_KNOWN: dict[str, tuple[tuple[object, ...], tuple[Mechanism, ...]]] = {}  # by path: as it stood, what it said


def load(path: str | Path, district: District = NOWHERE) -> Mechanism:
    """The mechanism of a file, proved closed; a DefinitionError names line and remedy."""
    return versions(path, district)[-1]


def parse(written: str, path: str = "-", district: District = NOWHERE) -> Mechanism:
    """The mechanism of a text, proved closed."""
    return _versions(strict.parse(written, path), path, district, None)[-1]


def standing_at(written: str, path: Path, district: District = NOWHERE) -> tuple[Mechanism, ...]:
    """The mechanism of a text under every version of its shape, as if it stood in the file of a district's folder."""
    return _versions(strict.parse(written, str(path)), str(path), district, path.parent.parent)


def versions(path: str | Path, district: District = NOWHERE) -> tuple[Mechanism, ...]:
    """The mechanism of a file under every version of the shape it is laid over, oldest first; else just the one.

    Read once as long as the file, the shapes and the district stay as they are.
    """
    folder = Path(path).parent.parent
    stands = _as_it_stands(Path(path), folder, district)
    known = _KNOWN.get(str(path))
    if known is None or known[0] != stands:
        known = _KNOWN[str(path)] = stands, _versions(strict.load(path), str(path), district, folder)
    return known[1]


def _as_it_stands(path: Path, folder: Path, district: District) -> tuple[object, ...]:
    """All that decides what a file says: its bytes, the shapes at hand, the district."""
    written = path.read_bytes() if path.is_file() else b""
    return written, district, [(each, each.stat().st_mtime_ns) for each in shape_paths(folder)]


def _versions(root: strict.Mapping, path: str, district: District, folder: Path | None) -> tuple[Mechanism, ...]:
    if "shape" not in root:
        return (read(root, path, district),)
    return tuple(_laid_over(laying, path, district) for laying in layings_of(root, folder))


def _laid_over(laying: Laying, path: str, district: District) -> Mechanism:
    """The mechanism over one version of its shape; the shape holds by itself, so what is wrong comes from above."""
    as_mechanism(laying.shape)
    try:
        made = read(laying.root, path, district)
    except DefinitionError as error:
        raise laying.blamed(error, path) from None
    return replace(made, shaped=laying.shaped)


@lru_cache(maxsize=256)
def as_mechanism(shape: Shape) -> Mechanism:
    """A shape by itself, proved closed: it is a whole mechanism."""
    return read(copied(shape.root), shape.path)


def read(root: strict.Mapping, path: str, district: District = NOWHERE) -> Mechanism:
    """The mechanism of a checked YAML root, proved closed."""
    mechanism = unproved(root, path, district)
    closed.prove(mechanism)
    return mechanism


def unproved(root: strict.Mapping, path: str, district: District = NOWHERE) -> Mechanism:
    """The same without the proof, for what is known to hold under other names."""
    return _Reading(root, path, district).mechanism()


class _Reading:
    """One pass over the root; clocks of single states join the named ones."""

    def __init__(self, root: strict.Mapping, path: str, district: District) -> None:
        self.root, self.path, self.district = root, path, district
        self.clocks: dict[str, Clock] = {}
        self.flow: tuple[str, ...] = USUAL_FLOW
        self.made: Mapping[str, Field] = {}

    def mechanism(self) -> Mechanism:
        root = self.root
        name, basis = root.take("mechanism", strict.text), root.take("basis", strict.text)
        kept_by = root.take("kept_by", strict.one_of("yunhe", "upstream"))
        upstream = root.take("upstream", strict.text, "")
        if (kept_by == "upstream") != bool(upstream):
            raise root.error(
                "kept_by 与 upstream 对不上", "上级系统办理的写 kept_by: upstream 和 upstream: 系统名称", "kept_by"
            )
        since = root.take("since", day, BEGINNING)
        store = root.take("store", store_among(self.district.stores), SHARED)
        systems = root.take("systems", strict.texts, ())
        root.take("data", strict.one_of("模拟", "待外部数据"), "")
        units, fields = self.units(), self.fields()
        self.made = fields
        retention = guarding.retention_of(root, store, fields)
        self.flow = self.acts(root, USUAL_FLOW)
        self.named_clocks()
        start = root.take("start", strict.text)
        stages = _remembering(dict(self.stages(root.take("states", strict.mapping))))
        consent = consenting.consent_of(root, fields, stages)
        counter = counter_of(root, fields, units, stages, consent)
        feeds = dict(root.take("feeds", strict.mapping).entries(strict.text)) if "feeds" in root else {}
        checklist = root.take("checklist", strict.texts, ())
        pace = root.take("pace", pace_of(fields), None)
        points = root.take("points", points_of(fields), None)
        rehearsals = tuple(self.rehearsals())
        root.finish()
        made = Mechanism(
            _VERSION.sub("", Path(self.path).stem),
            name, since, basis, cast("KeptBy", kept_by), upstream, store, systems, units, fields, self.clocks,
            start, stages, feeds, checklist, "", self.path, rehearsals, retention, consent, pace=pace, points=points,
            counter=counter,
        )  # fmt: skip
        return replace(made, digest=digest_of(made))

    def units(self) -> dict[str, str]:
        return dict(self.root.take("units", strict.mapping).entries(strict.text)) if "units" in self.root else {}

    def fields(self) -> dict[str, Field]:
        if "fields" not in self.root:
            return {}
        node = self.root.take("fields", strict.mapping)
        return {name: field_of(name, value, self.district) for name, value in node.entries(lambda value: value)}

    def acts(self, node: strict.Mapping, usual: tuple[str, ...]) -> tuple[str, ...]:
        return node.take("flow", strict.sequence_of(strict.one_of(*FLOW)), usual)

    def named_clocks(self) -> None:
        if "clocks" not in self.root:
            return
        for name, node in self.root.take("clocks", strict.mapping).entries(strict.mapping):
            self.clocks[name] = _clock(name, node, self.made)

    def stages(self, node: strict.Mapping) -> "list[tuple[str, Stage]]":
        return [
            (name, self.stage(name, value, node.line_of(name))) for name, value in node.entries(strict.optional_mapping)
        ]

    def stage(self, name: str, node: strict.Mapping | None, line: int) -> Stage:
        if node is None:
            return Stage(name, "", (), (), {}, None, (), _usual_outcome(name), line)
        if "outcome" in node or "outcome_from" in node:
            return self.ending(name, node, line)
        owner = node.take("owner", post)
        clocks = self.clocks_of(name, node)
        pauses = node.take("pauses", _one_or_more, ())
        actions = _actions(node, self.made)
        signing = _signing(node.take("sign", strict.mapping)) if "sign" in node else None
        flow = self.acts(node, self.flow)
        node.take("note", strict.text, "")
        node.finish()
        return Stage(name, owner, clocks, pauses, actions, signing, flow, None, line)

    def ending(self, name: str, node: strict.Mapping, line: int) -> Stage:
        outcome, actions = node.take("outcome", strict.text, _usual_outcome(name)), _actions(node, self.made)
        outcome_from = node.take("outcome_from", _named_choice(self.made), "")
        node.take("note", strict.text, "")
        node.finish()
        return Stage(name, "", (), (), actions, None, (), outcome, line, outcome_from)

    def clocks_of(self, name: str, node: strict.Mapping) -> tuple[str, ...]:
        """The named clocks under which a state runs, and its own limit as a clock of its name."""
        named = node.take("clock", _one_or_more, ())
        for clock in named:
            if clock not in self.clocks:
                raise node.error(
                    f"没有名为“{clock}”的时限", f"在 clocks 里写出，现有：{'、'.join(self.clocks) or '无'}", "clock"
                )
        if "within" not in node:
            return named
        if name in self.clocks:
            raise node.error(f"状态“{name}”与一个时限同名", "给 clocks 里的时限改名", "within")
        self.clocks[name] = node.take("within", _within(name, self.made))
        return (name, *named)

    def rehearsals(self) -> "list[Rehearsal]":
        if "examples" not in self.root:
            return []
        node = self.root.take("examples", strict.mapping)
        return [rehearsal_of(name, value, node.line_of(name)) for name, value in node.entries(strict.mapping)]


def day(value: strict.Value) -> date:
    """A kind: a date written 2025-01-01."""
    try:
        return date.fromisoformat(value if isinstance(value, str) else "")
    except ValueError:
        raise strict.Refusal(f"应是日期，写成了“{value}”", "写成如 2025-01-01") from None


def post(value: strict.Value) -> str:
    """A kind: a post of a unit, “住建局.复核岗”, or an actor outside, 申请人; never a person."""
    written = strict.text(value)
    if written == "申请人" or _POST.fullmatch(written):
        return written
    raise strict.Refusal(f"应是岗位，写成了“{written}”", "写成“单位.岗位”，如“住建局.复核岗”；不写姓名")


def _one_or_more(value: strict.Value) -> tuple[str, ...]:
    return (value,) if isinstance(value, str) else strict.texts(value)


def _posts(value: strict.Value) -> tuple[str, ...]:
    return (post(value),) if isinstance(value, str) else strict.sequence_of(post)(value)


def _usual_outcome(name: str) -> str:
    return "不予" if _DECLINED.match(name) else "办结"


def _named_choice(fields: Mapping[str, Field]) -> "strict.Kind[str]":
    """A kind: the name of a field that is a choice and may stand in the open."""

    def read(value: strict.Value) -> str:
        open_choices = [name for name, field in fields.items() if field.kind == "choice" and not field.is_personal]
        return strict.one_of(*open_choices)(value)

    return read


def _within(name: str, fields: Mapping[str, Field]) -> "strict.Kind[Clock]":
    """A kind: `2 workdays`, or a mapping with limit, basis, warn, extend, escalate."""

    def read(value: strict.Value) -> Clock:
        if isinstance(value, strict.Mapping):
            return _clock(name, value, fields)
        return Clock(name, limit(value), "", True, USUAL_WARNING, None, ())

    return read


def _clock(name: str, node: strict.Mapping, fields: Mapping[str, Field]) -> Clock:
    within, basis = node.take("limit", limit), node.take("basis", strict.text, "")
    moves = node.take("last_day_moves", strict.flag, True)
    warn = node.take("warn", _share, USUAL_WARNING)
    extension = _extension(node.take("extend", strict.mapping)) if "extend" in node else None
    steps = node.take("escalate", strict.sequence_of(_escalation), ())
    by, cases = _cases(node.take("cases", strict.mapping), fields) if "cases" in node else ("", ())
    node.finish()
    return Clock(name, within, basis, moves, warn, extension, steps, by, cases)


def _cases(node: strict.Mapping, fields: Mapping[str, Field]) -> tuple[str, tuple[tuple[str, Limit], ...]]:
    """The field that chooses the limit, and the limits by its words: {by: 类别, 咨询: 1 workday}."""
    by = node.take("by", _named_choice(fields))
    cases = tuple(node.entries(limit))
    for word, _ in cases:
        if word not in fields[by].choices:
            raise node.error(f"“{by}”没有选项“{word}”", f"可写：{'、'.join(fields[by].choices)}", word)
    return by, cases


def _share(value: strict.Value) -> Decimal:
    share = strict.decimal(value)
    if not 0 <= share < 1:
        raise strict.Refusal(f"应在 0 与 1 之间，写成了“{share}”", "写时限的份额，如 0.8；0 是不预警")
    return share


def _extension(node: strict.Mapping) -> Extension:
    by, times = node.take("by", limit), node.take("times", strict.whole, 1)
    approval, basis = node.take("approval", post), node.take("basis", strict.text, "")
    node.finish()
    if times < 1:
        raise node.error(f"延期次数是 {times}", "写 1 或更多；不能延期就不写 extend", "times")
    return Extension(by, times, approval, basis)


def _escalation(value: strict.Value) -> Escalation:
    node = strict.mapping(value)
    do, tell = node.take("do", strict.text), node.take("tell", post)
    after = node.take("after", limit_or_due, None)
    to = node.take("to", strict.text, None)
    node.finish()
    return Escalation(do, after, tell, to)


def _actions(node: strict.Mapping, fields: Mapping[str, Field]) -> dict[str, Action]:
    if "actions" not in node:
        return {}
    actions = node.take("actions", strict.mapping)
    return {name: _action(name, value, actions, fields) for name, value in actions.entries(lambda value: value)}


def _action(name: str, value: strict.Value, actions: strict.Mapping, fields: Mapping[str, Field]) -> Action:
    line = actions.line_of(name)
    if isinstance(value, str):
        return Action(name, value, (), (), (), None, (), 0, (), False, _refuses(name, value), line)
    if not isinstance(value, strict.Mapping):
        raise actions.error(f"动作“{name}”没有写去向", "写成“动作: 状态”，或 {to: 状态, needs: […]}", name)
    to, by = value.take("to", strict.text), value.take("by", _posts, ())
    needs, assigns = value.take("needs", strict.texts, ()), value.take("assigns", strict.texts, ())
    joint = value.take("joint", limit, None)
    waits = value.take("waits", strict.sequence_of(strict.one_of("会办", "子事项")), ())
    at_most = value.take("at_most", strict.whole, 0)
    requires = value.take("requires", strict.sequence_of(requirement_of(fields)), ())
    in_time = value.take("in_time", strict.flag, False)
    refuses = value.take("refuses", strict.flag, _refuses(name, to))
    after = value.take("only_after", strict.texts, ())
    value.finish()
    return Action(name, to, by, needs, assigns, joint, waits, at_most, requires, in_time, refuses, line, after)


def _remembering(stages: dict[str, Stage]) -> dict[str, Stage]:
    """The states, with those actions marked that others may only come after."""
    asked = {name for stage in stages.values() for action in stage.actions.values() for name in action.only_after}
    if not asked:
        return stages
    return {name: replace(stage, actions=_marked(stage.actions, asked)) for name, stage in stages.items()}


def _marked(actions: Mapping[str, Action], asked: set[str]) -> dict[str, Action]:
    return {name: one._replace(remembered=True) if name in asked else one for name, one in actions.items()}


def _refuses(name: str, to: str) -> bool:
    return bool(_REFUSES.match(name) or _DECLINED.match(to))


def _signing(node: strict.Mapping) -> Signing:
    how = node.take("how", strict.one_of("会签", "或签", "依次"))
    posts = node.take("posts", _posts)
    agreed, refused = node.take("agreed", strict.text), node.take("refused", strict.text)
    node.finish()
    return Signing(cast("How", how), posts, agreed, refused)
