"""One pass over the view finds every numeral with its multiplier and unit."""
import re
from functools import cache

from yunhe.reading.numeral import Numeral
from yunhe.reading.numerals import MULTIPLIERS, arabic, chinese
from yunhe.reading.units import unit_pattern
from yunhe.reading.words import stands_in_word

_CN = "〇零一二两三四五六七八九十百千万亿"
_YEAR = "(?:19|20)\\d\\d"
_DATE = "|".join(
    (
        _YEAR + "年(?!\\d+年)(?:度|代)?(?:\\d{1,2}月(?!季)(?:\\d{1,2}[日号])?)?",
        "[一二][〇零一二三四五六七八九]{3}年(?:[一二三四五六七八九十]{1,3}月(?:[一二三四五六七八九十]{1,3}[日号])?)?",
        _YEAR + "(?=[—~\\-至到、和/](?:19|20)?\\d\\d(?:年|学年|—|-|[^\\d.％%万亿个家]))",
        "[一二][〇零一二三四五六七八九]{3}(?=[—~\\-至到、和][一二][〇零一二三四五六七八九]{3}年)",
        "\\d{1,2}[—~\\-至]\\d{1,2}月(?:份)?",
        "(?<![\\d.])\\d{1,2}月(?![季亮])(?:\\d{1,2}[日号]|份|底|末|初|[上中下]旬)?",
        "(?<=[^千百万])[一二三四五六七八九十]{1,2}月(?:[一二三四五六七八九十]{1,3}日|份|底|末|初|[上中下]旬)?",
        "(?:[1-9]0|[一二三四五六七八九]十)年代|(?:\\d{1,2}|[一二三四五六七八九十]{1,3})世纪",
        "[一二三四1-4]季度|第[一二三四1-4]季度|[前头一二三四1-4][一二三四1-4]?个?季度",
        "\\d{1,2}[日号](?=[，。、；在至—（上下晚凌当]|召开|举行|以来|起|前)",
        "\\d{4}\\.\\d{1,2}\\.\\d{1,2}",
    )
)  # fmt: skip
_NUMBER = "\\d{1,3}(?:,\\d{3})+(?:\\.\\d+)?|\\d+(?:\\.\\d+)?"
_TIMES = "[十百千]?(?:万亿|[万亿])|百(?=[余多]?(?:[万亿]|{u}))|千(?![瓦克米卡伏赫])"
_BEGINS = re.compile(f"\\d|([{_CN}]+)|第(?=[\\d{_CN}])|首位|榜首|翻(?=[了一两二三四五\\d番])")


@cache
def _pattern() -> re.Pattern[str]:
    units = unit_pattern()
    times = _TIMES.replace("{u}", units)
    return re.compile(
        f"(?P<date>{_DATE})"
        f"|(?P<ord>第(?:\\d+|[{_CN}]+))"
        f"|(?P<top>首位(?!度)|榜首)"
        f"|(?P<frac>[{_CN}]+分之(?:[{_CN}]+(?:点[{_CN}]+)?|\\d+(?:\\.\\d+)?)|(?<![\\d/])\\d{{1,3}}/\\d{{1,3}}(?![\\d/]))"
        f"|(?P<colon>\\d+(?:\\.\\d+)?[:：]\\d+(?:\\.\\d+)?(?![\\d：:]))"
        f"|(?P<fan>翻了?[一两二三四五\\d]?番)"
        f"|(?P<num>{_NUMBER})(?P<y1>[多余])?(?P<m>{times})?(?P<y2>[多余来])?(?P<u>{units})?"
        f"|(?P<cn>[{_CN}]+(?:[多余][万亿]+)?(?:点[〇零一二三四五六七八九]+)?)(?P<cy>[多余])?(?P<cu>{units})?"
    )


def numerals_of(chars: str, start: int, end: int) -> list[Numeral]:
    """Every numeral of a stretch of the view, in order; those inside words that mean no number are left out."""
    found: list[Numeral] = []
    search, match = _BEGINS.search, _pattern().match
    at = start
    while begins := search(chars, at, end):
        at = begins.end()
        if begins.lastindex and stands_in_word(chars, begins.start(), at) and not chars.startswith("分之", at):
            continue
        whole = match(chars, begins.start(), end)
        if whole is None:
            continue
        at = whole.end()
        numeral = _read(whole, chars)
        if numeral is not None:
            found.append(numeral)
    return found


def _read(match: re.Match[str], chars: str) -> Numeral | None:
    if match["num"] is not None:
        return _arabic(match)
    if match["cn"] is not None:
        return _chinese(match, chars)
    if match["date"] is not None:
        numeral = Numeral("date", match.start(), match.end(), match["date"])
        numeral.what = "date"
        return numeral
    return _special(match, chars)


def _arabic(match: re.Match[str]) -> Numeral:
    digits, times = match["num"], match["m"] or ""
    numeral = Numeral("arabic", match.start(), match.end(), digits)
    numeral.number_end = match.end("m") if times else match.end("num")
    numeral.multiplier = times
    numeral.more = match["y1"] or match["y2"] or ""
    numeral.unit = match["u"] or ""
    numeral.value = arabic(digits) * MULTIPLIERS.get(times, MULTIPLIERS[""])
    return numeral


def _chinese(match: re.Match[str], chars: str) -> Numeral | None:
    run, start, end = match["cn"], match.start(), match.end("cn")
    if run[-1] == "千" and chars[end : end + 1] in ("瓦", "克", "米") and len(run) > 1:
        run, end = run[:-1], end - 1
    numeral = Numeral("chinese", start, match.end(), run)
    numeral.number_end = end
    numeral.more, numeral.unit = match["cy"] or "", match["cu"] or ""
    if "多" in run or "余" in run:
        numeral.more = "多"
        run = run.replace("多", "").replace("余", "")
        numeral.digits = run
    if end != match.end("cn"):
        rest = next((u for u in ("千瓦时", "千瓦", "千克", "千米") if chars.startswith(u, end)), "")
        numeral.unit, numeral.end = rest, end + len(rest)
    value = chinese(run)
    if value is None:
        numeral.what = "name"
    else:
        numeral.value = value
    numeral.tail = numeral.end
    return numeral


def _special(match: re.Match[str], chars: str) -> Numeral:
    form = match.lastgroup or ""
    names = {"ord": "ordinal", "top": "top", "frac": "fraction", "colon": "proportion", "fan": "doubling"}
    return Numeral(names[form], match.start(), match.end(), match.group())
