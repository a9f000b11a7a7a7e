"""Numbers that grade, class or number a thing: 30万吨级航道, 15号线, 320国道, 3级, 2.0版, 1号工程, 〔2024〕5号."""

import re

from yunhe.reading.numeral import Numeral
from yunhe.reading.passage import Passage
from yunhe.reading.rules import reads

STAGE, ORDER = "aside", 45
FORMS = ("arabic", "chinese")
EXAMPLES = (reads("千亿元级总部企业达到4家。", "4家", value="4"),)
NOT_EXAMPLES = (
    "320国道沿线建设。",
    "地铁四期15号线建设。",
    "连云港港30万吨级航道开工。",
    "升级总部经济政策2.0版。",
    "95后创业者。",
    "印发〔2024〕5号文件。",
    "实施1号工程。",
    "打造4A级景区。",
    "1类创新药获批上市。",
    "贯彻省委九届十四次、十五次全会精神。",
)

_BEHIND = re.compile(
    "(?:千伏|英寸|纳米|代(?!表|会)|#|向(?!上)|国道|省道|县道|号(?!召)|路(?!灯)|线(?!上|下|城)|弄|"
    "高速|地块|版|时代|型(?!号)|期(?!间)|后(?!备|勤|续)|届|医院|中学|小学|中(?![心小])|幼|号线|"
    "工程(?!师)|计划|行动|系列|航线|航班|次列车|次航班|院|局|师|团|厂|栋|号楼|商圈|演习|事件|事故|"
    "特大|大集|街区|空间|园|台风)"
)
_GRADE = re.compile("级(?![上以]?领|别)")
_CLASS = re.compile("(?:吨|千瓦|千伏|兆瓦|吉瓦|星|年)级")
_MADE = re.compile(
    "[\u4e00-\u9fff]{0,6}(?:机组|燃气轮机|燃机|风机|硅片|晶圆|产线|芯片|风电|光伏|直驱|电站|储能|集成电路)"
)
_SESSION = re.compile("次(?:、[一二三四五六七八九十]+次)*(?:全体)?(?:全会|会议)")
_VERSION = re.compile("[1-9]\\.0$")


def aside(passage: Passage, numeral: Numeral, index: int) -> str | None:
    """Class `name` or `grade` by what stands behind the number."""
    if numeral.form not in ("arabic", "chinese"):
        return None
    chars, end = passage.chars, numeral.end
    if numeral.unit in ("版", "号", "号线", "届", "级", "期") and numeral.digits != "两":
        return "edition"
    if numeral.unit == "次" and numeral.form == "chinese" and _SESSION.match(chars, numeral.number_end):
        return "edition"
    if numeral.unit == "类" and chars.startswith(("创新药", "新药", "医疗器械"), end):
        return "grade"
    if numeral.unit in ("兆瓦", "英寸", "吉瓦") and _MADE.match(chars, end):
        return "grade"
    if numeral.unit in ("千伏", "伏") or (
        numeral.unit and _GRADE.match(chars, end) and numeral.unit not in ("元", "亩")
    ):
        return "grade"
    if not numeral.unit and _CLASS.match(chars, numeral.number_end):
        return "grade"
    if numeral.unit or (numeral.multiplier and chars.startswith("级", end)):
        return None
    if numeral.form == "arabic" and not numeral.multiplier:
        if chars.endswith(("国道", "省道", "县道", "高速", "NO.", "No."), passage.start, numeral.start):
            return "name"
        if chars.startswith("］", numeral.number_end) and chars[numeral.start - 1 : numeral.start] == "［":
            return "note"
        if _BEHIND.match(chars, numeral.number_end) or _VERSION.fullmatch(numeral.digits):
            return "name"
        if _GRADE.match(chars, end):
            return "grade"
        if chars[numeral.start - 1 : numeral.start] in ("〔", "[", "【"):
            return "document"
    if (
        numeral.form == "chinese"
        and numeral.digits[-1] not in "亿万"
        and (_BEHIND.match(chars, end) or chars.startswith("级", end))
    ):
        return "name"
    return None
