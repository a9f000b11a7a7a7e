"""What every face writes, seen with the readers of its format."""

import csv
import io
import json
import re
from base64 import b64encode
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from hashlib import sha256
from html import unescape
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest
from gold_readings import gold_reading
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook
from pyarrow import parquet

from yunhe.faces import Frame, faces, for_suffix, write, write_folder
from yunhe.faces.columns import cut, fit, width
from yunhe.faces.explanation import explanation
from yunhe.faces.paragraphs import Sentences, paragraphs
from yunhe.faces.records import COLUMNS, DOCUMENT_COLUMNS, record
from yunhe.reading.amounts import amount, plain, scaled
from yunhe.types import Bound, Claim, Document, Naming, Outline, Quantity, Reading, Section, Span

CONTRACT = [
    "doc", "start", "end", "quote", "value", "unit", "bound", "kind", "indicator", "indicator_id", "of", "scope",
    "basis", "accumulation", "status", "period", "place", "sentence", "section", "rules",
]  # fmt: skip
HOSTILE = "<script>alert('一')</script>&\"亿元"


def written(name: str, *readings: Reading, frame: Frame | None = None) -> bytes:
    out = io.BytesIO()
    write(readings, name, out, frame)
    return out.getvalue()


def one_claim(text: str = "完成投资5亿元。", at: tuple[int, int] = (4, 7), **changes: Any) -> Reading:
    """A reading of a single claim."""
    claim = Claim(
        Span.at(text, *at), "level", Quantity(Decimal(500000000), "元"), Naming("完成投资"), "actual", "2024", "某区",
        None, None, None, None, 0, "", ("amount",),
    )  # fmt: skip
    return Reading(Document("一.txt", text), Outline(), (replace(claim, **changes),), ())


# The shape


def test_every_format_of_the_contract_has_a_face() -> None:
    assert set(faces()) == {"csv", "html", "json", "jsonl", "parquet", "terminal", "text", "xlsx"}


@pytest.mark.parametrize("name", faces())
def test_a_face_has_the_one_shape(name: str) -> None:
    face = faces()[name]
    assert face.about
    assert callable(face.part)
    assert face.write or face.write_folder
    assert not face.suffix or for_suffix(face.suffix.upper()) == face


def test_a_format_of_several_files_does_not_go_into_one() -> None:
    with pytest.raises(ValueError, match="folder"):
        write([gold_reading()], "parquet", io.BytesIO())


@pytest.mark.parametrize("name", ["jsonl", "csv", "json", "terminal", "text"])
def test_a_stream_is_written_while_it_is_read(name: str) -> None:
    out, sizes = io.BytesIO(), []

    def readings() -> Iterator[Reading]:
        for number in range(3):
            sizes.append(out.tell())
            yield gold_reading(doc=f"{number}.txt")

    write(readings(), name, out, Frame(many=True))
    assert sizes[0] < sizes[1] < sizes[2] < out.tell()


# Words and records


def test_a_record_has_the_keys_of_the_contract_in_order() -> None:
    reading = gold_reading()
    assert list(record(reading.claims[0], "一.txt")) == CONTRACT


@pytest.mark.parametrize(
    ("value", "digits"),
    [
        ("220630000000.0", "220630000000"),
        ("2.2E+11", "220000000000"),
        ("1E-7", "0.0000001"),
        ("-23.20", "-23.2"),
        ("100", "100"),
        ("-0.0", "0"),
    ],
)
def test_a_value_is_written_in_plain_digits(value: str, digits: str) -> None:
    assert plain(Decimal(value)) == digits


@given(st.decimals(allow_nan=False, allow_infinity=False))
def test_plain_digits_lose_nothing(value: Decimal) -> None:
    assert Decimal(plain(value)) == value
    assert "E" not in plain(value)


