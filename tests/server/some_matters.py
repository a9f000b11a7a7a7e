"""Matters of 企呼我应 for tests of lists and statistics: two at 区住建局, three at 区城管局."""

from datetime import UTC, datetime, timedelta

from visitors import GONGSHU

NOW = datetime(2026, 3, 30, 2, tzinfo=UTC)
DAY = timedelta(days=1)
UNITS = ("区住建局", "区住建局", "区城管局", "区城管局", "区城管局")


def make(now: datetime = NOW, units: tuple[str, ...] = UNITS) -> list[str]:
    """One matter for each unit, handed to it and taken in; the first is answered, the last is closed. Their numbers."""
    from yunhe.mechanisms.act import Act
    from yunhe.server.matters import tick, work
    from yunhe.server.office import office_of

    office, numbers = office_of(str(GONGSHU)), []
    for place, unit in enumerate(units):
        at = now - 12 * DAY + timedelta(minutes=place)
        about = {"标题": f"例{place}", "诉求内容": "例", "渠道": "走访", "街道": "330105001"}
        number = work.open_one(office, "企呼我应", Act("登记", "申请人", at, given=about), simulated=True).subject
        steps = [
            Act("打标签", "企业综合服务中心.受理岗", at, given={"类别": "复杂", "标签": ["用地"]}),
            Act("分派", "企业综合服务中心.分派岗", at, units={"主办单位": unit}),
            Act("签收", f"{unit}.承办岗", at + timedelta(hours=1)),
        ]
        for step in steps:
            work.do(office, number, step)
        numbers.append(number)
    answer = {"办理结果": "解决", "答复意见": "例"}
    for number, unit in ((numbers[0], units[0]), (numbers[-1], units[-1])):
        work.do(office, number, Act("答复", f"{unit}.承办岗", now - DAY, given=answer))
    work.do(office, numbers[-1], Act("评价", "申请人", now - timedelta(hours=1), given={"评价": "满意"}))
    tick.tick(office, now)
    return numbers
