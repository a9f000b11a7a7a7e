"""The year a figure is about: that of its part of the report, unless the sentence names another."""

import re

from yunhe.reading.numeral import Numeral
from yunhe.reading.numerals import year as number
from yunhe.reading.periods import Times, plan_years
from yunhe.reading.rules import reads
from yunhe.reading.sentence import Sentence

STAGE, ORDER = "mark", 35
_TERM = "2023年1月10日在某市第一届人民代表大会第一次会议上\n一、过去五年工作回顾\n五年来，"
EXAMPLES = (
    reads("2025年1月10日在某市第一届人民代表大会第一次会议上\n一、2024年工作回顾\n新建学校7所。", "7所", period="2024"),
    reads(
        "2025年1月10日在某市第一届人民代表大会第一次会议上\n一、2024年工作回顾\n考核连续6年优秀。",
        "6年",
        period="2019-2024",
    ),
    reads(
        "2025年1月10日在某市第一届人民代表大会第一次会议上\n一、2024年工作回顾\n企业由80家增加到95家。",
        "80家",
        period="2023",
    ),
    reads(
        "2012年4月19日在某市第一届人民代表大会第一次会议上\n一、过去五年工作回顾\n五年来，生产总值从2874亿元增加到6010亿元。",
        "2874亿元",
        period="2006",
    ),
    reads("2025年1月10日在某市第一届人民代表大会第一次会议上\n二、2025年工作安排\n新建学校8所。", "8所", period="2025"),
    reads(_TERM + "固定资产投资2.9万亿元、年均增长19.6%。", "2.9万亿元", period="2022"),
    reads(_TERM + "办理代表建议5198件，办复率100%。", "100%", period="2018-2022"),
    reads(_TERM + "进出口规模由全国第12位上升到第8位。", "第12位", period="2017"),
    reads(_TERM + "减税降费累计超过4000亿元。", "4000亿元", period="2018-2022"),
    reads(_TERM + "新增50亿级企业2家。", "50亿", period="2018-2022"),
    reads(_TERM + "结构由“十二五”末的9∶33∶58调整为8∶42∶50。", "33", period="2015"),
    reads(_TERM + "户数是“十二五”末的1.9倍。", "1.9倍", period="2022"),
    reads(_TERM + "两年累计减负1500亿元。", "1500亿元", period="2021-2022"),
    reads(_TERM + "收入年均增长8.3%、居全省第一位。", "第一位", period="2018-2022"),
    reads(_TERM + "九成的县通高速公路，高于全国4个百分点。", "4个百分点", period="2022"),
    reads(_TERM + "年均产量保持在1200万吨以上。", "1200万吨", period="2018-2022"),
    reads(_TERM + "收入比2010年翻一番。", "翻一番", period="2011-2022"),
)
NOT_EXAMPLES = ("2024年以来。",)

_LONGEST_ROW = 200
_FROM = re.compile(
    "[由从](?:(\\d{4}|[一二][〇零一二三四五六七八九]{3})年|“?(十[一二三四五六]?|[六七八九])五”?(?:期?末|时期末))"
)
_LED = re.compile("[由从](?:原来的?|上年的?|去年的?|每[人月年亩生户天平均]*|年?人均|目前的?)*$")
_LED_PLACE = re.compile("[由从][^，。；]{0,8}$")
_TURNS = ("到", "至", "为")
_RISES = (*_TURNS, "居", "升", "进")
_ABOVE = ("高于", "低于", "高出")
_SINCE = re.compile("[比较]((?:19|20)\\d\\d)年(?!代)[^，。；]{0,6}$")
_AVERAGE = ("年均", "平均每年", "每年平均", "年平均")
_SUMMED = re.compile("(?:累计|总计|共计|总共|[五5]年(?![来间]))[^，；。：]*$")
_WITHIN = re.compile("(?:时期|期间)[^，；。：]*$")
_STOCK = re.compile(
    "(?:拥有量|保有量|总里程|余额|总人口|常住人口|总容量|总资产|净资产|年末[^，。；]{0,12}|年底[^，。；]{0,12})$"
)
_SPENT = re.compile(
    "(?:完成|投入|拨付|下达|发放|办理|退税|减税|降费|减负|惠及|受益|新增|引进|引入|争取|筹措|落实|安排|支出|新建|改造|提升|治理|造林|修建|(?<!资产)投资|救助|培训|转移)[^，。；、]{0,12}$"
)
_BASE_YEAR = re.compile("[比较]((?:19|20)\\d\\d|[一二][〇零一二三四五六七八九]{3})年(?:[增提翻下减]|上升|净增)")
_SPAN_BASE = re.compile("时期的|期间的|五”?的|五年的|总和|前[\\d一二三四五六七八九十]+年的")
_HANDLED = re.compile("(?:办[结复理]|答复|满意|见面|面商|执结|精简|压减)[^，。；]{0,4}率|^占|^，占")
_END_TIES = ("达", "到", "至", "突破", "超", "破", "为", "控制在", "保持在", "稳定在")


