"""Points 分值: a level worked out from what is known of a matter, by weights that everybody can read and recount.

points:
  level: 星级              # the choice field that the level is written into
  at: [登记, 复评]          # the acts at which it is worked out
  tables:                  # each holds from its day on; the one of the day of the act counts
    - since: 2024-01-01
      basis: 示例口径
      weights:
        预警等级: {高: 40, 中: 20, 低: 5}     # a choice: every word of it
        拒不相信: {是: 20}                    # a flag
        涉险金额: {10000: 5, 50000: 15}       # a number: the points of the highest mark it reaches
      levels: {一星: 0, 二星: 20, 三星: 40}   # from so many points on

The event holds the whole sum, so that what was decided then can be recounted whatever becomes of the tables. Nobody
writes the level by hand but in an action that asks for it (`needs`) and is no act of `at`: a decision of a person.
"""

from collections.abc import Callable, Iterator, Mapping
from datetime import date, datetime
from fractions import Fraction
from itertools import pairwise
from typing import Any, NamedTuple

from yunhe.definitions import strict
from yunhe.definitions.fields import Field
from yunhe.mechanisms.act import Refused
from yunhe.mechanisms.workdays import CHINA
from yunhe.types import Json

NUMBERS = ("whole", "decimal", "money")
FLAGS = {"是": True, "否": False}
LARGEST = 1000  # points of one field


class Award(NamedTuple):
    """So many points for a word, or from a mark on; in `levels` the least points of a level."""

    on: str
    points: int


class Weight(NamedTuple):
    """What one field counts."""

    field: str
    kind: str
    awards: tuple[Award, ...]

    def of(self, value: Json) -> int:
        """The points of a value; none for what is not filled."""
        if value in (None, ""):
            return 0
        if self.kind in NUMBERS:
            reached = [award.points for award in self.awards if Fraction(str(value)) >= Fraction(award.on)]
            return reached[-1] if reached else 0
        return dict(self.awards).get(_word(value), 0)

    @property
    def span(self) -> tuple[int, int]:
        """The least and the most it can give."""
        given = [award.points for award in self.awards]
        return min(0, *given), max(0, *given)


class Table(NamedTuple):
    """The weights and levels in force from a day on."""

    since: date
    basis: str
    weights: tuple[Weight, ...]
    levels: tuple[Award, ...]

    def level_of(self, total: int) -> str:
        return [award.on for award in self.levels if total >= award.points][-1]


class Points(NamedTuple):
    """Into which field a level is written, at which acts, by which tables."""

    level: str
    at: tuple[str, ...]
    tables: tuple[Table, ...]

    def table_on(self, day: date) -> Table | None:
        return next((table for table in reversed(self.tables) if table.since <= day), None)

    @property
    def weighed(self) -> frozenset[str]:
        """Every field that counts."""
        return frozenset(weight.field for table in self.tables for weight in table.weights)


def added(
    points: Points | None,
    name: str,
    values: dict[str, Json],
    known: Mapping[str, Json],
    at: datetime,
    needs: tuple[str, ...] = (),
) -> "dict[str, Json] | Refused":
    """The sum at an act, its level put among the values given; nothing where the act works none out."""
    if points is None:
        return {}
    if points.level in values and (name in points.at or points.level not in needs):
        return Refused(f"“{points.level}”由系统按分值得出，不能填写", f"去掉“{points.level}”")
    if name not in points.at:
        return {}
    table = points.table_on(at.astimezone(CHINA).date())
    if table is None:
        return Refused(f"那一天还没有“{points.level}”的分值表", f"最早的从{points.tables[0].since}起；改正时间")
    made = _sum(points.level, table, {**known, **values})
    values[points.level] = made["level"]
    return made


def _sum(level: str, table: Table, known: Mapping[str, Json]) -> dict[str, Json]:
    counted = [(weight.field, known.get(weight.field), weight.of(known.get(weight.field))) for weight in table.weights]
    total = sum(points for *_, points in counted)
    return {
        "field": level,
        "since": table.since.isoformat(),
        "basis": table.basis,
        "of": [{"field": field, "value": value, "points": points} for field, value, points in counted],
        "total": total,
        "levels": dict(table.levels),
        "level": table.level_of(total),
    }


def corrected(points: Points | None, fields: Mapping[str, Json], known: Mapping[str, Json]) -> Refused | None:
    """Why a correction may not touch a field: the level, or what it came from unless that is counted anew."""
    if points is None:
        return None
    if points.level in fields:
        return Refused(f"“{points.level}”由系统按分值得出，不能更正", "更正算它的内容，或由人按流程调整")
    stale = [name for name in fields if name in points.weighed]
    if stale and known.get(points.level) and "更正" not in points.at:
        return Refused(f"“{stale[0]}”已经计入“{points.level}”", f"用“{points.at[-1]}”重新计分")
    return None


def explained(made: Mapping[str, Any]) -> Iterator[str]:
    """The sum of an event in sentences (个人信息保护法 第二十四条)."""
    field, level = made["field"], made["level"]
    yield f"“{field}”由系统按分值得出：{level}（{made['total']}分），没有人参与计分。"
    parts = [f"{one['field']}{_quoted(one['value'])}计{one['points']}分" for one in made["of"]]
    yield f"算式：{'，'.join(parts)}，合计{made['total']}分。"
    marks = "、".join(f"{name}{least}分起" for name, least in made["levels"].items())
    yield f"分值表自{made['since']}起施行，依据：{made['basis']}；{marks}。"