@pytest.mark.parametrize(
    ("value", "said"),
    [
        ("220630000000", "2206.3亿"),
        ("1070000000000", "1.07万亿"),
        ("46000", "4.6万"),
        ("86062", "86062"),
        ("-19640000", "-1964万"),
        ("4.9", "4.9"),
        ("123456789", "123456789"),
    ],
)
def test_a_value_is_said_as_a_report_says_it(value: str, said: str) -> None:
    assert scaled(Decimal(value)) == said


@pytest.mark.parametrize(
    ("kind", "value", "unit", "bound", "said"),
    [
        ("level", "2200000000", "元", ">", "超22亿元"),
        ("growth", "4", "%", "=", "+4%"),
        ("growth", "-23.2", "%", "=", "-23.2%"),
        ("change", "0.8", "个百分点", "~", "约+0.8个百分点"),
        ("rank", "1", "位", "=", "第1位"),
        ("rank", "10", "位", "<", "前10位"),
        ("streak", "6", "年", "=", "连续6年"),
        ("threshold", "35", "周岁", "<", "不到35周岁"),
    ],
)
def test_an_amount_says_its_bound_and_sign(kind: str, value: str, unit: str, bound: Bound, said: str) -> None:
    quantity = Quantity(Decimal(value), unit, bound)
    assert amount(one_claim(kind=kind, quantity=quantity).claims[0]) == said


def test_a_sentence_is_whole_and_stays_in_its_paragraph() -> None:
    text = f"一、回顾\n{'一句' * 20}。完成各类投资，合计5亿\n\n元，增长4%。三句。"
    reading = one_claim(text, (text.index("5亿"), text.index("，增长")))
    sentence = Sentences(reading.document).around(reading.claims[0])
    assert sentence == ("完成各类投资，合计", "5亿元", "，增长4%。")
    untitled = one_claim("一、回顾\n5亿元", (5, 8))
    assert "".join(Sentences(untitled.document).around(untitled.claims[0])) == "5亿元"


# jsonl, json, text


def test_jsonl_writes_one_claim_a_line_that_quotes_the_text() -> None:
    reading = gold_reading()
    rows = [json.loads(line) for line in written("jsonl", reading).decode().splitlines()]
    assert len(rows) == len(reading.claims) > 100
    assert all(reading.document.text[row["start"] : row["end"]] == row["quote"] for row in rows)
    assert rows[0]["value"] == "220630000000"
    assert any("\n" in row["quote"] for row in rows)


def test_json_wraps_the_claims_with_outline_and_others() -> None:
    whole = json.loads(written("json", gold_reading()))
    assert list(whole["claims"][0]) == CONTRACT
    assert whole["outline"]["area"] == "拱墅区"
    assert whole["outline"]["sections"][0]["role"] == "review"
    assert whole["others"] == [{"start": 11, "end": 15, "quote": gold_reading().others[0].quote, "class": "date"}]


@pytest.mark.parametrize("count", [0, 1, 3])
def test_json_of_many_documents_is_a_list(count: int) -> None:
    readings = [gold_reading(doc=f"{number}.txt") for number in range(count)]
    found = json.loads(written("json", *readings, frame=Frame(many=True)))
    assert [whole["doc"] for whole in found] == [f"{number}.txt" for number in range(count)]


def test_text_is_the_text_of_the_document() -> None:
    reading = one_claim("\ufeff一\r\n投资5亿元\f。", (5, 8))
    assert written("text", reading).decode() == reading.document.text


# csv, xlsx


def rows_of_csv(page: bytes) -> list[dict[str, str]]:
    assert page.startswith(b"\xef\xbb\xbf")
    return list(csv.DictReader(io.StringIO(page.decode("utf-8-sig"), newline="")))


