"""Cases of another system are mirrored by their number: whole files or nothing, never entered twice."""

from datetime import datetime, timedelta
from pathlib import Path

import pytest

from yunhe.errors import UnreadableError
from yunhe.mechanisms.act import Act
from yunhe.mechanisms.library import library_of
from yunhe.mechanisms.workdays import CHINA, Calendar
from yunhe.server.ledger import chain
from yunhe.server.matters import mirror, rebuild, row, work

NOW = datetime(2025, 6, 3, 9, 0, tzinfo=CHINA)
LOOP = """
mechanism: 上级的件
basis: 示例口径
kept_by: upstream
upstream: 某某系统
units: {承办单位: 交办时指定}
fields: {标题: {type: text, needed: true}, 结果: text}
start: 待交办
states:
  待交办: {owner: 区府办.交办岗, within: 15 days, actions: {交办: {to: 办理中, assigns: [承办单位]}}}
  办理中: {owner: 承办单位.承办岗, within: 60 days, actions: {答复: {to: 已办结, needs: [结果]}}}
  已办结:
"""
HEAD = "案号,标题,状态,收到日期,状态日期,承办单位\n"
ROWS = HEAD + "甲1,修路,办理中,2025-05-01,2025-05-06,区住建局\n甲2,种树,待交办,2025-05-30,,\n"

pytestmark = pytest.mark.usefixtures("database")


@pytest.fixture
def office(tmp_path: Path) -> work.Office:
    folder = tmp_path / "区" / "mechanisms"
    folder.mkdir(parents=True)
    (folder / "上级.yaml").write_text(LOOP, encoding="utf-8")
    return work.Office(library_of(folder.parent), Calendar.shipped())


def brought(
    office: work.Office, folder: Path, written: str, *, later: int = 0, partly: bool = False
) -> mirror.Mirrored:
    path = folder / "导出.csv"
    path.write_text(written, encoding="utf-8")
    saved = mirror.saved_of(folder / "区", "上级")
    return mirror.bring_in(office, "上级", saved, str(path), NOW + timedelta(days=later), partly=partly)


def test_a_case_stands_here_as_it_stands_there_and_its_clock_runs_from_the_day_of_receipt(
    office: work.Office, tmp_path: Path
) -> None:
    done = brought(office, tmp_path, ROWS)
    assert (done.opened, done.changed, done.same) == (2, 0, 0)
    first = row.find("上级-2025-000001")
    assert (first.upstream, first.state, first.owner) == ("甲1", "办理中", "区住建局.承办岗")
    assert first.clocks["办理中"].due == datetime(2025, 7, 8, tzinfo=CHINA)  # 60 days from 6 May, 5 July is a Saturday
    assert {event.kind for event in chain.read(first.subject)} <= {"opened", "fired", "mirrored"}
    assert list(rebuild.differences()) == []


def test_a_second_export_changes_only_what_changed(office: work.Office, tmp_path: Path) -> None:
    brought(office, tmp_path, ROWS)
    done = brought(
        office,
        tmp_path,
        ROWS.replace("甲2,种树,待交办,2025-05-30,,", "甲2,种树,已办结,2025-05-30,2025-06-03,"),
        later=1,
    )
    assert (done.opened, done.changed, done.same) == (0, 1, 1)
    assert row.find("上级-2025-000002").outcome == "办结"


def test_one_bad_row_keeps_the_whole_file_out(office: work.Office, tmp_path: Path) -> None:
    bad = ROWS + ",没有案号,办理中,2025-05-01,,区住建局\n"
    done = brought(office, tmp_path, bad)
    assert (done.opened, len(done.table.refused)) == (0, 1)
    with pytest.raises(UnreadableError, match="没有这件"):
        row.find("上级-2025-000001")
    assert brought(office, tmp_path, bad, partly=True).opened == 2


def test_an_unknown_state_is_named_with_its_row(office: work.Office, tmp_path: Path) -> None:
    wrong = ROWS.replace("种树,待交办", "种树,待交班")
    done = brought(office, tmp_path, wrong + "甲3,,待交办,2025-05-30,,\n" + ",没有案号,办理中,2025-05-01,,\n")
    assert [line.split(" → ")[0].partition("第")[2] for line in done.refused] == [
        "3行（甲2）: 没有状态“待交班”",
        "4行（甲3）: 缺少“标题”",
    ]
    assert (done.opened, done.is_whole, len(done.table.refused)) == (0, False, 1)  # every wrong row is named at once
    assert any("--partly" in line for line in mirror.report(done))
    with pytest.raises(UnreadableError, match="没有这件"):
        row.find("上级-2025-000001")


def test_partly_takes_the_rows_beside_one_that_cannot_be_followed(office: work.Office, tmp_path: Path) -> None:
    done = brought(office, tmp_path, ROWS.replace("种树,待交办", "种树,待交班"), partly=True)
    assert (done.opened, len(done.refused)) == (1, 1)
    assert row.find("上级-2025-000001").state == "办理中"
    assert list(rebuild.differences()) == []