def _quoted(value: Json) -> str:
    return "没有填" if value in (None, "") else f"“{_word(value)}”"


def _word(value: Json) -> str:
    return {True: "是", False: "否"}[value] if isinstance(value, bool) else str(value)


def points_of(fields: Mapping[str, Field]) -> "Callable[[strict.Value], Points]":
    """A kind: the points of a mechanism, over its own fields."""

    def read(value: strict.Value) -> Points:
        node = strict.mapping(value)
        level = node.take("level", strict.text)
        field = fields.get(level)
        if field is None or field.kind != "choice" or field.is_personal or field.needed:
            raise node.error(f"“{level}”不能写等级", "写一个选项字段，不涉个人，不写 needed: true", "level")
        at = node.take("at", strict.texts)
        tables = node.take("tables", strict.sequence_of(_table_of(fields, field)))
        if not at or not tables or any(a.since >= b.since for a, b in pairwise(tables)):
            raise node.error("at、tables 要写，tables 从早到晚", "每张分值表写 since，后施行的写在后面")
        node.finish()
        return Points(level, at, tables)

    return read


def _table_of(fields: Mapping[str, Field], level: Field) -> "strict.Kind[Table]":
    def read(value: strict.Value) -> Table:
        node = strict.mapping(value)
        since, basis = node.take("since", _day), node.take("basis", strict.text)
        weights = node.take("weights", strict.mapping)
        read_weights = tuple(_weight(name, part, fields, weights) for name, part in weights.entries(strict.mapping))
        marks = node.take("levels", strict.mapping)
        levels = tuple(Award(name, points) for name, points in marks.entries(_points))
        node.finish()
        _levels_proved(levels, read_weights, level, marks)
        return Table(since, basis, read_weights, levels)

    return read


def _weight(name: str, node: strict.Mapping, fields: Mapping[str, Field], above: strict.Mapping) -> Weight:
    field = fields.get(name)
    if field is None or field.is_personal or field.kind not in (*NUMBERS, "choice", "flag"):
        raise above.error(f"“{name}”不能计分", "写选项、是否或数的字段，不涉个人", name)
    awards = tuple(Award(on, points) for on, points in node.entries(_points))
    if field.kind in NUMBERS:
        _marks_proved(awards, node)
        return Weight(name, field.kind, awards)
    words = tuple(FLAGS) if field.kind == "flag" else field.choices
    unknown = [award.on for award in awards if award.on not in words]
    if unknown:
        raise node.error(f"“{name}”不会是“{unknown[0]}”", f"可写：{'、'.join(words)}", unknown[0])
    missing = [word for word in words if word not in dict(awards)]
    if field.kind == "choice" and missing:
        raise above.error(f"“{name}”是“{missing[0]}”时没有写计多少分", "每个选项都写，不计的写 0", name)
    return Weight(name, field.kind, awards)


def _marks_proved(awards: tuple[Award, ...], node: strict.Mapping) -> None:
    """Marks of a number are numbers and rise."""
    marks = [_mark(award.on, node) for award in awards]
    if not marks or any(low >= high for low, high in pairwise(marks)):
        raise node.error("数的分档要从小到大", "写成如 {10000: 5, 50000: 15}，达到一档计一档的分")


def _mark(written: str, node: strict.Mapping) -> Fraction:
    try:
        return Fraction(written)
    except (ValueError, ZeroDivisionError):
        raise node.error(f"“{written}”不是数", "数的分档写数，如 10000", written) from None


def _levels_proved(levels: tuple[Award, ...], weights: tuple[Weight, ...], level: Field, node: strict.Mapping) -> None:
    """Every choice of the level has its mark, they rise, and each can be reached whatever is filled."""
    if tuple(award.on for award in levels) != tuple(level.choices):
        raise node.error(f"levels 与“{level.name}”的选项对不上", f"按顺序写：{'、'.join(level.choices)}")
    least, most = (sum(weight.span[end] for weight in weights) for end in (0, 1))
    if any(low.points >= high.points for low, high in pairwise(levels)):
        raise node.error("levels 的分要越来越高", "写成如 {一星: 0, 二星: 20}")
    if levels[0].points > least:
        raise node.error(f"最低可以是{least}分，没有等级", f"“{levels[0].on}”写 {least} 或更低", levels[0].on)
    if levels[-1].points > most:
        raise node.error(f"最高只到{most}分，到不了“{levels[-1].on}”", "降低它的分，或提高权重", levels[-1].on)


def _points(value: strict.Value) -> int:
    written = value if isinstance(value, str) else ""
    if not written.removeprefix("-").isascii() or not written.removeprefix("-").isdecimal():
        raise strict.Refusal(f"应是整数的分，写成了“{value}”", "写成如 20，减分写 -10")
    if abs(int(written)) > LARGEST:
        raise strict.Refusal(f"{written}分太多", f"写 -{LARGEST} 至 {LARGEST}")
    return int(written)


def _day(value: strict.Value) -> date:
    try:
        return date.fromisoformat(value if isinstance(value, str) else "")
    except ValueError:
        raise strict.Refusal(f"应是日期，写成了“{value}”", "写成如 2025-01-01") from None