def mark(sentence: Sentence, figure: Numeral, index: int) -> bool:
    """Take the period in force where the figure stands, and fit it to what the figure says."""
    times = sentence.passage.times
    begin, end = times.at(figure.start)
    if figure.kind == "streak" and end:
        length = min(int(figure.value), _LONGEST_ROW)
        figure.period = (
            f"{end - length + 1}-{end}" if figure.unit == "年" or (figure.unit == "次" and length >= 10) else str(end)
        )
        return True
    if not end:
        return False
    if figure.links and index and sentence.figures[index - 1].period and figure.kind == "growth":
        figure.period = sentence.figures[index - 1].period
        return True
    if index and _goes_with(sentence, sentence.figures[index - 1], figure):
        figure.period = sentence.figures[index - 1].period
        return True
    if _is_earlier_end(sentence, figure, index):
        head = sentence.figures[index - (figure.group or (0, 1))[0]]
        figure.period = _named_start(sentence, head) or str(_before(times, begin or end))
        figure.status = "actual"
        return True
    if begin and begin != end and not _holds_for_span(sentence, figure, index):
        figure.period = str(end)
    elif begin and begin != end:
        since = _SINCE.search(sentence.passage.chars, figure.gap, figure.start) if figure.form == "doubling" else None
        first = int(since.group(1)) + 1 if since else begin
        figure.period = f"{first if end - 31 < first < begin else begin}-{end}"
    else:
        figure.period = _with_average(sentence, figure, end) + times.part_at(figure.start)
    return True


def _goes_with(sentence: Sentence, last: Numeral, figure: Numeral) -> bool:
    """年均增长8.3%、居全省第一位: the rank is of the years of the growth before it."""
    if figure.kind != "rank" or "-" not in (last.period or ""):
        return False
    between = sentence.passage.chars[last.tail : figure.start]
    averaged = any(w in sentence.passage.chars[last.gap : last.start] for w in _AVERAGE)
    return last.kind == "growth" and averaged and len(between) < 10 and "。" not in between and "；" not in between


def _head(figures: list[Numeral], index: int) -> int:
    """The first figure of a row: 分别达到41.25%、40.84%、17.16平方米."""
    while index and figures[index].links:
        index -= 1
    return index


def _named_start(sentence: Sentence, head: Numeral) -> str | None:
    """由2010年的17.5调整为15.3, 由“十二五”末的9调整为7.9: the year of what was before, when it is named."""
    named = _FROM.search(sentence.passage.chars, head.gap, head.start)
    if named is None:
        return None
    return str(number(named.group(1)) if named.group(1) else plan_years(named.group(2))[1])


def _before(times: Times, begin: int) -> int:
    """The year before the span the paragraph is about."""
    first, last = times.home
    return (first if first and last and first != last else begin) - 1


def _is_earlier_end(sentence: Sentence, figure: Numeral, index: int) -> bool:
    """由A增加到B: A is what was before; in a row 从609元、276元提高到653元、300元 so is each of its figures."""
    position, size = figure.group or (0, 1)
    head, last = index - position, index - position + size - 1
    if figure.kind not in ("level", "ratio", "rank") or last + 1 >= len(sentence.figures):
        return False
    chars = sentence.passage.chars
    first = sentence.figures[head]
    pattern = _LED_PLACE if figure.kind == "rank" else _LED
    led = pattern.search(chars, max(sentence.start, first.start - 10), first.start) or _FROM.search(
        chars, first.gap, first.start
    )
    between = chars[sentence.figures[last].tail : sentence.figures[last + 1].start]
    return (
        led is not None
        and "。" not in between
        and any(w in between for w in (_RISES if figure.kind == "rank" else _TURNS))
    )


