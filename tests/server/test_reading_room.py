"""Reports come in by form, are followed while they are read, taken away as files, and deleted."""

import asyncio
import io
import json
import re
import subprocess
import sys
import zipfile
from collections.abc import Callable, Sequence
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
import shelved
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import AsyncClient, Client
from django.test.utils import CaptureQueriesContext, override_settings
from visitors import GONGSHU, account, resident, staff, stranger

from yunhe.errors import UnreadableError
from yunhe.server import uploads
from yunhe.server.errors import StoreError
from yunhe.server.reports import archive, auditing, filling, following, handing_in, offers, shelf
from yunhe.server.reports.archive import Member
from yunhe.server.reports.models import Batch, Receipt, Remark, Report
from yunhe.server.reports.remarking import remark

DOCX = Path(__file__).resolve().parents[1] / "documents"


@pytest.fixture(autouse=True)
def site(site_of_tests: Path) -> Path:
    """An empty site."""
    return site_of_tests


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> None:
    """An installation that others reach."""
    monkeypatch.setenv("YUNHE_SITE", "server")
    monkeypatch.setenv("YUNHE_SECOND_FACTOR", "none")


def zipped(files: dict[str, bytes], **how: Any) -> bytes:
    """A zip of files."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        for name, data in files.items():
            made.writestr(name, data)
    return out.getvalue()


def send(client: Client, *files: tuple[str, bytes], **fields: str) -> Any:
    """Hand in by the form."""
    sent = [SimpleUploadedFile(name, data) for name, data in files]
    return client.post("/reports/", {"files": sent, "seen": "room", **fields})


def problems(batch: Batch) -> dict[str, str]:
    """What was refused."""
    return dict(json.loads(batch.refused))


# Coming in


def test_one_report_leads_to_its_progress() -> None:
    """It waits on the shelf, published, the desk's own."""
    answer = send(stranger(), ("江州市-2025.txt", shelved.TEXT.encode()))
    report = Report.objects.get()
    assert (report.name, report.is_draft, report.owner, report.state) == ("江州市-2025.txt", False, None, "queued")
    assert answer["Location"] == f"/reports/{report.pk}/progress/"
    page = stranger().get(answer["Location"]).content.decode()
    assert "排队 0%" in page
    assert '<noscript><meta http-equiv="refresh"' in page
    shelved.finish(report)
    assert stranger().get(answer["Location"])["Location"] == f"/reports/{report.pk}/"
    again = send(stranger(), ("换个名字.txt", shelved.TEXT.encode()))
    assert again["Location"] == f"/reports/{report.pk}/"
    assert Report.objects.count() == 1


def test_a_draft_has_an_owner_and_a_term() -> None:
    """Thirty days unless another of the terms is chosen."""
    clerk = account("a01", "区住建局.承办岗")
    client = stranger()
    client.force_login(clerk)
    for number, (days, kept) in enumerate((("90", 90), ("", 30), ("9999", 30))):
        send(client, ("a.txt", f"{number}".encode()), seen="draft", days=days)
        report = Report.objects.get(sha256=sha256(f"{number}".encode()).hexdigest())
        assert report.owner_id == clerk.pk
        assert report.expires is not None
        assert (report.expires - report.made).days == kept


def test_on_a_server_only_posts_hand_in_and_drafts_are_the_default(server: None) -> None:
    """Nobody without a post sees anything."""
    assert send(stranger(), ("a.txt", b"x"))["Location"].startswith("/account/login/")
    assert send(resident(), ("a.txt", b"x")).status_code == 403
    client = staff("a01", "区住建局.承办岗")
    assert 'value="draft" checked' in client.get("/reports/").content.decode()
    client.post("/reports/", {"files": [SimpleUploadedFile("a.txt", b"x")]})
    assert Report.objects.get().is_draft


