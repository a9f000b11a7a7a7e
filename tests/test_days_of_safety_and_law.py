"""Limits in the loops of safety and law on days around the Spring Festival, other festivals and worked Saturdays."""

from datetime import date, datetime
from pathlib import Path

import pytest

from yunhe.definitions.codes import district_of
from yunhe.mechanisms.act import Act
from yunhe.mechanisms.library import library_of
from yunhe.mechanisms.machine import open_matter
from yunhe.mechanisms.rehearsal import Play, sample_of
from yunhe.mechanisms.situation import walk
from yunhe.mechanisms.workdays import CHINA, Calendar
from yunhe.types import Event

GONGSHU = Path(__file__).resolve().parent.parent / "districts/gongshu"
CALENDAR = Calendar.shipped()
KNOWN = {made.key: made for made in library_of(GONGSHU, district_of(GONGSHU)).current()}
SIGNED = [{"do": "签署", "by": by} for by in ("区保交楼专班.审核岗", "区财政局.审核岗", "区住建局.负责人")]
BUILT = ({"do": "列入保交"}, {"do": "报一楼一策"}, *SIGNED, {"do": "竣工验收合格", "with": {"形象进度": "100"}})

MENDED = tuple({"do": name} for name in ("属实", "交办", "签收", "报整改措施", "报整改"))


@pytest.mark.parametrize(
    ("key", "clock", "opened", "steps", "ends"),
    [
        # 十五日的答辩期：末日在春节（2026年2月15日至23日）里，顺延到2月24日
        ("负责人出庭应诉", "答辩期限", "2026-02-05", ({"do": "分送一审"},), "2026-02-24"),
        # 末日是星期六，可是2月14日上班，不顺延
        ("负责人出庭应诉", "答辩期限", "2026-01-30", ({"do": "分送一审"},), "2026-02-14"),
        # 末日在国庆（2025年10月1日至8日）里，顺延到10月9日
        ("负责人出庭应诉", "答辩期限", "2025-09-18", ({"do": "分送一审"},), "2025-10-09"),
        # 六十日的整改情况报告：末日在春节里
        ("审计问题整改", "报告期限", "2025-12-19", ({"do": "列入清单"}, {"do": "下达"}), "2026-02-24"),
        # 末日在劳动节假期（2025年5月1日至5日）里，顺延到5月6日
        ("审计问题整改", "报告期限", "2025-03-05", ({"do": "列入清单"}, {"do": "下达"}), "2025-05-06"),
        # 竣工验收合格之日起十五日内备案
        ("保交楼", "备案中", "2026-02-04", BUILT, "2026-02-24"),
        # 三个工作日的核对（示例口径）：1月26日星期日上班，春节八天不算
        ("安全隐患治理", "复核中", "2025-01-24", MENDED, "2025-02-05"),
    ],
)
def test_a_limit_ends_on_its_day(
    key: str, clock: str, opened: str, steps: tuple[dict[str, object], ...], ends: str
) -> None:
    play = Play(KNOWN[key], CALENDAR)
    refused, at = play.through(({"do": "登记", "on": date.fromisoformat(opened)}, *steps))
    assert refused is None, at
    assert play.situation is not None
    due = play.situation.clocks[clock].due.astimezone(CHINA)
    assert (due - datetime.resolution).date().isoformat() == ends


@pytest.mark.parametrize(
    ("key", "clock", "ends"), [("负责人出庭应诉", "答辩期限", "2025-03-13"), ("审计问题整改", "报告期限", "2025-04-27")]
)
def test_what_was_received_earlier_counts_from_then(key: str, clock: str, ends: str) -> None:
    received, today = datetime(2025, 2, 26, 10, tzinfo=CHINA), datetime(2025, 3, 5, 9, tzinfo=CHINA)
    needed = {name: sample_of(field) for name, field in KNOWN[key].fields.items() if field.needed}
    act = Act("登记", "申请人", today, given=needed, since=received)
    event = open_matter(KNOWN[key], f"{key}-2025-000001", act, CALENDAR)
    assert isinstance(event, Event)
    due = walk([event]).clocks[clock].due.astimezone(CHINA)
    assert (due - datetime.resolution).date().isoformat() == ends
