"""A warning of fraud on the ledger: the sum stands in the event and is explained, who was warned lies in the vault."""

from datetime import datetime
from pathlib import Path

import pytest
from vaults import PHONE, kept

from yunhe.definitions.codes import district_of
from yunhe.mechanisms.act import Act
from yunhe.mechanisms.library import library_of
from yunhe.mechanisms.machine import is_sealed
from yunhe.mechanisms.workdays import CHINA, Calendar
from yunhe.server.explaining import explanation
from yunhe.server.matters import rebuild, row, work

GONGSHU = Path(__file__).resolve().parents[2] / "districts/gongshu"
NIGHT = datetime(2024, 11, 11, 23, 0, tzinfo=CHINA)
CALLER = "公安拱墅区分局.值班岗"
WARNING = {
    "预警编号": "一",
    "预警来源": "市平台",
    "预警等级": "高",
    "诈骗类型": "冒充公检法",
    "涉险金额": "60万元",
    "电话": PHONE,
}

pytestmark = pytest.mark.usefixtures("database", "keys")


@pytest.mark.ledger
def test_a_warning_gets_its_star_and_nobody_is_named_in_the_open(tmp_path: Path) -> None:
    office = work.Office(library_of(GONGSHU, district_of(GONGSHU)), Calendar.shipped())
    number = work.open_one(office, "五级赋星劝阻", Act("登记", CALLER, NIGHT, given=WARNING), simulated=True).subject
    assert row.find(number).values["星级"] == "四星"
    assert is_sealed(row.find(number).values["电话"])
    said = "\n".join(explanation(f"{number}#1", str(GONGSHU)))
    assert "诈骗类型“冒充公检法”计20分，涉险金额“600000”计20分" in said
    assert "合计70分" in said
    assert PHONE not in said + kept(tmp_path)
    assert list(rebuild.differences()) == []


def test_a_star_filled_in_by_hand_is_refused_and_nothing_written() -> None:
    office = work.Office(library_of(GONGSHU, district_of(GONGSHU)), Calendar.shipped())
    with pytest.raises(work.RefusedError, match="由系统按分值得出"):
        work.open_one(office, "五级赋星劝阻", Act("登记", CALLER, NIGHT, given={**WARNING, "星级": "一星"}))
    assert list(rebuild.differences()) == []
