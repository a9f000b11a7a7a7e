"""Fields: every valid code reads back, slips are refused, a canonical value reads as itself, nothing crashes."""

import json
from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from yunhe.definitions import fields, strict
from yunhe.definitions.codes import (
    BODY_ALPHABET,
    CREDIT_ALPHABET,
    NOWHERE,
    PROVINCES,
    District,
    body_check,
    credit_check,
    district_of,
    id_check,
)
from yunhe.definitions.fields import Field, FieldRefusal, field_of
from yunhe.definitions.kinds import kinds
from yunhe.errors import DefinitionError

GONGSHU = Path(__file__).resolve().parent.parent / "districts/gongshu"
DISTRICT = district_of(GONGSHU)
EVERY_KIND = pytest.mark.parametrize("kind", kinds())
BODY_SIGNS = "".join(sign for sign in BODY_ALPHABET if sign in CREDIT_ALPHABET)


def field(kind: str, **given: Any) -> Field:
    return Field("例", kind, **{**getattr(kinds()[kind], "WITH", {}), **given})


def written(definition: str, district: District = NOWHERE) -> Field:
    name, value = next(strict.parse(definition, "x.yaml").entries(lambda value: value))
    return field_of(name, value, district)


def refused(kind: str, raw: object, **given: Any) -> bool:
    try:
        field(kind, **given).read(raw)
    except FieldRefusal as refusal:
        return bool(refusal.problem and refusal.remedy)
    return False


# Laws of every kind


def test_the_examples_of_every_kind_hold() -> None:
    assert list(fields.disproved()) == []
    assert fields.example_count() >= 120


@EVERY_KIND
def test_a_kind_has_its_shape(kind: str) -> None:
    module = kinds()[kind]
    assert module.__doc__
    assert module.TITLE
    assert module.CLASS in fields.CLASSES
    assert module.EXAMPLES or kind == "file"
    assert module.NOT_EXAMPLES
    assert all(required is False or key in module.WITH for key, required in module.KEYS.items())


@EVERY_KIND
def test_nothing_given_is_nothing_unless_needed(kind: str) -> None:
    for nothing in (None, "", "  ", "\u3000", "\u200b", "\n"):
        assert field(kind).read(nothing) is None
        assert refused(kind, nothing, needed=True)


ODD = st.one_of(
    st.text(),
    st.text("0123456789.,-+eE/年月日:T Z万亿元%#转()¥", max_size=24),
    st.integers(),
    st.floats(),
    st.decimals(),
    st.booleans(),
    st.dates(),
    st.datetimes(timezones=st.sampled_from([None, UTC, timezone(timedelta(hours=14))])),
    st.times(),
    st.timedeltas(),
    st.binary(),
    st.lists(st.text(max_size=5), max_size=4),
    st.dictionaries(st.sampled_from(["name", "sha256", "size", "x"]), st.one_of(st.text(), st.integers(), st.none())),
    st.builds(object),
    st.complex_numbers(),
)


@EVERY_KIND
@given(raw=ODD)
def test_anything_is_read_or_refused_and_canonical_stays(kind: str, raw: object) -> None:
    if refused(kind, raw):
        return
    value = field(kind).read(raw)
    assert field(kind).read(value) == value
    assert json.loads(json.dumps(value).encode("utf-8")) == value
    json.dumps(value, ensure_ascii=False).encode("utf-8")


@EVERY_KIND
def test_canonical_examples_read_as_themselves(kind: str) -> None:
    for value in kinds()[kind].EXAMPLES.values():
        assert field(kind).read(value) == value


# Codes


@st.composite
def credit_codes(draw: st.DrawFn) -> str:
    region = draw(st.sampled_from(sorted(PROVINCES))) + draw(st.text("0123456789", min_size=4, max_size=4))
    body = draw(st.text(BODY_SIGNS, min_size=8, max_size=8).filter(lambda body: body_check(body) in CREDIT_ALPHABET))
    first = draw(st.text(CREDIT_ALPHABET, min_size=2, max_size=2)) + region + body + body_check(body)
    return first + credit_check(first)