def test_csv_has_one_chinese_heading_row_and_a_row_a_claim() -> None:
    first, second = gold_reading(doc="甲.txt"), gold_reading(doc="乙.txt")
    rows = rows_of_csv(written("csv", first, second))
    assert list(rows[0]) == list(COLUMNS.values())
    assert len(rows) == 2 * len(first.claims)
    assert rows[0]["数值"] == "220630000000"
    assert {row["文档"] for row in rows} == {"甲.txt", "乙.txt"}


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t=", "\r+", "＝", " ="])
def test_csv_lets_no_text_act_as_a_formula(start: str) -> None:
    reading = one_claim(
        indicator=Naming(start + "1+1"), scope="-2", quantity=Quantity(Decimal(-23), "%"), kind="growth"
    )
    row = rows_of_csv(written("csv", reading))[0]
    assert row["指标"].startswith("'")
    assert row["范围或基数"] == "'-2"
    assert row["数值"] == "-23"


def test_xlsx_holds_claims_and_documents_with_numbers_as_numbers() -> None:
    reading = gold_reading()
    book = load_workbook(io.BytesIO(written("xlsx", reading, gold_reading(doc="乙.txt"))))
    claims, documents = book["表述"], book["文档"]
    assert [cell.value for cell in claims[1]] == list(COLUMNS.values())
    assert [cell.value for cell in documents[1]] == list(DOCUMENT_COLUMNS.values())
    assert claims.max_row == 2 * len(reading.claims) + 1
    assert documents.max_row == 3
    assert claims.freeze_panes == "A2"
    assert claims.auto_filter.ref == f"A1:U{claims.max_row}"
    value = claims.cell(2, 1 + list(COLUMNS).index("value"))
    assert (value.value, value.number_format) == (220630000000, "0")


def test_xlsx_keeps_text_as_text_and_what_a_double_cannot_hold() -> None:
    digits = "12345678901234567.25"
    reading = one_claim(indicator=Naming("=1+1\x07"), quantity=Quantity(Decimal(digits), "元"))
    row = load_workbook(io.BytesIO(written("xlsx", reading)))["表述"][2]
    cells = dict(zip(COLUMNS, row, strict=True))
    assert (cells["indicator"].value, cells["indicator"].data_type) == ("=1+1", "s")
    assert cells["value"].value == digits


# parquet


def test_parquet_writes_claims_and_documents(tmp_path: Path) -> None:
    reading = gold_reading()
    write_folder([reading, gold_reading(doc="乙.txt")], "parquet", tmp_path)
    claims = parquet.read_table(tmp_path / "claims.parquet")
    documents = parquet.read_table(tmp_path / "documents.parquet").to_pylist()
    assert [name for name in claims.column_names if name != "value_text"] == CONTRACT
    assert claims.schema.field("value").type == pa.decimal128(38, 6)
    assert claims.num_rows == 2 * len(reading.claims)
    assert claims["value"][0].as_py() == Decimal("220630000000")
    assert claims["rules"][0].as_py() == ["subjects"]
    assert [row["doc"] for row in documents] == ["2025-gongshu.txt", "乙.txt"]
    assert documents[0]["text"] == reading.document.text
    assert documents[0]["claims"] == len(reading.claims)


@pytest.mark.parametrize(
    ("digits", "fits"),
    [("9" * 32, True), ("1" + "0" * 32, False), ("0.123456", True), ("0.1234567", False), ("-1.5", True)],
)
def test_parquet_leaves_a_value_that_does_not_fit_to_its_text(digits: str, fits: bool, tmp_path: Path) -> None:
    write_folder([one_claim(quantity=Quantity(Decimal(digits), "元"))], "parquet", tmp_path)
    row = parquet.read_table(tmp_path / "claims.parquet").to_pylist()[0]
    assert row["value_text"] == digits
    assert row["value"] == (Decimal(digits) if fits else None)


def test_parquet_writes_row_groups_as_it_goes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("yunhe.faces.parquet._GROUP", 1)
    write_folder([gold_reading(doc=f"{n}.txt") for n in range(3)], "parquet", tmp_path)
    assert parquet.ParquetFile(tmp_path / "claims.parquet").num_row_groups == 3


# terminal


@given(st.text(max_size=40), st.integers(1, 30))
def test_fitted_text_takes_exactly_its_columns(text: str, columns: int) -> None:
    assert width(fit(text, columns)) == columns
    assert width(cut(text, columns)) <= columns


