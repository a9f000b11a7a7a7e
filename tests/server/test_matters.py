"""Matters on a real database: opened, worked, woken, merged, split, and always the fold of their events."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from importlib.resources import files
from pathlib import Path

import pytest

from yunhe.mechanisms.act import Act
from yunhe.mechanisms.library import Library, library_of
from yunhe.mechanisms.situation import Situation
from yunhe.mechanisms.workdays import CHINA, Calendar
from yunhe.server.ledger import chain
from yunhe.server.matters import notices, rebuild, row, work
from yunhe.server.matters.tick import tick

MORNING = datetime(2025, 3, 3, 9, 0, tzinfo=CHINA)
SAMPLE = (files("yunhe.mechanisms.acts") / "sample.yaml").read_text(encoding="utf-8")
CLERK, OWNER = "窗口.受理岗", "住建局.承办岗"


@pytest.fixture
def office(tmp_path: Path) -> work.Office:
    folder = tmp_path / "区" / "mechanisms"
    folder.mkdir(parents=True)
    (folder / "样本.yaml").write_text(SAMPLE, encoding="utf-8")
    return work.Office(library_of(folder.parent), Calendar.shipped())


class Desk:
    """Does one thing a minute."""

    def __init__(self, office: work.Office) -> None:
        self.office, self.now = office, MORNING

    def open(self, **given: str) -> str:
        self.now += timedelta(minutes=1)
        return work.open_one(self.office, "样本", Act("登记", "申请人", self.now, given=given)).subject

    def do(self, number: str, name: str, by: str, **more: object) -> Situation:
        self.now += timedelta(minutes=1)
        return work.do(self.office, number, Act(name, by, self.now)._replace(**more))


@pytest.fixture
def desk(database: str, office: work.Office) -> Iterator[Desk]:
    yield Desk(office)
    assert list(rebuild.differences()) == []


def test_a_matter_goes_from_its_opening_to_its_end(desk: Desk) -> None:
    number = desk.open(标题="路灯不亮")
    assert number == "样本-2025-000001"
    desk.do(number, "受理", CLERK)
    desk.do(number, "办好", OWNER)
    done = desk.do(number, "通过", "住建局.复核岗")
    assert (done.outcome, done.due) == ("办结", None)
    assert [event.kind for event in chain.read(number)] == ["opened", "acted", "acted", "acted"]


def test_what_is_refused_leaves_nothing_behind(desk: Desk) -> None:
    number = desk.open()
    with pytest.raises(work.RefusedError, match="不能“受理”"):
        desk.do(number, "受理", "住建局.承办岗")
    assert len(chain.read(number)) == 1
    assert desk.open() == "样本-2025-000002"  # a refused opening would have used up a number


def test_a_refused_opening_uses_no_number(desk: Desk) -> None:
    with pytest.raises(work.RefusedError, match="没有“题目”"):
        desk.open(题目="错")
    assert desk.open() == "样本-2025-000001"


def test_what_is_due_happens_once(desk: Desk) -> None:
    number = desk.open()
    later = MORNING + timedelta(days=10)
    first = tick(desk.office, later)
    assert (first.matters, first.events) == (1, 2)  # warned, then overdue
    assert tick(desk.office, later).events == 0
    assert [event.body["do"] for event in chain.read(number) if event.kind == "fired"] == ["预警", "逾期"]


def test_what_is_due_happens_before_the_act_that_comes_too_late(desk: Desk) -> None:
    number = desk.open()
    desk.now += timedelta(days=10)
    desk.do(number, "受理", CLERK)
    assert [event.kind for event in chain.read(number)] == ["opened", "fired", "fired", "acted"]


def test_sending_back_arms_the_limit_anew(desk: Desk) -> None:
    number = desk.open()
    desk.do(number, "受理", CLERK)
    desk.do(number, "退回", OWNER, to="待受理", given={"理由": "不属于本局"})
    tick(desk.office, MORNING + timedelta(days=10))
    fired = [event.body for event in chain.read(number) if event.kind == "fired"]
    assert [(body["clock"], body["run"]) for body in fired] == [("待受理", 2), ("待受理", 2)]


def test_a_duplicate_is_merged_and_both_know(desk: Desk) -> None:
    main, twin = desk.open(), desk.open()
    desk.do(twin, "并案", CLERK, to=main, given={"理由": "同一盏灯"})
    assert row.find(twin).outcome == "并案"
    assert twin in row.find(main).links
    with pytest.raises(work.RefusedError, match="已经办结"):
        desk.do(main, "并案", CLERK, to=twin, given={"理由": "反过来"})


def test_a_part_is_opened_and_its_end_is_noted_by_the_whole(desk: Desk) -> None:
    number = desk.open(标题="整治一条路")
    desk.do(number, "受理", CLERK)
    part = f"{number}-1"
    desk.do(number, "拆分", OWNER, given={"理由": "绿化归别人"})
    assert row.find(part).values["标题"] == "整治一条路"
    with pytest.raises(work.RefusedError, match="还没有办结"):
        desk.do(number, "办好", OWNER)
    for name, by in (("受理", CLERK), ("办好", OWNER), ("通过", "住建局.复核岗")):
        desk.do(part, name, by)
    assert row.find(number).children == {part: True}
    desk.do(number, "办好", OWNER)


def test_notices_are_handed_out_again_until_they_were_received(desk: Desk) -> None:
    number = desk.open()
    desk.do(number, "抄送", CLERK, to="督查室.督查岗")

    def drop(batch: list[notices.Notice]) -> None:
        raise ConnectionError

    with pytest.raises(ConnectionError):
        notices.hand_out(drop, desk.now)
    received: list[notices.Notice] = []
    assert notices.hand_out(received.extend, desk.now) == 2
    assert [notice.key for notice in received] == [f"{number}#1→{CLERK}", f"{number}#2→督查室.督查岗"]
    assert notices.hand_out(received.extend, desk.now) == 0


def test_rebuilding_puts_a_wrong_row_right(desk: Desk) -> None:
    from django.db import connection

    number = desk.open()
    with connection.cursor() as cursor:
        cursor.execute("UPDATE matters_matter SET state = '办理中' WHERE number = %s", [number])
    assert list(rebuild.differences()) == [(number, "状态是“办理中”，按记录应是“待受理”")]
    assert rebuild.rebuild() == 1


def test_a_changed_definition_does_not_change_a_running_matter(desk: Desk) -> None:
    from yunhe.errors import DefinitionError

    number = desk.open()
    path = Path(desk.office.library.all_of("样本")[0].path)
    path.write_text(SAMPLE.replace("within: 2 workdays", "within: 3 workdays"), encoding="utf-8")
    changed: Library = library_of(path.parent.parent)
    desk.office = work.Office(changed, desk.office.calendar)
    with pytest.raises(DefinitionError, match="内容改过"):
        desk.do(number, "受理", CLERK)
