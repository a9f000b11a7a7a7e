"""Masks: examples, and the law that no mask ever shows more signs than it may."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yunhe.definitions.codes import id_check
from yunhe.definitions.fields import CLASSES, DataClass, Field
from yunhe.definitions.kinds import kinds
from yunhe.server.vault.masks import HIDDEN, MOST_SHOWN, mask
from yunhe.types import Json

STARS = frozenset("*-")


@pytest.mark.parametrize(
    ("kind", "value", "shown"),
    [
        ("phone", "13805710000", "138****0000"),
        ("phone", "0571-88888888", "0571-****88"),
        ("phone", "0571-88888888-801", "0571-****88"),
        ("phone", "4001234567", "****"),
        ("id_number", "11010519491231002X", "1101**********002X"),
        ("person", "张三", "张*"),
        ("person", "欧阳修", "欧**"),
        ("person", "买买提·艾力", "买**"),
        ("person", "John Smith", "J**"),
        ("address", "长庆街道例巷1号2幢301室", "长庆街道****"),
        ("address", "台州路1号", "****"),
        ("address", "例巷1号2幢301室（长庆街道）", "****"),
        ("date", "1949-12-31", "1949-**-**"),
        ("text", "低保户", "****"),
        ("choice", "独居", "****"),
        ("whole", 3, "****"),
        ("flag", True, "****"),
        ("choices", ["甲", "乙"], "****"),
    ],
)
def test_what_a_mask_shows(kind: str, value: Json, shown: str) -> None:
    data_class: DataClass = "敏感个人" if kind == "id_number" else "个人"
    assert mask(Field("例", kind, data_class=data_class), value) == shown


def test_of_sensitive_values_nothing_is_shown_but_the_ends_of_the_number() -> None:
    for kind, value in (("phone", "13805710000"), ("address", "长庆街道例巷1号"), ("date", "1949-12-31")):
        assert mask(Field("例", kind, data_class="敏感个人"), value) == HIDDEN


PERSONS = st.text(st.characters(min_codepoint=0x4E00, max_codepoint=0x9FFF), min_size=2, max_size=20)
MOBILES = st.from_regex(r"1[3-9][0-9]{9}", fullmatch=True)
LANDLINES = st.from_regex(r"0[3-9][0-9]{2}-[1-9][0-9]{6,7}(-[0-9]{1,6})?", fullmatch=True)
NUMBERS = st.from_regex(r"3301051949(0[1-9]|1[0-2])(0[1-9]|1[0-9]|2[0-8])[0-9]{3}", fullmatch=True).map(
    lambda body: body + id_check(body)
)
ADDRESSES = st.text(st.sampled_from("长庆街道例巷路区镇号12幢室（）"), min_size=3, max_size=40)
VALUES = st.one_of(
    st.tuples(st.just("person"), PERSONS),
    st.tuples(st.just("phone"), MOBILES | LANDLINES),
    st.tuples(st.just("id_number"), NUMBERS),
    st.tuples(st.just("address"), ADDRESSES),
    st.tuples(st.just("date"), st.dates().map(str)),
)


@given(VALUES, st.sampled_from(CLASSES))
def test_no_mask_shows_more_than_it_may(value: tuple[str, str], data_class: DataClass) -> None:
    kind, plain = value
    shown = mask(Field("例", kind, data_class=data_class), plain)
    seen = [sign for sign in shown if sign not in STARS]
    assert len(seen) <= MOST_SHOWN[kind]
    assert shown != plain
    assert len(seen) < len(plain)
    head, _, tail = shown.partition("*")
    assert plain.startswith(head.rstrip("-"))
    assert not tail.strip("*-") or plain.split("-801")[0].find(tail.strip("*-")) >= 0


@given(st.sampled_from(sorted(kinds())), st.text(max_size=60), st.sampled_from(CLASSES))
def test_whatever_the_kind_and_value_at_most_the_allowed_signs_are_shown(
    kind: str, value: str, data_class: DataClass
) -> None:
    shown = mask(Field("例", kind, data_class=data_class), value)
    assert sum(sign not in STARS for sign in shown.replace(HIDDEN, "")) <= MOST_SHOWN.get(kind, 0)
