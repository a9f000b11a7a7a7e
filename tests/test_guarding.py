"""What a mechanism owes to the persons it is about: a known and fit store, and an end to the keeping of their data."""

from collections.abc import Mapping
from datetime import date
from pathlib import Path

import pytest

from yunhe.definitions.codes import District, district_of
from yunhe.definitions.retention import Retention, forever
from yunhe.definitions.stores import Store, stores_of
from yunhe.errors import DefinitionError
from yunhe.mechanisms.grammar import parse
from yunhe.mechanisms.library import library_of
from yunhe.mechanisms.mechanism import Mechanism
from yunhe.registers.register import registers_of

GONGSHU = Path(__file__).resolve().parent.parent / "districts/gongshu"
HEAD = "mechanism: 来访\nbasis: 示例口径\nkept_by: yunhe\n"
TAIL = """start: 待接待
states:
  待接待: {owner: 信访局.接待岗, within: 5 workdays, actions: {接待: 已接待}}
  已接待:
"""
PERSONAL = "fields:\n  事由: text\n  姓名: {type: person, class: 个人}\n"
SENSITIVE = "fields:\n  事由: text\n  病情: {type: text, class: 敏感个人}\n"
KEPT = "retention: {years: 3, after: 办结, basis: 示例口径}\n"
STORES = {name: Store(name, "区信访局", "办理", "信访工作条例") for name in ("公共", "信访")}


def made(*lines: str, stores: Mapping[str, Store] = STORES) -> Mechanism:
    return parse(HEAD + "".join(lines) + TAIL, "来访.yaml", District(stores=stores))


@pytest.mark.parametrize(
    ("lines", "line", "said"),
    [
        ((PERSONAL,), 4, "“姓名”是个人信息，却没有写保存期限"),
        (("retention: {forever: true, basis: 示例口径}\n", PERSONAL), 4, "“姓名”是个人信息，不能永久保存"),
        (("store: 信访\n",), 4, "“信访”库的理由、材料可能写到人，却没有写保存期限"),
        (("retention: {years: 3, after: 姓名, basis: 示例口径}\n", PERSONAL), 4, "“姓名”不是日期字段"),
        (("retention: {years: 3, days: 1, after: 办结, basis: 示例口径}\n",), 4, "要写 years、days、forever 中的一个"),
        (("retention: {days: 0, after: 办结, basis: 示例口径}\n",), 4, "保存期限不合理"),
        ((KEPT, SENSITIVE), 7, "“病情”是敏感个人信息，不能放在公共库"),
        (("store: 信仿\n", KEPT), 4, "指的专库“信仿”不在 stores.yaml"),
        (("store: 公用\n", KEPT), 4, "不能是“公用”"),
    ],
)
def test_what_is_owed_to_persons_is_asked_for_with_its_line(lines: tuple[str, ...], line: int, said: str) -> None:
    with pytest.raises(DefinitionError, match=said) as raised:
        made(*lines)
    assert (raised.value.path, raised.value.line) == ("来访.yaml", line)


def test_a_day_that_is_personal_does_not_start_the_time() -> None:
    born = "fields:\n  生日: {type: date, class: 个人}\n"
    with pytest.raises(DefinitionError, match="“生日”不是日期字段"):
        made("retention: {years: 3, after: 生日, basis: 示例口径}\n", born)


def test_what_is_kept_well_is_taken() -> None:
    assert made().retention is None
    assert made(KEPT, PERSONAL).retention == Retention(3, 0, "办结", "示例口径")
    assert not made(KEPT, PERSONAL).is_guarded
    assert made("store: 信访\n", KEPT, SENSITIVE).is_guarded


def test_a_new_retention_is_no_new_version() -> None:
    other = KEPT.replace("years: 3", "days: 90")
    assert made(KEPT, PERSONAL).digest == made(other, PERSONAL).digest


@pytest.mark.parametrize(
    ("kept", "begun", "over"),
    [
        (Retention(3, 0, "办结", ""), date(2025, 3, 1), date(2028, 3, 2)),
        (Retention(1, 0, "办结", ""), date(2024, 2, 29), date(2025, 3, 1)),
        (Retention(0, 30, "办结", ""), date(2025, 3, 1), date(2025, 4, 1)),
        (forever("示例口径"), date(2025, 3, 1), None),
    ],
)
def test_the_day_on_which_the_time_is_over(kept: Retention, begun: date, over: date | None) -> None:
    assert kept.ends(begun) == over


def test_the_stores_of_the_district_are_known_with_who_answers_for_them() -> None:
    stores = stores_of(GONGSHU)
    assert list(stores) == ["公共", "信访", "安居守护", "反诈", "就业帮扶"]
    assert all(store.owner and store.purpose and store.basis for store in stores.values())
    district = district_of(GONGSHU)
    used = {mechanism.store for mechanism in library_of(GONGSHU, district).current()}
    used |= {register.store for register in registers_of(GONGSHU).values()}
    assert used <= set(stores)


def test_a_district_without_the_file_has_the_shared_store_alone(tmp_path: Path) -> None:
    assert list(stores_of(tmp_path)) == ["公共"]
    (tmp_path / "stores.yaml").write_text("stores:\n  信访: {owner: 甲, purpose: 乙, basis: 丙}\n", encoding="utf-8")
    with pytest.raises(DefinitionError, match=r"stores.yaml:2: 没有写“公共”"):
        stores_of(tmp_path)


def test_every_mechanism_of_the_district_with_personal_fields_says_how_long() -> None:
    for mechanism in library_of(GONGSHU, district_of(GONGSHU)).current():
        if mechanism.is_guarded or any(field.is_personal for field in mechanism.fields.values()):
            assert mechanism.retention is not None, mechanism.key
            assert not mechanism.retention.is_forever, mechanism.key
