"""One pass over the view finds every numeral with its multiplier and unit."""

import re
from functools import cache

from yunhe.reading.numeral import Numeral
from yunhe.reading.numerals import arabic, chinese, scaled
from yunhe.reading.units import unit_pattern
from yunhe.reading.words import stands_in_word

_CN = "〇零一二两三四五六七八九十百千万亿"
_YEAR = "(?:19|20)\\d\\d"
_DATE = "|".join(
    (
        _YEAR + "年(?!\\d+年)(?:度|代)?(?:\\d{1,2}月(?!季)(?:\\d{1,2}[日号])?)?",
        _YEAR + "(?=[—~\\-至到、和/](?:19|20)?\\d\\d(?:年|学年|—|-|[^\\d.％%万亿个家]))",
        "\\d{1,2}[—~\\-至]\\d{1,2}月(?:份)?",
        "(?<![\\d.])\\d{1,2}月(?![季亮])(?:\\d{1,2}[日号]|份|底|末|初|[上中下]旬)?",
        "[1-9]0年代|\\d{1,2}世纪|[1-4]季度",
        "\\d{1,2}[日号](?=[，。、；在至—（上下晚凌当]|召开|举行|以来|起|前)",
        "\\d{4}\\.\\d{1,2}\\.\\d{1,2}",
    )
)  # fmt: skip
_CHINESE_DATE = "|".join(
    (
        "[一二][〇零一二三四五六七八九]{3}年(?:[一二三四五六七八九十]{1,3}月(?:[一二三四五六七八九十]{1,3}[日号])?)?",
        "[一二][〇零一二三四五六七八九]{3}(?=[—~\\-至到、和][一二][〇零一二三四五六七八九]{3}年)",
        "(?<=[^千百万])[一二三四五六七八九十]{1,2}月(?:[一二三四五六七八九十]{1,3}日|份|底|末|初|[上中下]旬)?",
        "[一二三四五六七八九]十年代|[一二三四五六七八九十]{1,3}世纪|[一二三四][一二三四]?个?季度",
    )
)  # fmt: skip
_NUMBER = "\\d{1,3}(?:,\\d{3})+(?:\\.\\d+)?|\\d+(?:\\.\\d+)?"
_TIMES = "[十百千]?(?:万亿|[万亿])|百(?=[余多]?[^分货姓强年花色])|千(?![瓦克米卡伏赫])"
_BEGINS = re.compile(f"[\\d{_CN}第首榜翻双]")
_RUN = re.compile(f"[{_CN}]+")
_NUMERALS = frozenset(_CN)
_OTHER = re.compile(
    f"(?P<date>第[一二三四1-4]季度)|(?P<ord>第(?:\\d+|[{_CN}]+))"
    f"|(?P<two>双位数)"
    f"|(?P<top>首位(?!度|产业|战略|意识|经济|工程)|榜首)|(?P<fan>翻了?(?:[一两二三四五]|\\d(?:\\.\\d+)?)?番)"
)
_ARABIC = re.compile(
    f"(?P<date>{_DATE})"
    f"|(?P<frac>(?<![\\d/])\\d{{1,3}}/\\d{{1,3}}(?![\\d/]))"
    f"|(?P<shares>\\d+(?:\\.\\d+)?[:：]\\d+(?:\\.\\d+)?[:：]\\d+(?:\\.\\d+)?(?![\\d：:]))"
    f"|(?P<colon>\\d+(?:\\.\\d+)?[:：]\\d+(?:\\.\\d+)?(?![\\d：:]))"
    f"|(?P<num>{_NUMBER})(?P<y1>[多余])?(?P<m>{_TIMES})?(?P<y2>[多余来])?"
)
_CHINESE = re.compile(
    f"(?P<date>{_CHINESE_DATE})"
    f"|(?P<frac>[{_CN}]+分之(?:[{_CN}]+(?:点[{_CN}]+)?|\\d+(?:\\.\\d+)?))"
    f"|(?P<cn>[{_CN}]+(?:[多余][万亿]+)?(?:点[〇零一二三四五六七八九]+)?)(?P<cy>[多余])?"
)
_FORMS = {
    "ord": "ordinal",
    "top": "top",
    "two": "two_digit",
    "frac": "fraction",
    "colon": "proportion",
    "fan": "doubling",
}