def test_many_files_and_a_zip_of_them_make_one_batch() -> None:
    """Names in GBK are read, litter is passed over, a zip that is a document is one document."""
    packed = zipped(
        {"报告/江州市-2024.txt": shelved.LAST.encode(), "__MACOSX/x": b"x", ".DS_Store": b"x", "空.txt": b""}
    )
    document = next(DOCX.rglob("*.docx")).read_bytes()
    answer = send(stranger(), ("全部.zip", packed), ("江州市-2025.txt", shelved.TEXT.encode()), ("像是.zip", document))
    batch = Batch.objects.get()
    assert answer["Location"] == f"/reports/batch/{batch.pk}/"
    assert sorted(report.name for report in Report.objects.all()) == ["像是.zip", "江州市-2024.txt", "江州市-2025.txt"]
    assert list(problems(batch)) == ["空.txt"]
    page = stranger().get(answer["Location"]).content.decode()
    assert '<span class="left">3</span> 份没有读完' in page
    assert "文件是空的（0 字节）" in page
    for report in Report.objects.exclude(name="像是.zip"):
        shelved.finish(report)
    Report.objects.filter(name="像是.zip").update(state="failed", problem="坏了", remedy="重存")
    page = stranger().get(answer["Location"]).content.decode()
    assert "读完 2 份" in page
    assert "坏了" in page
    assert "data-follow" not in page


def test_names_of_old_archives_are_read() -> None:
    """Chinese Windows writes GBK and does not say so."""
    entry = zipfile.ZipInfo("杭州.txt".encode("gb18030").decode("cp437"))
    assert archive._named(entry) == "杭州.txt"


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (lambda: zipped({f"{n}.txt": b"x" for n in range(201)}), "一次最多 200 份"),
        (lambda: zipped({f"{n}/": b"" for n in range(2001)}), "超过 2000 项"),
        (lambda: zipped({".x": b"x"}), "没有文件"),
        (lambda: zipped({"零.txt": bytes(30 * 2**20)}), "倍以上"),
        (lambda: zipped({"大.txt": bytes(51 * 2**20)}), "一份最多 50 MB"),
        (lambda: zipped({"里.zip": zipped({"a.txt": b"x"})}), "压缩包里的压缩包"),
        (lambda: zipped({"a.txt": shelved.TEXT.encode() * 20})[:-40], ""),
    ],
    ids=["files", "entries", "nothing", "ratio", "large", "nested", "cut"],
)
def test_a_hostile_zip_is_refused(data: Callable[[], bytes], said: str) -> None:
    """Whole or by member, with what would help; nothing of it is queued unless it is read as what it is."""
    batch = handing_in.hand_in([Member("坏.zip", data())], handing_in.Wish(None, False))
    if said:
        assert said in " ".join(problems(batch).values())
        assert "→" in " ".join(problems(batch).values())
        assert not Report.objects.exists()
    else:  # no archive any more: the reader says so, in the words of the shell
        with pytest.raises(UnreadableError, match="压缩包"):
            shelved.finish(Report.objects.get())


