"""Search finds a sentence exactly when its folded text holds the words, on both databases, and shows nobody's draft."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from yunhe.audit.prose import prose_of
from yunhe.reading.folding import folded
from yunhe.reading.reader import read_text
from yunhe.server.accounts.models import Account
from yunhe.server.reports import filling, shelf
from yunhe.server.reports.filling import Found
from yunhe.server.reports.models import Report, Sentence
from yunhe.server.reports.removal import remove
from yunhe.server.searching import asking
from yunhe.server.searching.asking import ask
from yunhe.server.searching.models import Book, Line

LETTERS = "发展改革，、。“”5%５％.ab A"
TEXT = (
    "2025年江州市政府工作报告\n\n一、2024年工作回顾\n全年地区生产总值2206.3亿元，增长4%。\n"
    "新建口袋公园12个，改造老旧小区34个。\n二、2025年主要工作\n地区生产总值增长5%左右。\n"
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


def stands(text: str, name: str, owner: int | None = None, is_draft: bool = False) -> Report:
    """A report on the shelf, read and not audited."""
    report = shelf.put(text.encode(), name, owner, is_draft)
    assert filling.fill_reading(report, read_text(text, name))
    assert filling.fill_findings(report, Found(()))
    return report


def texts(query: str, sitting: shelf.Reader = Asking(), **facets: str) -> list[str]:
    """The sentences that a question finds."""
    return [hit.text for hit in ask(sitting, query, facets).page(1, 1000)]


def expected(query: str) -> list[str]:
    words = [folded(word) for word in query.split()]
    return [line.text for line in Sentence.objects.order_by("number") if all(w in folded(line.text) for w in words)]


@pytest.mark.ledger
@settings(max_examples=20, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_a_sentence_is_found_exactly_when_it_holds_the_words(database: str, data: st.DataObject) -> None:
    """Random sentences, random words of them and of others."""
    said = data.draw(st.lists(st.text(LETTERS + "杭州宁波", min_size=1, max_size=14), min_size=1, max_size=8))
    Report.objects.all().delete()
    stands("\n".join(said), "随意.txt")
    words = st.text(LETTERS, min_size=1, max_size=4)
    for query in data.draw(st.lists(st.lists(words, min_size=1, max_size=3).map(" ".join), min_size=4, max_size=8)):
        if asking.words_of(query):
            assert texts(query) == expected(query), query


@pytest.mark.ledger
def test_words_of_one_and_two_letters_and_whole_sentences_are_found(database: str) -> None:
    stands(TEXT, "江州市-2025.txt")
    assert texts("园") == texts("公园") == texts("口袋公园") == ["新建口袋公园12个，改造老旧小区34个。"]
    assert len(texts("地区生产总值")) == 2
    assert texts("增长 左右") == ["地区生产总值增长5%左右。"]
    assert texts("新建口袋公园１２个,改造老旧小区34个｡") == ["新建口袋公园12个，改造老旧小区34个。"]
    assert texts("公园小区") == []
    assert texts(" \u3000 ") == []


@pytest.mark.ledger
def test_facets_count_and_narrow(database: str) -> None:
    stands(TEXT, "江州市-2025.txt")
    stands(TEXT.replace("江州", "海州").replace("2025", "2020").replace("2024", "2019"), "海州市-2020.txt")
    found = ask(Asking(), "生产总值", {})
    assert found.counts["area"] == {"江州市": 2, "海州市": 2}
    assert found.counts["year"] == {"2024": 2, "2019": 2}
    assert found.counts["kind"] == {"level": 2, "growth": 4}
    assert found.counts["indicator"] == {"gdp": 4}
    assert [hit.report.year for hit in found.page(1, 10)] == [2024, 2024, 2019, 2019]
    assert len(texts("生产总值", area="海州市")) == 2
    assert len(texts("生产总值", kind="level", year="2019")) == 1
    assert texts("生产总值", indicator="cpi") == []


@pytest.mark.ledger
def test_common_words_are_found_as_exactly_as_rare_ones(database: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """PostgreSQL reads lines in their order where words are common."""
    monkeypatch.setattr(asking, "COMMON", -1)
    test_words_of_one_and_two_letters_and_whole_sentences_are_found(database)
    Report.objects.all().delete()
    test_facets_count_and_narrow(database)


def test_the_words_are_marked_in_the_sentence(database: str) -> None:
    stands(TEXT, "江州市-2025.txt")
    hit = ask(Asking(), "公园 小区", {}).page(1, 1)[0]
    assert [piece for piece, is_word in hit.pieces if is_word] == ["公园", "小区"]
    assert "".join(piece for piece, _ in hit.pieces) == hit.text


@pytest.mark.ledger
def test_drafts_are_found_by_their_owner_only(database: str) -> None:
    """Not in the hits, not in the counts."""
    owner = Account.objects.create_user("W1", "一把够长的口令呀").pk
    stands(TEXT, "草稿.txt", owner, is_draft=True)
    stranger, desk = Asking(is_at_own_desk=False), Asking()
    assert len(texts("公园", Asking(owner, ("岗",), False))) == 1
    for sitting in (stranger, desk, Asking(owner + 1, ("岗",), False)):
        found = ask(sitting, "公园", {})
        assert (found.total, found.is_more) == (0, False)
        assert not any(found.counts.values())


@pytest.mark.ledger
def test_what_is_deleted_or_read_again_leaves_the_index(database: str) -> None:
    report = stands(TEXT, "江州市-2025.txt")
    assert filling.fill_reading(report, read_text(TEXT.replace("公园", "花园"), "江州市-2025.txt"))
    assert texts("花园") == []  # not before it can be opened
    assert filling.fill_findings(report, Found(()))
    assert texts("公园") == []
    assert len(texts("花园")) == 1
    remove(report, "本机")
    assert texts("花园") == []
    assert not Line.objects.exists()
    assert not Book.objects.exists()


def test_more_than_can_be_counted_is_said(database: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(asking, "MOST", 2)
    stands(TEXT, "江州市-2025.txt")
    found = ask(Asking(), "年", {})
    assert (found.total, found.is_more) == (2, True)


def test_every_sentence_of_the_shelf_stands_in_the_index(database: str) -> None:
    stands(TEXT, "江州市-2025.txt")
    numbers = [sentence.number for sentence in prose_of(read_text(TEXT)).sentences if sentence.text.strip()]
    assert list(Line.objects.values_list("number", flat=True)) == numbers


def every() -> Iterator[str]:
    yield from ("'", '"', "%", "_", "\\", "*", "AND", "NEAR(", "\x00", "公园* OR", "ﷺ", "\ue000y2024", "-", "a" * 300)


@pytest.mark.ledger
def test_nothing_that_is_typed_is_read_as_a_language(database: str) -> None:
    stands(TEXT + "".join(f"{each}。\n" for each in every() if each != "\x00"), "江州市-2025.txt")
    for query in every():
        if asking.words_of(query) and len(query) <= asking.LONGEST:
            assert texts(query) == expected(query), query
