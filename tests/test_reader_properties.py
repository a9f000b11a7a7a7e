"""What holds for any text: no crash, spans that prove themselves, every numeral accounted for once, the same twice."""

import re
from collections import Counter
from functools import partial
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from yunhe.batch import Job, read_all
from yunhe.faces import Frame
from yunhe.faces.records import reading_record
from yunhe.reading.intake import expand
from yunhe.reading.numerals import CHINESE
from yunhe.reading.reader import read, read_text
from yunhe.reading.view import View
from yunhe.reading.words import stands_in_word
from yunhe.types import Reading

PERIOD = re.compile(r"(?:\d{4}(?:-\d{4}|-H[12]|-Q[1-4]|-\d\d(?:-\d\d)?)?)?")
RUN = re.compile(f"[{CHINESE}]+")
BLANK = re.compile(r"[\s\u200b\ufeff]+")
CORPUS = Path(__file__).parents[1] / "corpus"

NUMERALS = """第一 首位 前三 前10 榜首 翻一番 翻两番 三分之二 九成 二十连创 两倍 1.89：1 5G 3A级 第三届
十四五 2024年 9月28日 上半年 PM2.5 320国道 千 亿 37 511"""
UNITS = """万 亿 亿元 万人次 % ％ ‰ 个百分点 家 个 户 倍 成 位 年 次 公里 ㎡ 微克/立方米 名 余家 多万 以上 左右
元/吨 岁以上 ．5 连创 分之"""
WORDS = """统一 地区生产总值 全区 规上工业增加值 增长 下降 提高 分别 达到 由 增加到 居全市 连续 累计 其中 同比 年均
力争 预计 约 近 超 突破 不到 占 比重 每千人 总投资 新增 （ ） “ ” 《 》 ， 。 、 ； ： ！ 各位代表 一、 （一） 1. 一是
十分 比上年 较全年低点 和 至 的 为 等 个项目 高于全国"""

numbers = st.one_of(
    st.integers(0, 10**9).map(str),
    st.decimals(0, 10**6, places=2).map(str),
    st.integers(10**3, 10**9).map("{:,}".format),
    st.text(CHINESE + "点半分之", min_size=1, max_size=6),
    st.text("0123456789０１２３４５６７８９.．,，%％:：/—-~～ ", min_size=1, max_size=8),
    st.sampled_from(NUMERALS.split()),
)
units = st.sampled_from(UNITS.split())
words = st.sampled_from(WORDS.split())
blanks = st.sampled_from(["\n", "\n\n", "\r\n", "\f", "\t", " ", "\u3000", "\u200b", "\ufeff", "\x0b", "\u2028"])
reports = st.lists(st.one_of(numbers, units, words, blanks, st.text(max_size=3)), max_size=40).map("".join)
real = "\n".join(path.read_text(encoding="utf-8") for path in sorted(CORPUS.rglob("*-20[02]5.txt")))
cuts = st.builds(lambda at, length: real[at : at + length], st.integers(0, len(real)), st.integers(1, 200))
dense = st.text("0123456789０二十百万亿点.,%年月日第，。\n ", max_size=30)
texts = st.one_of(reports, cuts, dense, st.text(max_size=60))

many = settings(max_examples=400, deadline=None)


def stretches(reading: Reading) -> list[tuple[int, int]]:
    """Every stretch that a claim or another numeral takes."""
    return sorted([(c.start, c.end) for c in reading.claims] + [(o.start, o.end) for o in reading.others])


@many
@given(texts)
@example("")
@example("\ufeff")
@example("1\n2")
@example("超亿")
@example("超1万美元")
@example("万%以上")
@example("亿两番")
@example("翻9999番")
def test_every_span_proves_itself_and_stands_in_reading_order(text: str) -> None:
    reading = read_text(text)
    for claim in reading.claims:
        assert claim.span.stands_in(text)
        assert claim.quote == text[claim.start : claim.end] != ""
    for other in reading.others:
        assert text[other.start : other.end] == other.quote != ""
    assert [claim.start for claim in reading.claims] == sorted(claim.start for claim in reading.claims)
    assert [claim.sentence for claim in reading.claims] == sorted(claim.sentence for claim in reading.claims)


