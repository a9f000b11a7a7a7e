"""What an indicator's years say, in one line, by stated rules and nothing beyond them.

Only years since the last break are compared. In order: fell for the first time, fell for years running, fell; passed a
round value for the first time, rose for years running, highest of all, rose; level. A growth is told with the longest
span of which it is the lowest or highest, else with its distance from the year before.
"""

from collections.abc import Sequence
from decimal import Decimal
from itertools import pairwise

from yunhe.audit.trend import Year, unbroken
from yunhe.reading.amounts import plain, scaled
from yunhe.types import Kind

_RUN = 3  # years running, and years of a span, that are worth a word
_BEFORE = {">": "超", "<": "不到", "~": "约", "=": ""}
_ROUND = (Decimal(1), Decimal("1.5"), *map(Decimal, range(2, 10)))


def headline(name: str, kind: Kind, unit: str, years: Sequence[Year]) -> str:
    """The finding, as the title of a chart."""
    run = unbroken(years)
    if not run:
        goals = [(year.year, year.target) for year in years if year.target]
        return f"{name}：{goals[-1][0]}年目标{amount(goals[-1][1].value, unit)}" if goals and goals[-1][1] else name
    said = _growth(run) if kind == "growth" else _level(run, unit)
    return f"{name}{said}" if said.startswith("连续") else f"{name} {said}"


def amount(value: Decimal, unit: str) -> str:
    """A value as a report would write it."""
    return scaled(value) + unit


def _value(year: Year) -> Decimal:
    assert year.outcome is not None
    return year.outcome.value


def _bound(year: Year) -> str:
    return _BEFORE[year.outcome.bound] if year.outcome else ""


def _level(run: Sequence[Year], unit: str) -> str:
    last = run[-1]
    said = f"{last.year}年{_bound(last)}{amount(_value(last), unit)}"
    if len(run) == 1:
        return f"{said}，口径有变，不与以前比" if last.broken else said
    before, now = _value(run[-2]), _value(last)
    if now == before:
        return f"{last.year}年与{run[-2].year}年持平，{_bound(last)}{amount(now, unit)}"
    return _fallen(run, unit) if now < before else _risen(run, unit, said)


def _fallen(run: Sequence[Year], unit: str) -> str:
    last, steps = run[-1], _steps(run)
    if len(run) > _RUN and all(step > 0 for step in steps[:-1]):
        return f"{last.year}年首次下降（{_since(run)}）"
    length = _streak(run, -1)
    if length >= _RUN - 1:
        return f"连续{length}年下降，{last.year}年{_bound(last)}{amount(_value(last), unit)}"
    return f"{last.year}年降到{_bound(last)}{amount(_value(last), unit)}"


def _risen(run: Sequence[Year], unit: str, said: str) -> str:
    last, highest = run[-1], max(map(_value, run[:-1]))
    passed = _round_value(highest, _value(last)) if len(run) >= _RUN and _value(last) > highest else None
    if passed:
        return f"{last.year}年首次超过{amount(passed, unit)}（{_since(run)}）"
    length = _streak(run, 1)
    if length >= _RUN:
        return f"连续{length}年上升，{said}"
    if len(run) >= _RUN and _value(last) > highest:
        return f"{said}，最高（{_since(run)}）"
    return f"{last.year}年升到{_bound(last)}{amount(_value(last), unit)}"


def _growth(run: Sequence[Year]) -> str:
    last, now = run[-1], _value(run[-1])
    said = f"{last.year}年{_moved(now, _bound(last))}"
    if len(run) == 1:
        return said
    if now < 0 and len(run) > _RUN and all(_value(year) >= 0 for year in run[:-1]):
        return f"{said}，首次为负（{_since(run)}）"
    for word, sign in (("最低", 1), ("最高", -1)):
        earlier = [year.year for year in run[:-1] if sign * (_value(year) - now) <= 0]
        since = earlier[-1] if earlier else 0
        span = [year for year in run[:-1] if year.year > since]
        if len(span) >= _RUN:
            falls = now < 0 and all(_value(year) < 0 for year in span)
            how = {"最低": "降幅最大", "最高": "降幅最小"}[word] if falls else word
            return f"{said}，{since}年以来{how}" if since else f"{said}，{how}（{_since(run)}）"
    apart = now - _value(run[-2])
    if not apart:
        return f"{said}，与{run[-2].year}年持平"
    return f"{said}，比{run[-2].year}年{'高' if apart > 0 else '低'}{plain(abs(apart))}个百分点"


def _moved(value: Decimal, bound: str) -> str:
    return "持平" if not value else ("增长" if value > 0 else "下降") + bound + plain(abs(value)) + "%"


def _steps(run: Sequence[Year]) -> list[Decimal]:
    return [_value(after) - _value(before) for before, after in pairwise(run)]


def _streak(run: Sequence[Year], sign: int) -> int:
    """How many years running it moved this way, every calendar year."""
    length = 0
    for before, after in reversed(list(pairwise(run))):
        if (_value(after) - _value(before)) * sign <= 0 or after.year - before.year != 1:
            break
        length += 1
    return length


def _since(run: Sequence[Year]) -> str:
    """Over which years it is told."""
    whole = run[-1].year - run[0].year + 1 == len(run)
    return f"{run[0].year}年以来" if whole else f"{run[0].year}年以来有数的{len(run)}年里"


def _round_value(highest: Decimal, now: Decimal) -> Decimal | None:
    """The largest round value that lies between."""
    if now <= 0:
        return None
    size = Decimal(1).scaleb(now.adjusted())
    found = [each * size for each in _ROUND if highest < each * size <= now]
    return found[-1] if found else None