@pytest.mark.parametrize("columns", [50, 60, 80, 100, 160])
def test_a_terminal_page_keeps_to_its_width(columns: int) -> None:
    page = written("terminal", gold_reading(), frame=Frame(width=columns)).decode()
    assert max(map(width, page.splitlines())) <= columns


def test_a_growth_stands_on_the_row_of_its_level() -> None:
    page = written("terminal", gold_reading()).decode()
    row = next(line for line in page.splitlines() if "2206.3亿元" in line)
    assert "地区生产总值" in row
    assert "+4%" in row
    retail = next(line for line in page.splitlines() if "1658.6亿元" in line)
    assert "+3.5%，全市第1位" in retail


def test_every_claim_is_on_the_whole_page() -> None:
    reading = gold_reading()
    page = written("terminal", reading, frame=Frame(width=200)).decode()
    paired = sum(claim.of is not None for claim in reading.claims)
    assert len(re.findall(r"^ *\d+  .* \d+$", page, re.MULTILINE)) == len(reading.claims) - paired


def test_a_long_table_is_cut_with_a_hint() -> None:
    page = written("terminal", gold_reading(), frame=Frame(whole=False)).decode()
    assert "--all" in page.splitlines()[-1]
    assert len(page.splitlines()) < 60


def test_colour_is_there_only_when_asked_for() -> None:
    assert b"\x1b" not in written("terminal", gold_reading())
    assert b"\x1b" in written("terminal", gold_reading(), frame=Frame(colour=True))


def test_many_documents_take_a_line_each() -> None:
    page = written(
        "terminal", gold_reading(doc="甲.txt"), gold_reading(doc="乙.txt"), frame=Frame(100, False, False, True)
    )
    assert [line.split()[0] for line in page.decode().splitlines()] == ["甲.txt", "乙.txt"]


# html


def body_text(page: str) -> str:
    """What a person sees of the article, without blanks."""
    article = re.search(r"<article>(.*?)</article>", page, re.DOTALL)
    assert article
    return "".join(unescape(re.sub(r'<span class="page">.*?</span>|<[^>]*>', "", article[1])).split())


@pytest.mark.parametrize("name", ["2025-gongshu", "杭州市-2025", "江苏省-2020", "宁波市-2012"])
def test_the_page_holds_the_report_in_full(name: str) -> None:
    reading = gold_reading(name)
    assert body_text(written("html", reading).decode()) == "".join(reading.document.text.split())


def test_every_figure_is_marked_where_it_stands() -> None:
    reading = gold_reading()
    page = written("html", reading).decode()
    marks = re.findall(r'<a class="f (\w+) (\w+)(?: more)?"(?: id="f(\d+)")?[^>]*>(.*?)</a>', page)
    pieces: dict[str, str] = {}
    last = ""
    for _, _, start, said in marks:
        last = start or last
        pieces[last] = pieces.get(last, "") + said
    assert pieces == {str(claim.start): "".join(claim.quote.split()) for claim in reading.claims}


def test_what_the_view_hides_is_not_shown_and_pages_are_named() -> None:
    text = "政府工作报告\n— 1 —\n完成投资5亿\f\n元。"
    reading = one_claim(text, (text.index("5亿"), text.index("。")))
    hidden = ((7, 12), (text.index("\f"), text.index("元")))
    document = replace(reading.document, hidden=hidden, pages=(0, text.index("\f") + 1), media="pdf")
    page = written("html", replace(reading, document=document)).decode()
    assert "— 1 —" not in page
    assert re.sub(r"<[^>]*>", "", page[page.index("完成投资") :]).startswith("完成投资5亿第 2 页元。")


def test_a_table_of_the_document_is_a_table_of_the_page() -> None:
    text = "指标\t数值\n投资\t5亿元\n"
    page = written("html", one_claim(text, (9, 12))).decode()
    assert "<tr><td>指标</td><td>数值</td></tr>" in page
    assert re.search(r"<td>投资</td><td><a [^>]*>5亿元</a></td>", page)


