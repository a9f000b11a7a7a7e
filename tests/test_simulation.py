"""Simulated lives: what they do could have been done, they go every way a definition names, the same from one seed."""

from datetime import datetime
from decimal import Decimal
from pathlib import Path
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from yunhe.definitions import strict
from yunhe.definitions.codes import district_of
from yunhe.errors import DefinitionError
from yunhe.mechanisms.library import Library, library_of
from yunhe.mechanisms.mechanism import Mechanism
from yunhe.mechanisms.situation import walk
from yunhe.mechanisms.workdays import CHINA, Calendar
from yunhe.registers.register import registers_of
from yunhe.simulation import invented, year
from yunhe.simulation.entries import entries
from yunhe.simulation.life import Desk, Habits, Life
from yunhe.simulation.uncovered import Uncovered
from yunhe.simulation.year import Group

GONGSHU = Path(__file__).resolve().parent.parent / "districts/gongshu"
CALENDAR = Calendar.shipped()
LIBRARY: Library = library_of(GONGSHU, district_of(GONGSHU))
REGISTERS = registers_of(GONGSHU)
KEYS = dict.fromkeys(REGISTERS, ("甲", "乙"))
START, END = datetime(2025, 3, 3, 9, tzinfo=CHINA), datetime(2037, 1, 1, tzinfo=CHINA)
MOST_LIVES = 150
EACH = pytest.mark.parametrize("mechanism", list(LIBRARY.current()), ids=lambda mechanism: mechanism.key)


def lived(mechanism: Mechanism, number: int, until: datetime = END, seeks: Uncovered | None = None) -> Life:
    draw = Random(f"7/{mechanism.key}/{number}")
    life = Life(mechanism, f"{mechanism.key}-2025-{number:06}", draw, CALENDAR, Habits(), KEYS, Desk(), seeks)
    life.live(START, until)
    return life


@EACH
def test_lives_go_every_way_that_a_mechanism_names(mechanism: Mechanism) -> None:
    uncovered, outcomes = Uncovered(mechanism), set()
    for number in range(MOST_LIVES):
        if not uncovered.left:
            break
        life = lived(mechanism, number, seeks=uncovered)
        outcomes.add(life.situation and life.situation.outcome)
    assert sorted(uncovered.left) == []


@EACH
def test_a_life_is_what_its_events_fold_to(mechanism: Mechanism) -> None:
    for number in range(3):
        life = lived(mechanism, number, datetime(2026, 1, 1, tzinfo=CHINA))
        assert walk(life.events) == life.situation
        assert [event.number for event in life.events] == list(range(1, len(life.events) + 1))
        assert all(before.at <= after.at for before, after in zip(life.events, life.events[1:], strict=False))
        assert life.situation is not None
        assert life.situation.simulated


@EACH
def test_the_same_seed_gives_the_same_life(mechanism: Mechanism) -> None:
    until = datetime(2025, 9, 1, tzinfo=CHINA)
    assert lived(mechanism, 1, until).events == lived(mechanism, 1, until).events


@pytest.mark.parametrize("name", list(REGISTERS))
def test_entries_of_every_register_can_be_made_up(name: str) -> None:
    made = list(entries(REGISTERS[name], (Group(25, {}, {}, ""),), Decimal(1), 2024, Random(name), KEYS))
    assert len(made) >= 2
    assert len({entry.key for entry in made}) == len(made)


def test_amounts_add_up_to_what_was_published() -> None:
    group = Group(63, {"类别": "市重点实施", "阶段": "在建"}, {"年度计划投资": Decimal("20440000000")}, "")
    made = list(entries(REGISTERS["项目"], (group,), Decimal(1), 2024, Random(7), KEYS))
    assert len(made) == 63
    assert sum(Decimal(str(entry.values["年度计划投资"])) for entry in made) == Decimal("20440000000")


def test_the_plan_of_the_district_speaks_of_what_is_there() -> None:
    plan, report = year.load(GONGSHU), (GONGSHU / "reports/2025.txt").read_text(encoding="utf-8-sig")
    assert set(plan.flows) <= set(LIBRARY.versions)
    assert set(plan.groups) <= set(REGISTERS)
    said = [flow.says for flow in plan.flows.values()] + [group.says for each in plan.groups.values() for group in each]
    bare = "".join(report.split())
    assert [words for words in said if words not in bare] == []


@given(st.integers(0, 10**9))
@settings(max_examples=60)
def test_what_is_invented_is_valid_and_nobodys(seed: int) -> None:
    draw = Random(seed)
    kinds = {name: field for one in REGISTERS.values() for name, field in one.fields.items() if field.kind in PERSONAL}
    for field in kinds.values():
        value = invented.value_of(field, draw, START, KEYS)
        assert field.read(value) == value
    assert invented.id_number(draw)[6:8] == "19"
    assert int(invented.id_number(draw)[6:10]) < 1910
    assert invented.phone(draw).startswith("4000")


PERSONAL = frozenset("person phone id_number address credit_code".split())


@given(st.decimals(1, 10**12, places=0), st.integers(1, 200), st.integers())
def test_shares_sum_to_the_whole(total: Decimal, count: int, seed: int) -> None:
    assert sum(year.shares(total, count, Random(seed))) == total


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("usual: {matters: 1, entries: 1}", "basis"),
        ("basis: 甲\nusual: {matters: 1, entries: 1}\nmechanisms: {甲: {matters: 2, months: {13: 1}}}", "没有“13”月"),
        ("basis: 甲\nusual: {matters: 1, entries: 1}\nmechanisms: {甲: {matters: 2, hours: [9]}}", "两个钟点"),
        ("basis: 甲\nusual: {matters: 1, entries: 1}\nmechanisms: {甲: {matter: 2}}", "matter"),
    ],
)
def test_a_plan_that_cannot_be_meant_is_refused(tmp_path: Path, written: str, said: str) -> None:
    (tmp_path / year.FILE).write_text(written, encoding="utf-8")
    with pytest.raises((DefinitionError, strict.Refusal), match=said):
        year.load(tmp_path)
