"""Of fraud and of financial cases only counts leave the police: no identity in the open, no field for a case."""

from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from yunhe import systems
from yunhe.access.coverage import needed
from yunhe.definitions.codes import district_of
from yunhe.definitions.fields import Field
from yunhe.mechanisms.act import Act
from yunhe.mechanisms.explanation import explained
from yunhe.mechanisms.guarding import sealed_as
from yunhe.mechanisms.library import library_of
from yunhe.mechanisms.machine import open_matter
from yunhe.mechanisms.mechanism import OUTSIDE
from yunhe.mechanisms.workdays import CHINA, Calendar
from yunhe.registers.register import registers_of
from yunhe.types import Event

GONGSHU = Path(__file__).resolve().parent.parent / "districts/gongshu"
DISTRICT = district_of(GONGSHU)
STARS = next(made for made in library_of(GONGSHU, DISTRICT).current() if made.key == "五级赋星劝阻")
CASES = registers_of(GONGSHU)["重大金融案件月度统计"]
POLICE = "公安拱墅区分局."
LONGEST_COUNT = 9999  # too short for a telephone, an identity or the number of a case
COUNTS = ("whole", "decimal", "money")


@pytest.mark.parametrize("field", CASES.fields.values(), ids=lambda field: field.name)
def test_no_field_of_a_financial_case_takes_a_name_a_number_or_words(field: Field) -> None:
    assert field.kind in (*COUNTS, "choice", "flag")
    if field.kind == "whole":
        assert field.most is not None
        assert field.most <= LONGEST_COUNT
    elif field.kind in COUNTS:
        assert field.most is not None


def test_no_mechanism_works_financial_cases() -> None:
    [row] = [row for row in systems.table(GONGSHU) if row.id == "S135"]
    assert (row.state, [home.path.name for home in row.homes]) == ("仅登记", ["financial_cases.yaml"])


def test_stars_are_worked_by_the_police_alone_in_their_own_store() -> None:
    assert STARS.store == "反诈"
    assert all(one.post.startswith(POLICE) for one in needed(STARS) if one.post not in OUTSIDE)
    assert not STARS.units


def test_whatever_may_name_somebody_is_sealed() -> None:
    for name in ("姓名", "电话", "身份证号", "住址", "家属电话", "预警编号", "受骗说明", "止付请求书"):
        assert sealed_as(STARS, name) is not None


def test_no_count_that_leaves_names_a_personal_field() -> None:
    personal = [field.name for field in STARS.fields.values() if field.is_personal]
    assert personal
    assert not [said for said in (*STARS.feeds, *STARS.feeds.values()) for name in personal if name in said]


@pytest.mark.parametrize(
    ("given", "level", "limit"),
    [
        ({}, "一星", "24 hours"),
        ({"预警等级": "中"}, "二星", "4 hours"),
        ({"预警等级": "高"}, "三星", "1 hours"),
        ({"预警等级": "高", "诈骗类型": "冒充公检法", "重复预警": "3"}, "四星", "10 minutes"),
        ({"预警等级": "高", "诈骗类型": "冒充公检法", "受骗群体": "财务人员", "正在转账": True}, "五星", "3 minutes"),
    ],
)
def test_every_star_is_met_sets_its_limit_and_is_explained(given: dict[str, Any], level: str, limit: str) -> None:
    sure = {"预警编号": "一", "预警来源": "市平台", "预警等级": "低", "诈骗类型": "刷单返利", "电话": "13805710000"}
    act = Act("登记", "公安拱墅区分局.值班岗", datetime(2024, 11, 11, 23, tzinfo=CHINA), given={**sure, **given})
    event = open_matter(STARS, "五级赋星劝阻-2024-000001", act, Calendar.shipped())
    assert isinstance(event, Event)
    now: Any = event.body["now"]
    assert now["values"]["星级"] == level
    assert now["clocks"]["首次劝阻期限"]["limit"] == limit
    said = "\n".join(explained(STARS, None, event))
    assert f"“星级”由系统按分值得出：{level}" in said
    assert "13805710000" not in said
    assert "示例口径" in said