def _holds_for_span(sentence: Sentence, figure: Numeral, index: int) -> bool:
    """In a review of several years a growth or a plain amount is of the span, a level reached of its end."""
    chars, figures = sentence.passage.chars, sentence.figures
    if figure.kind == "threshold":
        return _counted_for_span(sentence, index)
    before = chars[figure.gap : figure.start]
    if figure.kind in ("growth", "change"):
        compared = figure.kind == "change" and any(w in before for w in _ABOVE)
        low = figures[index - 1].gap if index and figures[index - 1].kind == "growth" else figure.gap
        return not compared or any(w in chars[low : figure.start] for w in _AVERAGE)
    last = figures[index - 1] if index else None
    after_span = last is not None and last.kind == "level" and "-" in (last.period or "")
    if figure.kind == "ratio":
        if figure.unit == "倍":
            head = figures[index - (figure.group or (0, 1))[0]]
            return _SPAN_BASE.search(chars, head.gap, head.start) is not None
        near = last is not None and figure.start - last.tail < 14
        return (after_span and near and _HANDLED.search(before) is not None) or "年平均" in before
    if figure.kind == "rank":
        return False
    if _SUMMED.search(before) or any(w in before for w in _AVERAGE):
        return True
    tie = figure.tie or figures[_head(figures, index)].tie
    if any(w in tie.replace("到位", "") for w in _END_TIES):
        spent = _SPENT.search(before) or _WITHIN.search(before)
        return spent is not None and any(w in tie for w in ("超", "突破")) and not _is_yearly(sentence, index)
    if _STOCK.search(before):
        return False
    if after_span and last is not None and chars.startswith("、", last.tail):
        return True
    if before.startswith(("，其中", "其中", "；其中", "。其中")) and last is not None and last.kind == "growth":
        index = max(i for i in range(index) if i == 0 or figures[i].kind == "level")
        return "-" in (figures[index].period or "")
    return sentence.passage.role == "plan" or not _is_yearly(sentence, index)


def _counted_for_span(sentence: Sentence, index: int) -> bool:
    """A limit goes with the number of things that it limits: 新增50亿级企业2家."""
    figures, chars = sentence.figures, sentence.passage.chars
    at = index + 1
    if at >= len(figures) or figures[at].kind != "level":
        return False
    between = chars[figures[index].tail : figures[at].start]
    return not any(mark in between for mark in "，；。") and _holds_for_span(sentence, figures[at], at)


def _is_yearly(sentence: Sentence, index: int) -> bool:
    """固定资产投资2.88万亿元、年均增长19.6%: a level beside its average growth is that of the last year."""
    figures, chars = sentence.figures, sentence.passage.chars
    if index + 1 >= len(figures) or figures[index + 1].kind != "growth":
        return False
    between = chars[figures[index].tail : figures[index + 1].start]
    if len(between) > 14 or "。" in between or "；" in between:
        return False
    return any(w in between for w in _AVERAGE) or _BASE_YEAR.search(between) is not None


def _with_average(sentence: Sentence, figure: Numeral, end: int) -> str:
    chars = sentence.passage.chars
    averaged = figure.kind == "growth" and any(w in chars[figure.gap : figure.start] for w in _AVERAGE)
    if not averaged:
        return str(end)
    if sentence.passage.role != "plan":
        based = _BASE_YEAR.search(chars, sentence.start, figure.start)
        first = int(number(based.group(1)) or 0) + 1 if based else 0
        return f"{first}-{end}" if end - 20 < first < end else f"{end - 4}-{end}"
    return f"{end}-{end + 4}" if end % 5 == 1 else f"{end // 5 * 5 - 4}-{end}" if end % 5 == 0 else str(end)