@st.composite
def id_numbers(draw: st.DrawFn) -> str:
    region = draw(st.sampled_from(sorted(PROVINCES))) + draw(st.text("0123456789", min_size=4, max_size=4))
    born = draw(st.dates(date(1900, 1, 1), date(2099, 12, 31)))
    first = region + born.strftime("%Y%m%d") + draw(st.text("0123456789", min_size=3, max_size=3))
    return first + id_check(first)


@given(credit_codes())
def test_every_valid_credit_code_reads_back(code: str) -> None:
    assert field("credit_code").read(code.lower()) == code


@given(id_numbers())
def test_every_valid_id_number_reads_back(number: str) -> None:
    assert field("id_number").read(f" {number[:6]} {number[6:14]} {number[14:]}".lower()) == number


@given(credit_codes(), st.integers(0, 17), st.sampled_from(CREDIT_ALPHABET))
def test_every_slip_in_a_credit_code_is_refused(code: str, place: int, sign: str) -> None:
    assume(code[place] != sign)
    assert refused("credit_code", code[:place] + sign + code[place + 1 :])


@given(id_numbers(), st.integers(0, 17), st.sampled_from("0123456789X"))
def test_every_slip_in_an_id_number_is_refused(number: str, place: int, sign: str) -> None:
    assume(number[place] != sign)
    assert refused("id_number", number[:place] + sign + number[place + 1 :])


def swapped(code: str, one: int, other: int) -> str:
    signs = list(code)
    signs[one], signs[other] = signs[other], signs[one]
    return "".join(signs)


PLACES = st.tuples(st.integers(0, 17), st.integers(0, 17)).map(sorted).filter(lambda two: two[0] < two[1])


@given(credit_codes(), PLACES)
def test_any_two_signs_of_a_credit_code_swapped_are_refused(code: str, places: list[int]) -> None:
    assume(code[places[0]] != code[places[1]])
    assume(places != [0, 17])  # the two places of equal weight in GB 32100
    assert refused("credit_code", swapped(code, *places))


@given(id_numbers(), PLACES)
def test_any_two_digits_of_an_id_number_swapped_are_refused(number: str, places: list[int]) -> None:
    assume(number[places[0]] != number[places[1]])
    assume(places[1] - places[0] != 10)  # weights of GB 11643 repeat after ten places
    assert refused("id_number", swapped(number, *places))


def test_the_samples_of_the_standards_hold() -> None:
    assert id_check("11010519491231002") == "X"
    assert credit_check("91330100799655058") == "B"
    assert credit_check("91440300708461136") == "T"
    assert body_check("79965505") == "8"


@pytest.mark.parametrize(
    ("raw", "hint"),
    [
        ("330100000012345", "注册号"),
        ("799655058", "组织机构代码"),
        ("9133O100799655058B", "O多为0"),
        (913301007996550580, "文本"),
        ("9.13301E+17", "文本"),
    ],
)
def test_a_wrong_credit_code_says_what_to_do(raw: object, hint: str) -> None:
    with pytest.raises(FieldRefusal) as caught:
        field("credit_code").read(raw)
    assert hint in caught.value.remedy


# Places


def test_the_eighteen_subdistricts_are_read_by_code_and_name() -> None:
    region = field("region", district=DISTRICT)
    assert len(DISTRICT.subdistricts) == 18
    for code, name in DISTRICT.subdistricts.items():
        found = [region.read(raw) for raw in (code, int(code), code + "000", name, name[:-2], DISTRICT.name + name)]
        assert found == [code] * 6
    assert region.read("330105001005") == "330105001005"


@pytest.mark.parametrize(
    "raw", ["330105006", "330105020", "330105000", "330103004", "330103001005", "330106001", "330105", "西湖街道"]
)
def test_other_places_are_refused(raw: str) -> None:
    assert refused("region", raw, district=DISTRICT)


def test_subdistricts_of_the_former_xiacheng_are_read_by_their_old_codes() -> None:
    region = field("region", district=DISTRICT)
    assert len(DISTRICT.renumbered) == 8
    for old, new in DISTRICT.renumbered.items():
        assert [region.read(raw) for raw in (old, int(old), old + "000")] == [new] * 3
    assert DISTRICT.subdistricts[str(region.read("330103001"))] == "长庆街道"


