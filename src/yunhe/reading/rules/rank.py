"""A place among peers: 居全市第一, 第5位, 首位, 榜首, 全国前10, 全国十强."""

import re
from decimal import Decimal

from yunhe.reading.numeral import Numeral
from yunhe.reading.numerals import chinese
from yunhe.reading.passage import Passage
from yunhe.reading.rules import reads

STAGE, ORDER = "shape", 10
FORMS = ("ordinal", "top", "arabic", "chinese")
EXAMPLES = (
    reads("新开工项目率居全市第二。", "第二", kind="rank", value="2", unit="位", scope="全市"),
    reads("粮食产量连续两年居全省县级第一。", "第一", kind="rank", value="1"),
    reads("营商指数排名全省首位。", "首位", kind="rank", value="1", scope="全省"),
    reads("综合实力进入全国前10位。", "10位", kind="rank", value="10", bound="<", scope="全国"),
    reads("杭州高新区稳居全国十强。", "十强", kind="rank", value="10", bound="<"),
    reads("增速分列全省第三和第一。", "第一", kind="rank", value="1", scope="全省"),
    reads("GDP增速居全省第5。", "第5", kind="rank", value="5"),
    reads("位列国家先进制造业百强榜75名。", "75名", kind="rank", value="75"),
    reads("4家开发区进入全省综合考核50强。", "50强", kind="rank", value="50", bound="<"),
)
NOT_EXAMPLES = ("第一产业增加值增长3%。", "入选“中国民营企业500强”。", "第三方评估。", "世界500强企业。")

_LAST = re.compile("[居列位排名占获强国省市区县界球州疆盟旗登持至升到入均为是联得于评核价]")
_LISTED = re.compile(
    "(?:位列|位居|名列|列居|居全|列全)[^，。；、]{0,20}$|(?:百强[榜市县区]|榜单?|百强园区|百强县市)第?$"
)
ENTERS = re.compile(
    "(?:进入|跻身|入围|晋级|迈入|挺进|迈进)(?:全[省市国]|省|中国|国家|世界)[^，。；、“”]{0,14}(?<!企业)$"
)
_AFTER_PLACE = re.compile(
    "[东中西南北]部$|(?<!渝)(?:东北|西北|西南|华东|华北|华南|华中|长三角|中西部|沿海|[省市县]级)$|第[一二三四五六七八九十\\d]{1,3}[位名]?[、和及与]$"
)
_STOPS = ("，", "。", "、", "；", "（", "")
_MOST = 200  # a longer list is no distinction
_AHEAD = re.compile(
    "(?:全国|全省|全市|全球|世界|亚洲|省内|国内|[省市区县州]|行业|类|同类城市|城市|进入|进位|跻身|"
    "位列|位居|居|列|排名|稳居|保持|名列|中西部|西部|中部|东部|地级市|百强县?)(?:地级市|城市|地区|"
    "省会)?$"
)


def shape(passage: Passage, numeral: Numeral, index: int) -> bool:
    """Give an ordinal, 首位, 前N or N强 its place."""
    if numeral.form == "ordinal":
        return _ordinal(passage, numeral)
    if numeral.form == "top":
        return _place(numeral, Decimal(1), "=")
    if numeral.form not in ("arabic", "chinese") or numeral.multiplier:
        return False
    chars, start = passage.chars, numeral.start
    if (
        chars[start - 1 : start] in ("前", "后")
        and numeral.unit in ("", "位", "名", "强", "席")
        and (chars[start - 1] == "前" or numeral.unit in ("位", "名"))
        and numeral.value <= _MOST
        and numeral.unit in ("", "位", "名", "强", "席")
    ):
        if numeral.unit == "" and chars.startswith(("强", "列"), numeral.end):
            numeral.end = numeral.tail = numeral.end + chars.startswith("强", numeral.end)
        if numeral.unit == "" and chars.startswith(("年", "个月", "季度"), numeral.end):
            return False
        return _place(numeral, numeral.value, "<")
    if numeral.unit in ("名", "位") and numeral.form == "arabic" and _listed(passage, numeral):
        return _place(numeral, numeral.value, "=")
    if numeral.unit == "强" or (
        not numeral.unit
        and chars.startswith("强", numeral.end)
        and not chars.startswith(("强国", "强县", "强市", "强省", "强化", "强企", "强镇", "强区"), numeral.end)
    ):
        return _strong(passage, numeral)
    return False


def _ordinal(passage: Passage, numeral: Numeral) -> bool:
    digits = numeral.digits[1:]
    value = Decimal(digits) if digits.isdigit() else chinese(digits)
    if value is None or value == 0:
        return False
    chars = passage.chars
    before = chars[max(passage.start, numeral.start - 1) : numeral.start]
    if chars[numeral.end : numeral.end + 1] in ("位", "名") and chars[numeral.end : numeral.end + 2] not in ("位次",):
        numeral.end += 1
    elif not _LAST.match(before) and before not in ("”", "）") and not _stands_last(passage, numeral):
        return False
    return _place(numeral, value, "=")


def _stands_last(passage: Passage, numeral: Numeral) -> bool:
    """西部第三； and 分别位列第四、第三；: a place at the end of its clause."""
    chars = passage.chars
    return chars[numeral.end : numeral.end + 1] in _STOPS and (
        _AFTER_PLACE.search(chars, max(passage.start, numeral.start - 8), numeral.start) is not None
    )


def _listed(passage: Passage, numeral: Numeral) -> bool:
    """位列百强榜75名: a place, though 第 is left out."""
    chars = passage.chars
    return (
        numeral.value <= _MOST
        and chars[numeral.end : numeral.end + 1] in _STOPS
        and _LISTED.search(chars, max(passage.start, numeral.start - 24), numeral.start) is not None
    )


def _strong(passage: Passage, numeral: Numeral) -> bool:
    before = passage.chars[max(passage.start, numeral.start - 20) : numeral.start]
    following = (
        passage.chars[numeral.end : numeral.end + 1]
        if numeral.unit
        else passage.chars[numeral.end + 1 : numeral.end + 2]
    )
    ahead = _AHEAD.search(before) or (numeral.form == "arabic" and ENTERS.search(before))
    if not ahead or numeral.value > _MOST or following not in _STOPS:
        return False
    if not numeral.unit:
        numeral.end += 1
    return _place(numeral, numeral.value, "<")


def _place(numeral: Numeral, value: Decimal, bound: str) -> bool:
    numeral.kind, numeral.value, numeral.unit = "rank", value, "位"
    numeral.bound = "<" if bound == "<" else "="
    numeral.tail = numeral.end
    return True
