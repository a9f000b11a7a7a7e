"""What may be changed by form, how what was typed is read, and how a change is shown."""

from datetime import date
from pathlib import Path

import pytest

from yunhe.definitions import strict
from yunhe.definitions.amending import amended
from yunhe.definitions.codes import district_of
from yunhe.errors import DefinitionError
from yunhe.faces.difference import side_by_side
from yunhe.mechanisms import proposing
from yunhe.mechanisms.grammar import standing_at
from yunhe.mechanisms.mechanism import Mechanism
from yunhe.mechanisms.proposing import Change, Point

FOLDER = Path(__file__).parents[1] / "districts/gongshu"


def opened(key: str) -> tuple[str, Mechanism, dict[str, Point]]:
    path = FOLDER / f"mechanisms/{key}.yaml"
    text = path.read_text(encoding="utf-8")
    mechanism = standing_at(text, path, district_of(FOLDER))[-1]
    found = proposing.points(mechanism, strict.parse(text, str(path)))
    return text, mechanism, {point.key: point for point in found}


@pytest.mark.parametrize("key", ["协商铃", "信访", "督查督办", "企呼我应", "安居守护告警"])
def test_every_limit_and_owner_can_be_changed_and_takes_effect(key: str) -> None:
    text, mechanism, points = opened(key)
    limits = {point.place: "7 days" for point in points.values() if point.kind == "limit"}
    owners = {point.place: "区住建局.承办岗" for point in points.values() if point.kind == "owner"}
    made = standing_at(amended(text, {**limits, proposing.SINCE: "2099-01-01"}), Path(mechanism.path))[-1]
    assert {str(clock.limit) for clock in made.clocks.values()} == {"7 days"}
    assert made.version == "2099-01-01"
    changed = strict.parse(amended(text, owners))
    assert all(stage in changed.take("states", strict.mapping) for _, stage, _ in owners)
    assert {place[1] for place in owners} == {stage.name for stage in mechanism.stages.values() if stage.is_open}


def test_a_limit_is_typed_in_chinese_too_and_refused_in_the_words_of_the_loader() -> None:
    _, mechanism, points = opened("信访")
    point = points["/states/待转送/within/limit"]
    assert point.said == "15日"
    assert proposing.read(point, "10个工作日", mechanism.path) == "10 workdays"
    assert proposing.read(point, " 8 workdays ", mechanism.path) == "8 workdays"
    with pytest.raises(DefinitionError, match=rf"信访\.yaml:{point.line}: “待转送”时限不是时限：“很久” → 写成数字"):
        proposing.read(point, "很久", mechanism.path)
    with pytest.raises(DefinitionError, match="“待转送”时限时限是零"):
        proposing.read(point, "0 days", mechanism.path)


@pytest.mark.parametrize(("typed", "problem"), [("张三", "应是岗位"), ("", "应是文字"), ("甲.乙.丙", "应是岗位")])
def test_an_owner_is_a_post(typed: str, problem: str) -> None:
    _, mechanism, points = opened("信访")
    with pytest.raises(DefinitionError, match=problem):
        proposing.read(points["/states/待转送/owner"], typed, mechanism.path)


@pytest.mark.parametrize(("typed", "problem"), [("", "是空的"), ("长" * 501, "不超过 500 字"), ("甲\x07", "控制字符")])
def test_wording_is_bounded(typed: str, problem: str) -> None:
    _, mechanism, points = opened("协商铃")
    with pytest.raises(DefinitionError, match=problem):
        proposing.read(points["/counter/title"], typed, mechanism.path)


def test_a_new_version_begins_after_today_and_after_the_last() -> None:
    _, mechanism, _ = opened("信用修复")
    assert proposing.since("2026-12-01", mechanism, date(2026, 11, 25)) == "2026-12-01"
    for typed, today in (("2026-11-25", date(2026, 11, 25)), ("2026-04-01", date(2026, 1, 1)), ("明天", date.min)):
        with pytest.raises(DefinitionError):
            proposing.since(typed, mechanism, today)


def test_a_change_is_said_in_words() -> None:
    _, _, points = opened("协商铃")
    assert Change(points["/states/提级办理/within/limit"], "8 workdays").said == "“提级办理”时限 5个工作日 → 8个工作日"
    assert Change(points["/mechanism"], "铃").said == "名称 协商铃 → 铃"


def test_a_difference_stands_side_by_side_with_its_words_marked() -> None:
    before = "\n".join("一二三四五六七八九") + "\n"
    pairs = side_by_side(before, before.replace("五", "五个工作日\n新"))
    assert [(pair.before and pair.before.number, pair.after and pair.after.number) for pair in pairs] == [
        (None, None), (2, 2), (3, 3), (4, 4), (5, 5), (None, 6), (6, 7), (7, 8), (8, 9), (None, None),
    ]  # fmt: skip
    assert [pair.differs for pair in pairs if not pair.is_gap] == [False] * 3 + [True] * 2 + [False] * 3
    assert pairs[4].after is not None
    assert pairs[4].after.parts == (("五", False), ("个工作日", True))
    assert side_by_side(before, before) == []