def test_numbers_given_out_under_the_former_code_belong_here() -> None:
    assert DISTRICT.current("330103") == DISTRICT.current("330105") == "330105"
    for region, here in (("330103", True), ("330105", True), ("330106", False)):
        first = region + "19491231002"
        number = first + id_check(first)
        assert field("id_number").read(number) == number
        assert DISTRICT.holds(number) is here
        code = f"91{region}799655058"
        code += credit_check(code)
        assert field("credit_code").read(code) == code
        assert DISTRICT.holds(code) is here


# Numbers, money, time


@given(st.decimals(-(10**12), 10**12, places=2))
def test_money_is_exact(amount: Decimal) -> None:
    assert Decimal(str(field("money").read(f"{amount:,}元"))) == amount
    assert Decimal(str(field("money").read(f"{amount / 10000:f}万元"))) == amount


@given(st.integers(-(10**15) + 1, 10**15 - 1))
def test_whole_numbers_are_exact(number: int) -> None:
    assert field("whole").read(number) == field("whole").read(f"{number:,}") == number


@pytest.mark.parametrize("raw", [10**15, 1e16, 123456789012345678, 0.1 + 0.2, float("inf"), True, date(2025, 1, 1)])
@pytest.mark.parametrize("kind", ["whole", "decimal", "money"])
def test_numbers_that_lost_digits_are_refused(kind: str, raw: object) -> None:
    assert refused(kind, raw)


def test_bounds_and_places_hold() -> None:
    share = written("占比: {type: decimal, unit: '%', least: 0, most: 100, places: 1}")
    assert share.read("66.7%") == "66.7"
    for raw in ("-0.1", "100.1", "66.67"):
        with pytest.raises(FieldRefusal):
            share.read(raw)


@given(st.dates(date(1900, 1, 1), date(2199, 12, 31)))
def test_every_way_to_write_a_day_gives_that_day(day: date) -> None:
    year, month, number = day.year, day.month, day.day
    ways = [f"{day:%Y-%m-%d}", f"{year}年{month}月{number}日", f"{year}/{month}/{number}", f"{day:%Y%m%d}"]
    read = {field("date").read(raw) for raw in [*ways, day, datetime(year, month, number)]}
    assert read == {day.isoformat()}


@given(st.datetimes(datetime(1901, 1, 1), datetime(2198, 1, 1)))
def test_a_moment_without_a_zone_is_that_of_beijing(moment: datetime) -> None:
    utc = (moment - timedelta(hours=8)).replace(microsecond=0)
    assert (
        field("instant").read(moment)
        == field("instant").read(f"{moment:%Y-%m-%d %H:%M:%S}")
        == f"{utc.isoformat()}+00:00"
    )


def test_evidence_is_a_file_by_its_hash() -> None:
    evidence = {"name": "验收单.pdf", "sha256": "ab" * 32, "size": 4}
    assert field("file").read(evidence) == evidence


# Definitions of fields


def test_a_field_is_written_in_short_or_in_full() -> None:
    assert written("标题: text") == Field("标题", "text")
    assert written("电话: phone").data_class == "个人"
    full = written("姓名: {type: person, class: 敏感个人, needed: true, note: 同户籍, basis: 示例口径}")
    assert full == Field("姓名", "person", needed=True, data_class="敏感个人", note="同户籍", basis="示例口径")
    assert full.is_personal


@pytest.mark.parametrize(
    "definition",
    [
        "标题: texts",
        "标题: {class: 个人}",
        "标题: {type: text, least: 1}",
        "标题: {type: text, clas: 个人}",
        "标题: {type: text, class: 秘密}",
        "标题: {type: text, needed: 是}",
        "结果: choice",
        "结果: {type: choice}",
        "结果: {type: choice, choices: []}",
        "结果: {type: choice, choices: [甲, 甲]}",
        "结果: {type: choices, choices: [甲、乙]}",
        "企业: ref",
        "证件: {type: id_number, class: 公开}",
        "数: {type: whole, least: 3, most: 2}",
        "数: {type: decimal, places: 99}",
        "标题: [text]",
        "标题:",
    ],
)
def test_a_field_that_cannot_be_meant_is_refused(definition: str) -> None:
    with pytest.raises((DefinitionError, strict.Refusal)) as caught:
        written(definition)
    assert caught.value.remedy