def test_the_words_of_the_other_system_are_translated_once(office: work.Office, tmp_path: Path) -> None:
    folder = tmp_path / "区" / "mirrors"
    folder.mkdir()
    saved = "columns: {编号: 案号, 来件时间: 收到日期}\nstates: {在办: 办理中}\nignored: [备注]\n"
    (folder / "上级.yaml").write_text(saved, encoding="utf-8")
    written = "编号,标题,状态,来件时间,承办单位,备注\n甲1,修路,在办,2025-05-01,区住建局,无\n"
    assert brought(office, tmp_path, written).opened == 1


def test_a_due_date_told_upstream_is_taken_over_and_a_later_one_is_an_extension(
    office: work.Office, tmp_path: Path
) -> None:
    told = HEAD.replace("承办单位", "承办单位,办理期限至")
    line = "甲1,修路,办理中,2025-05-01,2025-05-06,区住建局,{}\n"
    brought(office, tmp_path, told + line.format("2025-06-20"))
    first = row.find("上级-2025-000001")
    running = first.clocks["办理中"]
    assert (running.due, running.basis) == (datetime(2025, 6, 21, tzinfo=CHINA), "上级系统")
    assert first.due == running.due
    assert brought(office, tmp_path, told + line.format("2025-06-20")).same == 1
    assert brought(office, tmp_path, told + line.format(""), later=1).same == 1
    assert brought(office, tmp_path, told + line.format("2025-07-20"), later=2).changed == 1
    longer = row.find("上级-2025-000001").clocks["办理中"]
    assert (longer.due, longer.extended) == (datetime(2025, 7, 21, tzinfo=CHINA), 1)
    said = [event.body for event in chain.read("上级-2025-000001") if event.body.get("basis")]
    assert [body["clock"] for body in said] == ["办理中", "办理中"]
    assert list(rebuild.differences()) == []


def test_states_that_a_case_has_left_upstream_call_nobody_here(office: work.Office, tmp_path: Path) -> None:
    brought(office, tmp_path, ROWS.replace("2025-05-01,2025-05-06", "2025-01-01,2025-05-06"))
    assert [event.kind for event in chain.read("上级-2025-000001")] == ["opened", "mirrored"]


def test_an_end_told_for_which_limit_is_refused_where_several_run(office: work.Office, tmp_path: Path) -> None:
    path = tmp_path / "区" / "mechanisms" / "上级.yaml"
    two = LOOP.replace("start: 待", "clocks: {总期限: {limit: 1 year}}\nstart: 待").replace(
        "办理中: {owner", "办理中: {clock: 总期限, owner"
    )
    path.write_text(two, encoding="utf-8")
    office = work.Office(library_of(tmp_path / "区"), Calendar.shipped())
    told = HEAD.replace("承办单位", "承办单位,到期日") + "甲1,修路,办理中,2025-05-01,2025-05-06,区住建局,2025-06-20\n"
    assert "到期日是哪个时限的" in brought(office, tmp_path, told).refused[0]
    (tmp_path / "区" / "mirrors").mkdir()
    (tmp_path / "区" / "mirrors" / "上级.yaml").write_text("columns: {}\nclock: 总期限\n", encoding="utf-8")
    brought(office, tmp_path, told)
    clocks = row.find("上级-2025-000001").clocks
    assert [name for name, clock in clocks.items() if clock.basis] == ["总期限"]


def test_nobody_works_it_here(office: work.Office, tmp_path: Path) -> None:
    brought(office, tmp_path, ROWS)
    with pytest.raises(work.RefusedError, match="某某系统"):
        work.do(office, "上级-2025-000001", Act("答复", "区住建局.承办岗", NOW + timedelta(days=1)))
    with pytest.raises(work.RefusedError, match="某某系统"):
        work.open_one(office, "上级", Act("登记", "申请人", NOW, given={"标题": "x"}))


def test_simulated_rows_never_reach_a_real_case_and_who_imports_is_on_record(
    office: work.Office, tmp_path: Path
) -> None:
    path, saved = tmp_path / "导出.csv", mirror.saved_of(tmp_path / "区", "上级")
    path.write_text(ROWS, encoding="utf-8")
    by: dict[str, str] = {"as": "导入", "post": "区府办.交办岗", "person": "1001"}
    mirror.bring_in(office, "上级", saved, str(path), NOW, through=by)
    told = [event.body.get("through") for event in chain.read("上级-2025-000001") if event.kind != "fired"]
    assert told == [by] * len(told)
    path.write_text(ROWS.replace("待交办", "已办结"), encoding="utf-8")
    before = chain.read("上级-2025-000002")
    with pytest.raises(UnreadableError, match="已有这个案号，是真的"):
        mirror.bring_in(office, "上级", saved, str(path), NOW + timedelta(hours=1), simulated=True)
    assert chain.read("上级-2025-000002") == before