@cache
def _units() -> re.Pattern[str]:
    return re.compile(unit_pattern())


def numerals_of(chars: str, start: int, end: int) -> list[Numeral]:
    """Every numeral of a stretch of the view, in order; those inside words that mean no number are left out."""
    found: list[Numeral] = []
    search, arabic_at, chinese_at = _BEGINS.search, _ARABIC.match, _CHINESE.match
    at = start
    while begins := search(chars, at, end):
        first = begins.start()
        if chars[first] in _NUMERALS:
            at = _end_of_run(chars, first, end)
            if (
                stands_in_word(chars, first, at)
                and not chars.startswith("分之", at)
                and not chars.endswith("提前", start, first)
            ):
                continue
            whole = chinese_at(chars, first, end)
        else:
            at = first + 1
            whole = _OTHER.match(chars, first, end) if chars[first] in "第首榜翻双" else arabic_at(chars, first, end)
        if whole is not None:
            if whole.lastgroup == "shares":
                found += _shares(whole)
            else:
                found.append(_read(whole, chars))
            at = found[-1].end
    return found


def _end_of_run(chars: str, first: int, end: int) -> int:
    run = _RUN.match(chars, first, end)
    return run.end() if run else first + 1


def _shares(match: re.Match[str]) -> list[Numeral]:
    """The parts of 4.1:40.1:55.8, one numeral each."""
    base = match.start()
    return [
        Numeral("share", base + m.start(), base + m.end(), m.group()) for m in re.finditer(r"[\d.]+", match.group())
    ]


def _read(match: re.Match[str], chars: str) -> Numeral:
    kind = match.lastgroup
    if kind == "date":
        numeral = Numeral("date", match.start(), match.end(), match.group())
        numeral.what = "date"
        return numeral
    if kind in _FORMS:
        return Numeral(_FORMS[kind], match.start(), match.end(), match.group())
    return _chinese(match, chars) if match.re is _CHINESE else _arabic(match, chars)


def _arabic(match: re.Match[str], chars: str) -> Numeral:
    digits, times = match["num"], match["m"] or ""
    numeral = Numeral("arabic", match.start(), match.end(), digits)
    numeral.number_end = match.end("m") if times else match.end("num")
    numeral.multiplier = times
    numeral.more = match["y1"] or match["y2"] or ""
    numeral.value = scaled(arabic(digits), times)
    return _with_unit(numeral, chars)


def _chinese(match: re.Match[str], chars: str) -> Numeral:
    run, start, end = match["cn"], match.start(), match.end("cn")
    numeral = Numeral("chinese", start, match.end(), run)
    if run[-1] == "千" and len(run) > 1 and chars.startswith(("瓦", "克", "米"), end):
        run, end = run[:-1], end - 1
        numeral.end = end
    numeral.number_end = end
    numeral.more = match["cy"] or ("多" if "多" in run or "余" in run else "")
    numeral.digits = run.replace("多", "").replace("余", "")
    value = chinese(numeral.digits)
    if value is None:
        numeral.what = "name"
    else:
        numeral.value = value
    return _with_unit(numeral, chars)


def _with_unit(numeral: Numeral, chars: str) -> Numeral:
    """Take the unit that stands behind a number."""
    unit = _units().match(chars, numeral.end)
    if unit:
        numeral.unit = unit.group()
        numeral.end = unit.end()
    elif chars.startswith("千伏", numeral.end):
        numeral.unit = "千伏"
        numeral.end += 2
    numeral.tail = numeral.end
    return numeral
