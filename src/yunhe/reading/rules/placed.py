"""Whose figure it is when it is not the report's own area: 余姚市实现工业产值…, 全国粮食产量…, 市属国企利润…."""

import re

from yunhe.reading import places
from yunhe.reading.indicators import identify
from yunhe.reading.numeral import Numeral
from yunhe.reading.rules import reads
from yunhe.reading.sentence import Sentence

STAGE, ORDER = "mark", 60
EXAMPLES = (
    reads("宁波市政府工作报告\n各位代表：\n余姚市实现工业产值300亿元。", "300亿元", place="余姚市"),
    reads("四川省政府工作报告\n各位代表：\n成都旅客吞吐量达到9000万人次。", "9000万人次", place="成都"),
    reads("四川省政府工作报告\n各位代表：\n成都、绵阳经济总量达到3万亿元。", "3万亿元", place="成都、绵阳"),
    reads("宁波市政府工作报告\n各位代表：\n市属国企利润总额增长5%。", "5%", place="市属国企"),
    reads("宁波市政府工作报告\n各位代表：\n全国粮食产量达到1.3万亿斤。", "1.3万亿斤", place="全国"),
)
NOT_EXAMPLES = (
    "全区实现地区生产总值2206.3亿元。",
    "栽植市树市花21.7万株。",
    "列入省技术创新重点研发项目79个。",
    "人均地区生产总值3.5万元。",
    "连续七次获得全国双拥模范城称号。",
)

# Parts of the report's own area that are counted apart.
_PART = (
    "(?:中西部|西部|东部|中部|东北|脱贫)地区|(?:[省市区县州]|自治区|中央|省市)(?:本级|属(?:国企|国有企业|企业))"
    "|市区|(?:主|中心)?城区|中心市区|县域"
)
# A name is written with other letters than these, and is no such word.
_LETTER = (
    "[^\\W\\da-zA-Z的了和与及或在对向为是有被把将从到至以于等其各每全我本该此多增建设改造完成实现推进加快展提升支持列入获批理盘活转移"
    "放累计项目企业资产品国家级类共引投实施拥启动两三四五六七八九十一二个所条约谋划陷塌户健康治开发近超年度累总型重点大中小城乡农村社园"
    "景地学灌牧灾片矿库病林校功能范验护聚辖贫困县市区省旗州仅申报解决]"
)
_NO_NAME = (
    "(?!上市|都市|特色|平安|夜市|边民|跨市|强县|插花|边境|子集团|教育|义务|政策|民用|民航|省内|绿色|零碳|标准|电商|文化创意|科技|核心|规上|新出"
    "|民营|国有|股份|商业|外资|老旧|专业|化工)"
)
_NAME = (
    f"{_NO_NAME}{_LETTER}{{1,3}}(?:市|县|(?<![山老湾特商街滩原作民心分务坝郊镇藏彝厂桥湖行试经综合港教])区|旗)"
    "(?![城级镇场直属域内外民委政人企产管容口道块间位公划立院校长海通航货务集岸花树县市区])"
)
_OF = (
    "经开区|高新区|保税区|综保区|开发区|新区|自贸试验区|自贸区|起步区|都市圈|经济区|产业园|工业园|科学城|试验区"
    "|集团|银行|油田|机场|电厂|[空陆航内]港|航天港|农垦|国投|矿业"
)
_BODY = (
    f"(?:{_NO_NAME}(?:[\u4e00-\u9fff]{{2,4}}(?:国际)?机场|{_LETTER}{{1,8}}(?:{_OF}))"
    "|[市省县](?:高新区|经开区|临空区)|高新区|经开区|自贸试验区)(?![内外等业和、区权]|规划|建设|产业|管委会|改革|总部|机构|开放)"
)
_FRONT = re.compile(f"(?:(?:{_PART})(?=[\u4e00-\u9fffA-Z“])|(?:{_NAME}|{_BODY})(?=[\u4e00-\u9fffA-Z]))")
_OF_PLACE = re.compile(
    f"[\u4e00-\u9fff]{{0,7}}?(?:{_OF}|公司|证券|石化|钢铁|港(?!口)|大学)(?![内外等业和、区])(?=[\u4e00-\u9fffA-Z])"
)
_OTHERS = re.compile("全[国省市区县州]|我[国省市区县]|各地|世界|全球")
_BODY_ENDS = re.compile(f"(?:{_OF}|公司|企业|国企|证券)$")
_TITLES = ("重点", "首", "性", "百", "文明", "先进", "优秀", "专精", "制造业单项")


def mark(sentence: Sentence, figure: Numeral, index: int) -> bool:
    """A name of a place or body at the front of the naming phrase owns the figure."""
    if figure.subject is None or figure.kind == "threshold":
        return False
    start, end = figure.subject
    chars = sentence.passage.chars
    if chars.startswith(("全省县域", "全市县域"), start):
        start += 2
    if chars.startswith(("全国", "国家财政"), start):
        return _is_national(sentence, figure, start + 2, end)
    stop = _owner_at(chars, start, end)
    if start < stop < end:
        if places.is_province(chars[start:stop]) and not _is_indicator(chars[stop:end], figure):
            return False
        if not figure.named and not _is_indicator(chars[start:end], figure):
            figure.named = chars[stop:end]
        figure.place = chars[_list_start(sentence, start) : stop]
        return True
    return stop == start and _inherits(sentence, figure, index)


def _owner_at(chars: str, start: int, end: int) -> int:
    """Where the name of a place or body that stands at `start` ends, or `start`."""
    short = places.beginning_at(chars, start)
    if short > start:
        body = _OF_PLACE.match(chars, short, end)
        stop = body.end() if body else places.name_at(chars, start, end)
        if stop > start:
            return stop
    found = _FRONT.match(chars, start, end)
    return found.end() if found else start


def _inherits(sentence: Sentence, figure: Numeral, index: int) -> bool:
    """What opens the clause, or owned the figure before, owns this too: 大庆油田原油产量…，天然气产量…."""
    chars, first = sentence.passage.chars, figure.subject[0] if figure.subject else figure.start
    start = sentence.passage.clause_start(sentence.start, first)
    stop = _owner_at(chars, start, first)
    if start < stop and chars[start - 1] != "、":
        figure.place = chars[start:stop]
        return True
    before = sentence.figures[index - 1] if index else None
    if before is None or before.place is None or not _BODY_ENDS.search(before.place):
        return False
    if _OTHERS.search(chars, before.tail, figure.start) or "；" in chars[before.tail : figure.start]:
        return False
    figure.place = before.place
    return True


def _is_indicator(said: str, figure: Numeral) -> bool:
    return identify(said, figure.kind or "level", figure.unit) is not None


def _is_national(sentence: Sentence, figure: Numeral, stop: int, end: int) -> bool:
    """全国粮食产量 is of the country; 全国双拥模范城, 全国重点实验室 are titles that one has."""
    said = sentence.passage.chars[stop:end]
    if said.startswith(_TITLES) or not _is_indicator(said, figure):
        return False
    figure.place = "全国"
    return True


def _list_start(sentence: Sentence, start: int) -> int:
    """Where the list begins that a name of a place ends: 内江、眉山、自贡、遂宁."""
    chars = sentence.passage.chars
    while start - 3 >= sentence.start and chars[start - 1] == "、":
        before = next(
            (at for at in (start - 3, start - 4, start - 5) if places.name_at(chars, at, start) == start - 1), None
        )
        if before is None:
            return start
        start = before
    return start