def test_a_zip_that_lies_about_sizes_gives_no_more_than_it_may(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is read is counted, not what the archive says."""
    monkeypatch.setattr(archive, "LARGEST", 1000)
    packed = bytearray(zipped({"谎.txt": bytes(range(256)) * 8}))
    for place in (packed.find(b"PK\x03\x04") + 22, packed.find(b"PK\x01\x02") + 24):
        packed[place : place + 4] = (10).to_bytes(4, "little")
    members = list(archive.members(bytes(packed), "谎.zip"))
    assert members[0].data == b""
    assert members[0].problem


def test_a_file_that_is_too_long_is_not_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    """It ends while it comes in; the others of the form are taken."""
    monkeypatch.setattr(uploads, "LARGEST", 100_000)
    send(stranger(), ("大.txt", bytes(200_000)), ("小.txt", shelved.TEXT.encode()))
    assert [report.name for report in Report.objects.all()] == ["小.txt"]
    assert "一份最多 50 MB" in problems(Batch.objects.get())["大.txt"]
    monkeypatch.setattr(uploads, "ALTOGETHER", 1000)
    answer = send(stranger(), ("大.txt", bytes(2000)))
    assert answer.status_code == 400
    assert "交来的太大" in answer.content.decode()


def test_nothing_chosen_is_said_at_the_field() -> None:
    """And what was chosen otherwise stays chosen."""
    answer = stranger().post("/reports/", {"seen": "draft", "days": "90"})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "没有选文件" in page
    assert 'value="draft" checked' in page


def test_a_script_is_told_where_to_go() -> None:
    """So that it goes there once, with the messages."""
    sent = {"files": [SimpleUploadedFile("a.txt", b"x")], "seen": "room"}
    answer = stranger().post("/reports/", sent, headers={"X-Requested-With": "XMLHttpRequest"})
    assert (answer.status_code, answer["HX-Redirect"]) == (204, f"/reports/{Report.objects.get().pk}/progress/")


def test_a_batch_is_its_owners() -> None:
    """Nobody else learns what was handed in with what."""
    client = staff("a01", "区住建局.承办岗")
    send(client, ("a.txt", b"1"), ("b.txt", b"2"), seen="draft")
    path = f"/reports/batch/{Batch.objects.get().pk}/"
    assert client.get(path).status_code == 200
    assert stranger().get(path).status_code == 404
    assert staff("b02", "区住建局.承办岗").get(path).status_code == 404


# The list


def test_the_list_shows_what_may_be_seen_and_no_more() -> None:
    """Others' drafts are neither in the rows nor in the counts nor in the filters."""
    hidden = shelved.stands(shelved.TEXT.replace("江州市", "海州市"), "海州市-2025.txt", shelved.owner(), True)
    shown = shelved.stands()
    page = stranger().get("/reports/").content.decode()
    assert f"/reports/{shown.pk}/" in page
    assert "1 份报告" in page
    assert hidden.pk not in page
    assert "海州市" not in page


def test_the_list_is_filtered_sorted_and_paged() -> None:
    """By address alone; what makes no sense in it is passed over."""
    old, new = shelved.stands(shelved.LAST, "江州市-2024.txt"), shelved.stands()
    client = stranger()
    assert rows(client, "?year=2023") == [old.pk]
    assert rows(client, "?area=江州市&doubtful=on") == [new.pk]
    assert rows(client, "?order=year") == [old.pk, new.pk]
    assert rows(client, "?order=-year") == [new.pk, old.pk]
    assert rows(client, "?words=2024.txt") == [old.pk]
    assert rows(client, "?state=failed") == []
    assert "没有符合的报告" in client.get("/reports/?state=failed").content.decode()
    assert set(rows(client, "?order=x;--&year=abc&state='&page=-3")) == {old.pk, new.pk}
    Report.objects.bulk_create(
        Report(sha256=str(n), size=1, name=f"{n}.txt", is_draft=False, made=new.made, state="failed") for n in range(60)
    )
    page = client.get("/reports/?page=99&order=year").content.decode()
    assert "第 2 页，共 2 页" in page
    assert "?page=1&amp;order=year" in page


def rows(client: Client, query: str) -> Sequence[str]:
    """The reports of the list, in its order."""
    table = client.get(f"/reports/{query}").content.decode().partition("<tbody>")[2]
    return re.findall(r'<th scope="row"><a href="/reports/(\w+)/', table)


def test_the_list_asks_few_questions_however_long_it_is() -> None:
    """No statement a row."""
    shelved.stands()
    client = stranger()
    with CaptureQueriesContext(
        connection,
    ) as few:
        client.get("/reports/")
    for _ in range(5):
        shelved.stands()
    with CaptureQueriesContext(connection) as many:
        client.get("/reports/")
    assert len(few) == len(many) <= 6


# Following


def test_a_stream_tells_what_changes_and_ends() -> None:
    """As server-sent events; it holds no connection between two looks."""
    report = shelved.put()
    looks = iter([("queued", 0), ("reading", 40), ("reading", 40), ("done", 100)])

    def look() -> list[Report]:
        state, progress = next(looks)
        Report.objects.filter(pk=report.pk).update(state=state, progress=progress)
        return list(Report.objects.filter(pk=report.pk))

    async def told() -> list[str]:
        return [part.decode() async for part in following.events(look, every=0.01)]

    said = asyncio.run(told())
    assert [part.partition("\n")[0] for part in said] == ["event: standing"] * 3 + ["event: done"]
    shown = json.loads(said[1].splitlines()[1].removeprefix("data: "))
    assert [(each["id"], each["word"], each["progress"]) for each in shown] == [(report.pk, "在读", 40)]


@override_settings(ALLOWED_HOSTS=["testserver"])
def test_a_stream_is_served_to_who_asks_for_it() -> None:
    """By the header `Accept`; with it comes no page."""
    report = shelved.stands()

    async def asked() -> tuple[Any, list[bytes]]:
        client = AsyncClient()
        answer = await client.get(f"/reports/{report.pk}/progress/", headers={"accept": "text/event-stream"})
        return answer, [part async for part in answer.streaming_content]

    answer, parts = asyncio.run(asked())
    assert answer["Content-Type"].startswith("text/event-stream")
    assert parts[-1] == b"event: done\ndata: {}\n\n"


def test_one_that_failed_is_read_again_by_its_owner() -> None:
    """When the file was not at fault it is still there; else it says that it is gone."""
    report = shelved.put(owner=shelved.owner())
    Report.objects.update(state="failed", problem="读了太久", remedy="分成几份", attempts=3)
    path = f"/reports/{report.pk}/progress/"
    assert "再读一次" not in stranger().get(path).content.decode()
    assert stranger().post(path).status_code == 404
    Report.objects.update(owner=None)
    assert "再读一次" in stranger().get(path).content.decode()
    assert stranger().post(path)["Location"] == path
    report.refresh_from_db()
    assert (report.state, report.attempts) == ("queued", 0)
    Report.objects.update(state="failed")
    shelf.path_of(report).unlink()
    assert "没有留下" in stranger().get(path).content.decode()


def test_a_report_is_audited_once_more_when_an_earlier_one_has_come() -> None:
    """Not when somebody has said something of its findings; files that are all called the same are no obstacle."""
    report = shelved.stands(shelved.TEXT, "江州市政府工作报告.txt")
    before = shelved.stands(shelved.LAST, "江州市政府工作报告.txt")
    path = f"/reports/{report.pk}/repeat/"
    assert before.pk in stranger().get(path).content.decode()
    assert stranger().post(path)["Location"] == f"/reports/{report.pk}/progress/"
    report.refresh_from_db()
    mark = report.marks.get(number=1)
    with pytest.raises(StoreError, match="正在重审"):
        remark(mark, Remark.What.ACCEPT, "甲", "核过")
    assert filling.fill_findings(report, auditing.audit(report, GONGSHU))
    report.refresh_from_db()
    assert before.pk in report.against
    assert auditing.lacking(report) == []
    assert report.marks.count() == report.findings
    held = auditing.audited(report, GONGSHU, "2025-01-01").case.earlier[2023]
    assert held.document.name == "2023年度 江州市政府工作报告.txt"
    remark(report.marks.get(number=1), Remark.What.ACCEPT, "甲", "核过")
    assert "不能重审" in stranger().get(path).content.decode()
    assert "不能重审" in stranger().post(path).content.decode()
    report.refresh_from_db()
    assert report.is_done


# Taking away


def test_files_are_those_of_the_shell(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Byte for byte where the format has no times of its own in it."""
    before, report = shelved.stands(shelved.LAST, "江州市-2024.txt"), shelved.stands(shelved.TEXT)
    for each, text in ((before, shelved.LAST), (report, shelved.TEXT)):
        (tmp_path / each.name).write_text(text, encoding="utf-8")
    audit = ["audit", report.name, "--against", before.name, "--district", str(GONGSHU)]
    read = ["read", report.name, "-q"]
    for what, command in (
        ("claims.jsonl", [*read, "-o", "out.jsonl"]),
        ("claims.csv", [*read, "-o", "out.csv"]),
        ("reading.json", [*read, "-o", "out.json"]),
        ("report.html", [*read, "-o", "out.html"]),
        ("findings.json", [*audit, "-q", "-o", "out.json"]),
        ("findings.html", [*audit, "-q", "-o", "out.html"]),
    ):
        subprocess.run([sys.executable, "-m", "yunhe", *command], cwd=tmp_path, check=False, timeout=60)
        target = tmp_path / command[-1]
        given = stranger().get(f"/reports/{report.pk}/download/{what}/")
        assert given.content == target.read_bytes(), what
        assert given["X-Content-Type-Options"] == "nosniff"
        assert given["Content-Disposition"].startswith("attachment")
        target.unlink()


def test_every_file_can_be_taken_away_and_a_draft_is_called_so() -> None:
    """In its name, which is Chinese."""
    clerk = account("a01", "区住建局.承办岗")
    client = stranger()
    client.force_login(clerk)
    source = next(DOCX.rglob("*.docx"))
    report = shelf.put(source.read_bytes(), "江州市草案.docx", clerk.pk, True)
    shelved.finish(report)
    offered = offers.of(report)
    assert "reviewed.docx" in offered
    for what, offer in offered.items():
        given = client.get(f"/reports/{report.pk}/download/{what}/")
        assert given.status_code == 200, what
        assert "filename*=utf-8''%E8%8D%89%E7%A8%BF-" in given["Content-Disposition"]
        assert given.content[:2] == b"PK" or not offer.ending.endswith(("docx", "xlsx", "zip"))
    original = client.get(f"/reports/{report.pk}/download/original/")
    assert original.content == source.read_bytes()
    assert original["Content-Type"] == "application/octet-stream"
    assert stranger().get(f"/reports/{report.pk}/download/original/").status_code == 404


def test_a_text_has_no_docx_with_comments() -> None:
    """What cannot be made is not offered."""
    assert stranger().get(f"/reports/{shelved.stands().pk}/download/reviewed.docx/").status_code == 404


# Deleting


def test_deleting_leaves_a_receipt_for_its_owner_and_the_audit() -> None:
    """Nobody else sees it; the report is gone for all."""
    clerk = account("a01", "区住建局.承办岗")
    client = stranger()
    client.force_login(clerk)
    report = shelved.stands(owner=clerk.pk, is_draft=True)
    assert stranger().post(f"/reports/{report.pk}/remove/").status_code == 404
    assert "都会删净" in client.get(f"/reports/{report.pk}/remove/").content.decode()
    assert Report.objects.exists()
    answer = client.post(f"/reports/{report.pk}/remove/")
    receipt = Receipt.objects.get()
    assert (receipt.sha256, receipt.by, answer["Location"]) == (report.sha256, "a01", f"/receipts/{report.pk}/")
    page = client.get(answer["Location"]).content.decode()
    assert report.sha256 in page
    assert "句子 5" in page
    assert client.get(f"/reports/{report.pk}/progress/").status_code == 404
    auditor = staff("c03", "区数据局.审计管理员")
    for other, status in ((auditor, 200), (stranger(), 404), (staff("b02", "区住建局.承办岗"), 404)):
        assert other.get(answer["Location"]).status_code == status
    assert report.name in auditor.get("/receipts/").content.decode()
    assert report.name not in stranger().get("/receipts/").content.decode()


def test_what_others_published_is_not_deleted(server: None) -> None:
    """A report on the shelf of a server goes only by who put it there."""
    report = shelved.stands(owner=shelved.owner())
    client = staff("a01", "区住建局.承办岗")
    assert client.get(f"/reports/{report.pk}/remove/").status_code == 404
    assert client.post(f"/reports/{report.pk}/remove/").status_code == 404
    assert Report.objects.exists()
