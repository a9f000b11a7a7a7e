"""Dates, years and spans of time that only say when."""

import re

from yunhe.reading.numeral import Numeral
from yunhe.reading.passage import Passage
from yunhe.reading.rules import reads

STAGE, ORDER = "aside", 10
FORMS = ("arabic", "chinese")
EXAMPLES = (
    reads("2024年新建学校7所。", "7所", kind="level"),
    reads("健康考核连续6年获评优秀。", "6年", kind="streak"),
    reads("人均受教育年限由9年提高到11年。", "9年", kind="level"),
    reads("比规划提前3年完成任务。", "3年", value="3"),
)
NOT_EXAMPLES = (
    "扎实开展安全生产治本攻坚3年行动。",
    "过去5年，我们砥砺前行。",
    "新中国成立75周年。",
    "98年以来形势好转。",
    "20世纪80年代以来。",
    "一次会议以来的5年，我们砥砺前行。",
)

_BEHIND = re.compile(
    "[来间多内前后里]|累计|投资|共|年均|新增|下降|降低|提高|增长|免费|以?来|的?(?:行动|计划|规划|攻坚|奋斗|时间|任期|历程|发展|工作|努力|内|再|期|"
    "倍增|左右时间)|一?(?:届|遇|度)|之|制|级|以来|（|之际|禁渔|大庆"
)
_AHEAD = re.compile(
    "(?:公元前?|过去|近|今后|未来|前|后|头|这|用|经过|最近|力争|再用|每|历时|历经|任期|第|上|往|下|"
    "实施|开展|推进|完成|三区三州)的?$"
)
_MEASURED = re.compile(
    "(?:提前|推迟|搁置|缩短|延长|[提增升][高加至到]|减少|下降|降低|降至|平均|年限|寿命|工期|期限|[达到至为超过约近仅了满])$"
)
_UNITS = frozenset(
    (
        "年",
        "个月",
        "天",
        "日",
        "周",
        "月",
        "小时",
        "分钟",
        "周年",
        "个季度",
        "季度",
        "秒",
        "个工作日",
        "学年",
        "夜",
        "晚",
        "代",
        "世纪",
        "点",
        "时",
    )
)


def aside(passage: Passage, numeral: Numeral, index: int) -> str | None:
    """Class `date` for a year, month, day, hour or a span of years that names a programme or a time past."""
    unit = numeral.unit
    if not unit and passage.chars.startswith(("小时", "分钟"), numeral.number_end):
        return "name"
    if unit not in _UNITS:
        return None
    chars, end = passage.chars, numeral.end
    if unit in ("日", "周年", "学年", "代", "世纪", "月", "点", "时", "夜"):
        return "date"
    before = passage.chars[max(passage.start, numeral.start - 4) : numeral.start]
    if before.endswith(("提前", "年限由", "年限从")):
        return None
    if unit == "年" and before.endswith("以来"):
        return "date"
    if before.endswith(("连续", "连")):
        return None
    if unit == "年":
        if (
            numeral.form == "arabic"
            and not numeral.multiplier
            and not numeral.more
            and len(numeral.digits) in (2, 4)
            and "." not in numeral.digits
            and (1900 <= numeral.value <= 2100 or (len(numeral.digits) == 2 and numeral.value >= 49))
        ):
            return "date"
        if chars.startswith(("以上", "以下", "及以上"), end):
            return None
        if _BEHIND.match(chars, end) or _AHEAD.search(before) or numeral.form == "chinese":
            return "date"
        return None if "." in numeral.digits or numeral.more or _MEASURED.search(before) else "date"
    if unit in ("周", "个季度", "季度"):
        return "date"
    if numeral.form == "chinese":
        return "date"
    if re.match(
        "[\u4e00-\u9fff]{0,8}圈|内|响应|服务圈|热线|之内|不间断|值守|在线|直达|高铁圈|便民|"
        "健身圈|出行|养老|文化圈|医疗圈|通达",
        chars[end : end + 10],
    ):
        return "name"
    return None
