"""The page of a report: the text itself, figures and findings by their addresses, filters, what is said of findings."""

import gzip
import re
from decimal import Decimal
from html import unescape
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.test.utils import CaptureQueriesContext
from readable import LAST, TEXT, file_stands, stands
from visitors import GONGSHU, account, resident, staff, stranger

from yunhe.faces.paragraphs import paragraphs
from yunhe.observations.observation import Observation, Series
from yunhe.observations.source import DocumentPage
from yunhe.server.clock import now
from yunhe.server.observations import keeping as observing
from yunhe.server.observations.keeping import By
from yunhe.server.renderings.models import StoredRendering
from yunhe.server.reports import child, removal, shelf
from yunhe.server.reports.models import Figure, Mark, Remark, Report

ROOT = Path(__file__).resolve().parents[2]
REPORTS = ["districts/gongshu/reports/2025.txt", "tests/documents/report.docx", "tests/documents/report.pdf"]
POST = "区住建局.承办岗"
HTMX = {"HX-Request": "true"}


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Files go to a folder of the test."""
    monkeypatch.setenv("YUNHE_FILES", str(tmp_path / "文件"))
    shelf.forget()


def said(client: Client, path: str, **headers: str) -> str:
    answer = client.get(path, headers=headers)
    assert answer.status_code == 200, path
    return answer.content.decode()


def article(page: str) -> str:
    return page.split('<article class="report" lang="zh-CN">', 1)[1].split("</article>", 1)[0]


def figure(quote: str) -> Figure:
    return Figure.objects.get(quote=quote, report__name="江州市-2025.txt")


@pytest.mark.parametrize("path", REPORTS)
def test_the_page_says_the_text_itself(path: str, database: str) -> None:
    report = file_stands(ROOT / path)
    body = article(said(stranger(), f"/reports/{report.pk}/"))
    document = shelf.reading_of(report).document
    text = "".join(document.text[a:b] for each in paragraphs(document) for a, b in each.pieces)
    assert unescape(re.sub("<[^>]*>", "", body)).replace("\n", "").strip() == text.replace("\t", "").strip()
    starts = [
        str(start) for start in Figure.objects.filter(report=report).order_by("number").values_list("start", flat=True)
    ]
    assert re.findall(r'id="figure-(\d+)"', body) == starts
    assert len(re.findall(r'id="at-\d+"', body)) == report.findings


@pytest.mark.ledger
def test_it_is_made_once_and_anew_when_the_report_was_read_again(database: str) -> None:
    report = stands()
    first = article(said(stranger(), f"/reports/{report.pk}/"))
    kept = StoredRendering.objects.get()
    assert article(said(stranger(), f"/reports/{report.pk}/")) == first
    assert StoredRendering.objects.get().page == kept.page
    StoredRendering.objects.update(version="旧")
    said(stranger(), f"/reports/{report.pk}/")
    assert StoredRendering.objects.get().version == kept.version


@pytest.mark.ledger
def test_it_goes_with_its_report(database: str) -> None:
    report = stands()
    said(stranger(), f"/reports/{report.pk}/")
    removal.remove(report, "本机")
    assert not StoredRendering.objects.exists()
    assert stranger().get(f"/reports/{report.pk}/").status_code == 404


def test_a_page_asks_the_database_a_few_times_however_large_it_is(database: str) -> None:
    from django.db import connection

    large, small = file_stands(ROOT / REPORTS[0]), stands()
    client, asked = staff("W1", POST), []
    for report in (small, large):
        said(client, f"/reports/{report.pk}/")
        with CaptureQueriesContext(
            connection,
        ) as queries:
            page = said(client, f"/reports/{report.pk}/")
        asked.append(len(queries))
        assert len(page.encode()) < 300_000
    assert asked[0] == asked[1] <= 12


def test_the_inspector_says_what_was_read_and_why(database: str) -> None:
    report = stands()
    start = figure("2206.3亿元").start
    found = said(stranger(), f"/reports/{report.pk}/figure/{start}/", **HTMX)
    for word in ("地区生产总值", "2206.3亿元", "220630000000 元", "江州市", "2024", "数量与单位", "增速 +4%", "第3位"):
        assert word in found
    assert "<html" not in found
    page = said(stranger(), f"/reports/{report.pk}/?figure={start}")
    assert found.strip() in page
    assert f'id="figure-{start}" aria-current="true"' in page


def test_the_inspector_follows_the_indicator_through_reports_that_may_be_seen(database: str) -> None:
    before, report = stands(LAST, "江州市-2024.txt"), stands()
    foreign = stands(LAST.replace("2100", "1999"), "草稿.txt", owner=account("起草人").pk, is_draft=True)
    level = said(stranger(), f"/reports/{report.pk}/figure/{figure('2206.3亿元').start}/", **HTMX)
    assert "2023年 2100亿元 → 2024年 2206.3亿元" in level
    assert f"/reports/{before.pk}/?figure=" in level
    assert '<svg class="history"' in level
    assert "1999" not in level
    assert foreign.pk not in level
    growth = said(stranger(), f"/reports/{report.pk}/figure/{figure('4%').start}/", **HTMX)
    assert "2024年：目标 约+6%，结果 +4%" in growth
    assert 'class="dot target"' in growth


def test_a_report_without_figures_has_a_page_too(database: str) -> None:
    report = stands("江州市的话\n\n没有数字，只有话。\u2028还有一行。\n", "话.txt")
    assert report.claims == 0
    assert "没有数字" in said(stranger(), f"/reports/{report.pk}/")
    assert stranger().get(f"/reports/{report.pk}/figure/0/", headers=HTMX).status_code == 404


def test_a_figure_by_its_address_leads_to_its_report(database: str) -> None:
    report = stands()
    start = figure("4%").start
    answer = stranger().get(f"/reports/{report.pk}/figure/{start}/")
    assert answer.headers["Location"] == f"/reports/{report.pk}/?figure={start}#figure-{start}"
    assert stranger().get(f"/reports/{report.pk}/figure/{start + 1}/", headers=HTMX).status_code == 404
    assert stranger().get(f"/reports/{report.pk}/finding/99/", headers=HTMX).status_code == 404


def test_a_place_leads_to_its_sentence(database: str) -> None:
    report = stands()
    place = figure("97%")
    answer = stranger().get(f"/reports/{report.pk}/?at={place.start}")
    assert answer.headers["Location"] == f"/reports/{report.pk}/#s{place.sentence}"
    assert f'id="s{place.sentence}"' in said(stranger(), f"/reports/{report.pk}/")


@pytest.mark.parametrize(
    ("query", "kept"),
    [
        ("kind=rank", 1), ("kind=rank&kind=growth", 3), ("status=target", 1), ("indicator=地区生产总值", 5),
        ("section=3", 3), ("section=3&kind=level", 2), ("kind=没有的", 7), ("section=99&indicator=没有", 7),
        ("kind=rank&status=target", 0),
    ],
)  # fmt: skip
def test_filters_leave_what_was_asked_for(query: str, kept: int, database: str) -> None:
    report = stands()
    page = said(stranger(), f"/reports/{report.pk}/?{query}")
    figures = re.findall(r'<a class="f ([a-z ]+)" id="figure', article(page))
    assert len(figures) == 7
    assert len([kinds for kinds in figures if "away" not in kinds]) == kept
    assert f'<span id="kept">{kept}</span>' in page


def test_filters_of_findings_hide_notes_but_keep_the_text(database: str) -> None:
    stands(LAST, "江州市-2024.txt")
    report = stands()
    page = said(stranger(), f"/reports/{report.pk}/?severity=warning")
    notes = re.findall(r'<li class="finding (\w+)"[^>]*?( hidden)?>', page)
    assert notes
    assert all((severity == "warning") == (not hidden) for severity, hidden in notes)
    assert article(page).count('id="at-') == report.findings


def test_a_finding_is_accepted_with_a_reason_discussed_and_reopened(database: str) -> None:
    report = stands()
    path, client = f"/reports/{report.pk}/finding/1/", staff("W1", POST)
    for what, words, state, count in (
        ("discuss", "请统计局核", "discussed", 1),
        ("accept", "两处口径不同", "accepted", 0),
        ("reopen", "口径其实相同", "open", 1),
    ):
        answer = client.post(path, {"what": what, "text": words})
        assert answer.headers["Location"] == f"/reports/{report.pk}/?finding=1#finding-1"
        assert Mark.objects.get().state == state
        assert Report.objects.get().warnings == count
        page = said(client, answer.headers["Location"].partition("#")[0])
        assert words in page
        assert ('class="at warning done' in page) == (state == "accepted")
    assert list(Remark.objects.order_by("id").values_list("what", "by")) == [
        (what, f"W1（{POST}）") for what in ("discuss", "accept", "reopen")
    ]


def test_at_a_desk_without_accounts_the_desk_speaks(database: str) -> None:
    report = stands()
    stranger().post(f"/reports/{report.pk}/finding/1/", {"what": "accept", "text": "已核"})
    assert Remark.objects.get().by == "本机"


def test_by_htmx_the_note_and_the_counts_come_along(database: str) -> None:
    report = stands()
    answer = stranger().post(f"/reports/{report.pk}/finding/1/", {"what": "accept", "text": "口径不同"}, headers=HTMX)
    page = answer.content.decode()
    assert answer.status_code == 200
    assert re.search(r'<li class="finding warning done" id="finding-1"[^>]* hx-swap-oob="true"', page)
    assert 'id="tally" hx-swap-oob="true"' in page
    assert "重开" in page


@pytest.mark.parametrize("headers", [{}, HTMX])
def test_without_a_reason_nothing_is_written_and_what_was_typed_stays(headers: dict[str, str], database: str) -> None:
    report = stands()
    path = f"/reports/{report.pk}/finding/1/"
    answer = stranger().post(path, {"what": "accept", "text": "  "}, headers=headers)
    assert (answer.status_code, "没有写下理由" in answer.content.decode()) == (422, True)
    answer = stranger().post(path, {"what": "reopen", "text": "<b>再看看"}, headers=headers)
    assert answer.status_code == 422
    assert "&lt;b&gt;再看看</textarea>" in answer.content.decode()
    assert stranger().post(path, {"what": "别的", "text": "好"}, headers=headers).status_code == 404
    assert not Remark.objects.exists()


def test_what_was_said_is_never_markup(database: str) -> None:
    report = stands(TEXT + "<script>alert(1)</script>增长5%。\n")
    client = stranger()
    client.post(f"/reports/{report.pk}/finding/1/", {"what": "discuss", "text": "<img src=x onerror=alert(1)>"})
    page = said(client, f"/reports/{report.pk}/?finding=1")
    assert "<img" not in page
    assert "<script>alert" not in page


@pytest.mark.ledger
def test_what_was_accepted_goes_to_the_shell_and_comes_back(database: str) -> None:
    report = stands()
    path, client = f"/reports/{report.pk}/accepted/", staff("W1", POST)
    assert "accepted: {}" in said(client, path)
    client.post(f"/reports/{report.pk}/finding/1/", {"what": "accept", "text": "两处口径不同"})
    answer = client.get(path)
    assert "%E5%B7%B2%E6%A0%B8.yaml" in answer.headers["Content-Disposition"]
    kept = answer.content
    assert f'"W1（{POST}）"' in kept.decode()
    client.post(f"/reports/{report.pk}/finding/1/", {"what": "reopen", "text": "再核"})
    for accepted, standing in ((1, 0), (0, 1)):
        client.post(path, {"file": SimpleUploadedFile("草稿.已核.yaml", kept)})
        page = said(client, f"/reports/{report.pk}/")
        assert f"认可了 {accepted} 条；{standing} 条原来就认可了" in page
    assert Mark.objects.get().state == "accepted"
    last = Remark.objects.order_by("-id")[0]
    assert (last.by, last.text.startswith("两处口径不同（W1（")) == (f"W1（{POST}）", True)


def test_a_file_that_accepts_nothing_is_refused_and_says_so(database: str) -> None:
    report = stands()
    path = f"/reports/{report.pk}/accepted/"
    assert stranger().post(path).status_code == 422
    for data in (b"accepted: [1", b"other: {}", b"\xff\xfe", b"x" * (2**20 + 1)):
        answer = stranger().post(path, {"file": SimpleUploadedFile("草稿.已核.yaml", data)})
        assert answer.status_code == 422, data[:20]
    assert not Remark.objects.exists()


def test_the_worker_makes_the_page_ready(database: str) -> None:
    report = shelf.put(TEXT.encode(), "江州市-2025.txt", None, False)
    for state in ("reading", "auditing"):
        Report.objects.update(worker="某个", state=state)
        child.do(report.pk, "某个", GONGSHU)
    kept = StoredRendering.objects.get()
    assert kept.ended == Report.objects.get().ended
    said(stranger(), f"/reports/{report.pk}/")
    assert StoredRendering.objects.get().page == kept.page


@pytest.mark.ledger
def test_the_districts_observations_stand_beside_the_figure(database: str) -> None:
    report = stands()
    for place, period, value in (
        ("江州市", "2024", "221000000000"),
        ("江州市", "2023", "2100"),
        ("别处", "2024", "7777"),
    ):
        series = Series("gdp", "level", place, period, "")
        source = DocumentPage("统计公报", "第1页")
        seen = Observation(
            series, Decimal(value), "元", "最终", source, simulated=place == "江州市" and period == "2023"
        )
        observing.observe(seen, By("区统计局.统计岗", "W1", now(), True))
    found = said(stranger(), f"/reports/{report.pk}/figure/{figure('2206.3亿元').start}/", **HTMX)
    assert "统计观测值" in found
    assert "2210亿元" in found
    assert "统计公报 第1页" in found
    assert "最终 · 模拟" in found
    assert "7777" not in found


def test_growth_over_several_years_is_another_history(database: str) -> None:
    stands(LAST.replace("增长5%", "比2018年增长50%"), "江州市-2024.txt")
    report = stands()
    found = said(stranger(), f"/reports/{report.pk}/figure/{figure('4%').start}/", **HTMX)
    assert "50%" not in found


def test_a_draft_is_its_owners_alone_and_not_compressed(database: str) -> None:
    owner = account("W9", POST)
    draft = stands(owner=owner.pk, is_draft=True)
    own = Client(SERVER_NAME="localhost")
    own.force_login(owner)
    answer = own.get(f"/reports/{draft.pk}/", headers={"Accept-Encoding": "gzip"})
    assert "Content-Encoding" not in answer.headers
    assert "草稿" in answer.content.decode()
    for visitor in (stranger(), resident(), staff("W2", POST)):
        for path in ("", "figure/46/", "finding/1/", "accepted/"):
            assert visitor.get(f"/reports/{draft.pk}/{path}", headers=HTMX).status_code == 404
        assert visitor.post(f"/reports/{draft.pk}/finding/1/", {"what": "accept", "text": "好"}).status_code == 404
    assert not Remark.objects.exists()


def test_a_published_report_is_compressed(database: str) -> None:
    report = stands()
    answer = stranger().get(f"/reports/{report.pk}/", headers={"Accept-Encoding": "gzip"})
    assert answer.headers["Content-Encoding"] == "gzip"
    assert "江州市" in gzip.decompress(answer.content).decode()


def test_on_a_server_it_wants_a_post(database: str, monkeypatch: pytest.MonkeyPatch) -> None:
    report = stands()
    monkeypatch.setenv("YUNHE_SITE", "server")
    monkeypatch.setenv("YUNHE_SECOND_FACTOR", "none")
    assert stranger().get(f"/reports/{report.pk}/").status_code == 302
    assert resident().get(f"/reports/{report.pk}/").status_code == 403
    assert staff("W1", POST).get(f"/reports/{report.pk}/").status_code == 200


def test_while_it_is_read_the_page_says_how_far(database: str) -> None:
    report = shelf.put(TEXT.encode(), "江州市-2025.txt", None, False)
    answer = stranger().get(f"/reports/{report.pk}/")
    assert answer.headers["Refresh"] == "3"
    assert "排队" in answer.content.decode()
    Report.objects.update(state="failed", problem="读不懂", remedy="另存为 docx 再交")
    answer = stranger().get(f"/reports/{report.pk}/")
    assert "Refresh" not in answer.headers
    assert "另存为 docx 再交" in answer.content.decode()
    assert stranger().get(f"/reports/{report.pk}/figure/1/", headers=HTMX).status_code == 404