def test_headings_are_headings_and_a_heading_that_runs_on_is_bold() -> None:
    text = "一、回顾\n（一）经济向好。完成投资5亿元。"
    sections = (
        Section(0, 5, 1, "一、回顾", "一、回顾", "review"),
        Section(5, 22, 2, "（一）经济向好", "一、回顾 / （一）经济向好", "review"),
    )
    reading = replace(one_claim(text, (17, 20)), outline=Outline(sections=sections))
    page = written("html", reading).decode()
    assert '<h2 id="s0" data-section>一、回顾</h2>' in page
    assert '<p id="s1" data-section><b>（一）经济向好。</b>完成投资' in page


def test_hostile_text_stays_text() -> None:
    reading = one_claim(
        HOSTILE, (len(HOSTILE) - 2, len(HOSTILE)), indicator=Naming(HOSTILE), section=HOSTILE, place=HOSTILE
    )
    outline = Outline(
        title=HOSTILE, area=HOSTILE, session=HOSTILE, sections=(Section(0, 9, 1, HOSTILE, HOSTILE, "review"),)
    )
    document = replace(reading.document, name=HOSTILE, notes=(HOSTILE,))
    page = written("html", replace(reading, outline=outline, document=document)).decode()
    assert "alert" in page
    assert "<script>alert" not in page
    assert not re.search(r'="[^"<]*<script', page)


def test_the_page_needs_nothing_from_outside_and_runs_only_its_own_script() -> None:
    page = written("html", gold_reading()).decode()
    assert not re.findall(r'(?:src|href)="(?!#)', page)
    assert "url(" not in page
    assert "://" not in page
    policy = re.search(r'Content-Security-Policy" content="([^"]*)"', page)
    assert policy
    for tag, rule in (("style", "style-src"), ("script", "script-src")):
        inside = re.search(rf"<{tag}>(.*?)</{tag}>", page, re.DOTALL)
        assert inside
        assert f"{rule} 'sha256-{b64encode(sha256(inside[1].encode()).digest()).decode()}'" in policy[1]
    assert "default-src 'none'" in policy[1]
    assert " style=" not in page


def test_a_folder_of_pages_has_an_index_that_leads_to_them(tmp_path: Path) -> None:
    docs = ["浙江/杭州.txt", "浙江/杭州.docx", "../../index.txt", "/根.txt"]
    write_folder([gold_reading(doc=doc) for doc in docs], "html", tmp_path)
    found = {path.relative_to(tmp_path).as_posix() for path in tmp_path.rglob("*.html")}
    assert found == {"index.html", "浙江/杭州.html", "浙江/杭州-2.html", "index-2.html", "根.html"}
    links = re.findall(r'href="([^"]*)"', (tmp_path / "index.html").read_text(encoding="utf-8"))
    from urllib.parse import unquote

    assert {unquote(link) for link in links} == found - {"index.html"}


def test_paragraphs_join_what_a_page_break_cut() -> None:
    reading = gold_reading()
    text = reading.document.text
    at = text.index("1658.6亿")
    whole = next(p for p in paragraphs(reading.document) if p.start <= at < p.end)
    assert "".join(text[a:b] for a, b in whole.pieces).count("1658.6亿元") == 1


# explanation


def test_an_explanation_names_the_rules_of_a_claim() -> None:
    lines = list(explanation(gold_reading(), 322))
    assert "2206.3亿元" in lines[0]
    assert any("subjects" in line for line in lines)
    assert any("【2206.3亿元】" in line for line in lines)


def test_an_explanation_names_the_class_of_another_numeral() -> None:
    assert list(explanation(gold_reading(), 12)) == [f"11–15 “{gold_reading().others[0].quote}” 不是表述：日期（date）"]


def test_an_explanation_of_no_numeral_leads_to_the_nearest() -> None:
    (line,) = explanation(gold_reading(), 318)
    assert "321 “2206.3亿元”" in line
