"""The shelf: what goes in comes out again as reader and auditor gave it, and who may see it."""

from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path

import pytest
from django.db import IntegrityError, connection, transaction

from yunhe.reading.reader import read_text
from yunhe.server.accounts.models import Account
from yunhe.server.clock import now
from yunhe.server.errors import StoreError
from yunhe.server.reports import filling, shelf
from yunhe.server.reports.auditing import audit
from yunhe.server.reports.models import Figure, Mark, Remark, Report, Sentence
from yunhe.server.reports.remarking import remark

GONGSHU = Path(__file__).resolve().parents[2] / "districts/gongshu"
LAST = "2024年江州市政府工作报告\n\n一、2023年工作回顾\n全年地区生产总值2100亿元，增长5%。\n"
TEXT = (
    "2025年江州市政府工作报告\n\n一、2024年工作回顾\n全年地区生产总值2206.3亿元，增长4%。\n"
    "地区生产总值达到2260.3亿元。\n"
)


@dataclass(frozen=True)
class Asking:
    """Somebody who asks."""

    account: int | None = None
    seats: tuple[str, ...] = ()
    is_at_own_desk: bool = True


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Files go to a folder of the test."""
    monkeypatch.setenv("YUNHE_FILES", str(tmp_path / "文件"))
    shelf.forget()


def stands(text: str = TEXT, name: str = "江州市-2025.txt", owner: int | None = None, is_draft: bool = False) -> Report:
    """A report put, read and audited."""
    report = shelf.put(text.encode(), name, owner, is_draft)
    assert filling.fill_reading(report, read_text(text, name))
    report.refresh_from_db()
    assert filling.fill_findings(report, audit(report, GONGSHU))
    report.refresh_from_db()
    return report


def test_what_is_read_comes_out_again(database: str) -> None:
    """The reading is equal to what was put; rows say the same as the claims."""
    report = stands()
    reading = read_text(TEXT, "江州市-2025.txt")
    assert shelf.reading_of(report) == reading
    assert (report.state, report.area, report.year, report.claims) == ("done", "江州市", 2024, len(reading.claims))
    assert Figure.objects.get(number=0).value == "220630000000"
    first = Figure.objects.get(number=0)
    assert (first.indicator_id, first.kind, first.size) == ("gdp", "level", reading.claims[0].value)
    for sentence in Sentence.objects.all():
        assert TEXT[sentence.start : sentence.end] == sentence.text
    assert shelf.path_of(report).read_bytes() == TEXT.encode()


def test_findings_are_as_the_shell_lists_them(database: str) -> None:
    """Held against the report of the year before, with places in both and the way to the other."""
    before = stands(LAST, "江州市-2024.txt")
    report = stands()
    rows = shelf.findings_of(report)
    assert [row.number for row in rows] == list(range(1, len(rows) + 1))
    assert rows
    assert report.findings == len(rows) == Mark.objects.filter(report=report).count()
    assert before.pk in report.against
    assert all(row.finding.spans[0].text == TEXT for row in rows)


def test_a_draft_is_its_owners_alone(site_of_tests: Path) -> None:
    """Nobody else sees it, on no kind of installation; published ones are seen by the room."""
    mine, other = (Account.objects.create_user(name, "长口令不止十位").pk for name in ("甲", "乙"))
    draft, public = stands(owner=mine, is_draft=True), stands(LAST, "a.txt", mine)
    server = Asking(mine, ("某岗",), False)
    assert set(shelf.seen_by(server)) == {draft, public}
    assert set(shelf.seen_by(replace(server, account=other))) == {public}
    assert set(shelf.seen_by(Asking(other))) == {public}
    assert not shelf.seen_by(Asking(mine, (), False)).exists()
    assert shelf.find(Asking(other), draft.pk) is None
    Report.objects.filter(pk=draft.pk).update(expires=now() - timedelta(seconds=1))
    assert shelf.find(server, draft.pk) is None


def test_the_desks_drafts_are_seen_at_the_desk(site_of_tests: Path) -> None:
    """Without accounts a draft belongs to the desk."""
    draft = stands(is_draft=True)
    assert shelf.find(Asking(), draft.pk) == draft
    assert shelf.find(Asking(None, ("某岗",), False), draft.pk) is None


def test_the_same_file_stands_once(database: str) -> None:
    """A second putting gives the first; another's draft is no reason to refuse one's own."""
    mine, other = (Account.objects.create_user(name, "长口令不止十位").pk for name in ("甲", "乙"))
    first = shelf.put(b"x", "a.txt", mine, True)
    assert shelf.put(b"x", "b.txt", mine, True).pk == first.pk
    assert shelf.put(b"x", "b.txt", other, True).pk != first.pk
    assert shelf.put(b"x", "b.txt", None, False).pk != first.pk
    assert Report.objects.count() == 3


def test_one_that_failed_is_tried_again(site_of_tests: Path) -> None:
    """Handing it in once more queues it."""
    first = shelf.put(b"x", "a.txt", None, False)
    Report.objects.update(state="failed", problem="坏了", attempts=3)
    again = shelf.put(b"x", "a.txt", None, False)
    assert (again.pk, again.state, again.problem, again.attempts) == (first.pk, "queued", "", 0)


def test_a_draft_is_not_held_against_others_drafts(site_of_tests: Path) -> None:
    """What others write in their drafts never shows in a finding."""
    other = Account.objects.create_user("乙", "长口令不止十位").pk
    hidden = stands(LAST, "江州市-2024.txt", other, True)
    assert hidden.pk not in stands().against
    assert hidden.pk in stands(TEXT + "完。", "江州市-2025.txt", other, True).against


def test_remarks_are_appended_and_stay(database: str) -> None:
    """The finding and the counts follow; the database refuses to change or remove what was said."""
    report = stands()
    mark = Mark.objects.filter(report=report).order_by("number")[0]
    column = f"{mark.severity}s"
    before = getattr(report, column)
    with pytest.raises(StoreError, match="没有写下理由"):
        remark(mark, Remark.What.ACCEPT, "甲", "  ")
    said = remark(mark, Remark.What.ACCEPT, "甲", "核对过台账")
    report.refresh_from_db()
    assert getattr(report, column) == before - 1
    accepted = shelf.findings_of(report)[0].accepted
    assert accepted is not None
    assert (accepted.by, accepted.because) == ("甲", "核对过台账")
    with pytest.raises(StoreError, match="已经认可过"):
        remark(mark, Remark.What.ACCEPT, "甲", "又")
    for statement in ("UPDATE reports_remark SET text = ''", "DELETE FROM reports_remark"):
        with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement)
    remark(mark, Remark.What.REOPEN, "乙", "台账有误")
    report.refresh_from_db()
    assert getattr(report, column) == before
    assert Remark.objects.get(pk=said.pk).text == "核对过台账"


def test_a_worker_that_lost_its_report_writes_nothing(site_of_tests: Path) -> None:
    """Another has it now."""
    report = shelf.put(TEXT.encode(), "a.txt", None, False)
    Report.objects.update(worker="别人")
    assert not filling.fill_reading(report, read_text(TEXT, "a.txt"))
    assert not Sentence.objects.exists()


def test_names_are_shown_without_folders_and_controls() -> None:
    """What a browser sends as a name is not trusted."""
    assert shelf.printable("..\\a/..\u202e报告\n.docx") == "..报告.docx"
    assert shelf.printable("/") == "未命名"
    assert len(shelf.printable("长" * 900 + ".docx")) <= shelf.LONGEST_NAME