@many
@given(texts)
def test_every_arabic_digit_is_accounted_for_exactly_once(text: str) -> None:
    reading = read_text(text)
    view = View(reading.document)
    times = Counter(offset for start, end in stretches(reading) for offset in range(start, end))
    digits = {view.text_offset(at): char for at, char in enumerate(view.chars) if char in "0123456789"}
    assert {offset: times[offset] for offset in digits} == dict.fromkeys(digits, 1)


@many
@given(texts)
def test_every_chinese_numeral_outside_words_is_accounted_for(text: str) -> None:
    reading = read_text(text)
    view = View(reading.document)
    covered = {offset for start, end in stretches(reading) for offset in range(start, end)}
    runs = [run for run in RUN.finditer(view.chars) if not stands_in_word(view.chars, run.start(), run.end())]
    assert [run.group() for run in runs if view.text_offset(run.start()) not in covered] == []


@many
@given(texts)
def test_no_two_claims_or_other_numerals_overlap(text: str) -> None:
    taken = stretches(read_text(text))
    assert [(one, other) for one, other in pairwise(taken) if one[1] > other[0]] == []


@many
@given(texts)
def test_reading_twice_gives_the_same(text: str) -> None:
    assert read_text(text) == read_text(text)


@many
@given(texts)
@example("2024年万连丰")
def test_what_a_claim_says_keeps_the_contract(text: str) -> None:
    reading = read_text(text)
    said = BLANK.sub("", text)
    starts = {claim.start for claim in reading.claims}
    for claim in reading.claims:
        assert claim.of is None or claim.of in starts - {claim.start}
        assert BLANK.sub("", claim.indicator.phrase) in said
        assert "\n" not in claim.indicator.phrase
        assert claim.value.is_finite()
        assert PERIOD.fullmatch(claim.period)
        assert claim.rules


@given(st.integers(10**27, 10**33))
@example(12345678901234567890123456789012)
def test_a_long_number_keeps_every_digit(number: int) -> None:
    (claim,) = read_text(f"总额{number}.5亿元。").claims
    assert claim.value == number * 10**8 + 5 * 10**7


@many
@given(st.lists(reports, min_size=1, max_size=4), st.sampled_from([120, 500]))
def test_a_long_text_of_many_paragraphs_does_not_crash(parts: list[str], length: int) -> None:
    read_text("\n".join(part * (length // max(1, len(part)) + 1) for part in parts))


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder within a folder with real reports, an empty-handed text and a file that cannot be read."""
    root = tmp_path_factory.mktemp("reports")
    (root / "国").mkdir()
    for path in sorted((CORPUS / "city").glob("*-20[01]8.txt")):
        (root / path.name).write_bytes(path.read_bytes())
    (root / "国/国务院-1985.txt").write_bytes((CORPUS / "national/国务院-1985.txt").read_bytes())
    (root / "国/无数字.txt").write_text("各位代表：\n现在，请审议。\n", encoding="utf-8")
    (root / "坏.txt").write_bytes(b"\x00\x01\x02" * 50)
    return root


def outcomes(folder: Path, jobs: int) -> list[tuple[str, str, bool]]:
    job = Job("jsonl", Frame())
    return [(done.name, str(done.part), done.problem is None) for done in read_all(expand([str(folder)]), job, jobs)]


def test_a_folder_gives_what_each_file_gives_in_any_number_of_processes(folder: Path) -> None:
    alone = [outcome for path, _ in expand([str(folder)]) for outcome in outcomes(Path(path), 1)]
    together = outcomes(folder, 1)
    assert len(together) >= 6
    assert [done for _, _, done in together].count(False) == 1
    assert outcomes(folder, 2) == outcomes(folder, 3) == together
    assert [without_name(part) for _, part, _ in together] == [without_name(part) for _, part, _ in alone]


def without_name(part: str) -> str:
    """A part without its `doc`: inside a folder a name is relative to it."""
    return re.sub(r'"doc": ?"(?:[^"\\]|\\.)*"', "", part)


def test_reading_a_path_is_reading_its_text(folder: Path) -> None:
    for path in sorted(folder.rglob("*-*.txt")):
        text = path.read_bytes().decode()
        as_path, as_text = map(partial(comparable, name=path.stem), (read(path), read_text(text, path.stem)))
        assert as_path == as_text


def comparable(reading: Reading, name: str) -> dict:
    return reading_record(reading) | {"doc": name, "claims": [(c.start, c.end, c.quote) for c in reading.claims]}
