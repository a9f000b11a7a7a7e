"""The year a figure is about: that of its part of the report, unless the sentence names another."""

import re

from yunhe.reading.numeral import Numeral
from yunhe.reading.numerals import year as number
from yunhe.reading.periods import Times
from yunhe.reading.rules import reads
from yunhe.reading.sentence import Sentence

STAGE, ORDER = "mark", 35
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
)
NOT_EXAMPLES = ("2024年以来。",)

_LONGEST_ROW = 200
_FROM = re.compile("[由从](\\d{4}|[一二][〇零一二三四五六七八九]{3})年")
_LED = re.compile("[由从](?:原来的?|上年的?|去年的?|每[人月年亩生户天平均]*|目前的?|人均)*$")
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
    if _is_earlier_end(sentence, figure, index):
        named = _FROM.search(sentence.passage.chars, figure.gap, figure.start)
        figure.period = str(number(named.group(1))) if named else str(_before(times, begin or end))
        figure.status = "actual"
        return True
    if begin and begin != end and not _holds_for_span(sentence, figure):
        figure.period = str(end)
    elif begin and begin != end:
        figure.period = f"{begin}-{end}"
    else:
        figure.period = _with_average(sentence, figure, end) + times.part_at(figure.start)
    return True


def _before(times: Times, begin: int) -> int:
    """The year before the span the paragraph is about."""
    first, last = times.home
    return (first if first and last and first != last else begin) - 1


def _is_earlier_end(sentence: Sentence, figure: Numeral, index: int) -> bool:
    """由A增加到B: A is what was before; in a row 从609元、276元提高到653元、300元 so is each of its figures."""
    position, size = figure.group or (0, 1)
    head, last = index - position, index - position + size - 1
    if figure.kind not in ("level", "ratio") or last + 1 >= len(sentence.figures):
        return False
    chars = sentence.passage.chars
    first = sentence.figures[head]
    led = _LED.search(chars, max(sentence.start, first.start - 10), first.start) or _FROM.search(
        chars, first.gap, first.start
    )
    between = chars[sentence.figures[last].tail : sentence.figures[last + 1].start]
    return led is not None and "。" not in between and any(w in between for w in ("到", "至", "为"))


def _holds_for_span(sentence: Sentence, figure: Numeral) -> bool:
    """In a review of several years a growth or a plain amount is of the span, a level reached of its end."""
    if figure.kind in ("growth", "change") or figure.unit == "倍":
        return True
    if figure.kind in ("rank", "ratio", "threshold"):
        return False
    return not any(w in figure.tie for w in _END_TIES)


def _with_average(sentence: Sentence, figure: Numeral, end: int) -> str:
    chars = sentence.passage.chars
    averaged = figure.kind == "growth" and "年均" in chars[figure.gap : figure.start]
    if not averaged:
        return str(end)
    if sentence.passage.role != "plan":
        return f"{end - 4}-{end}"
    return f"{end}-{end + 4}" if end % 5 == 1 else f"{end // 5 * 5 - 4}-{end}" if end % 5 == 0 else str(end)
