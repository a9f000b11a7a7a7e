"""Observations and periods as a terminal shows them: one line each, and the whole history of one."""

from collections.abc import Iterable, Iterator, Sequence

from yunhe.definitions.raw import plain
from yunhe.faces.columns import fit
from yunhe.observations.approval import APPROVED, SUBMITTED, UNAPPROVED
from yunhe.observations.measure import KINDS
from yunhe.observations.observation import Series, Version
from yunhe.observations.source import said
from yunhe.reading import indicators
from yunhe.server.matters.saying import said_instant
from yunhe.server.observations.periods import Standing
from yunhe.types import Event

SIMULATED = "模拟数据：标“模拟”的不是真的"
_LARGE = ((10**8, "亿"), (10**4, "万"))
_DEEDS = {SUBMITTED: "报送", APPROVED: "审定", UNAPPROVED: "撤销审定"}


def lines(found: Iterable[Version]) -> Iterator[str]:
    """A table: indicator, place, period, value, status, source."""
    count = simulated = 0
    yield "  ".join((fit("指标", 30), fit("地区", 12), fit("期间", 10), fit("数值", 20), fit("状态", 8), "来源"))
    for version in found:
        count, simulated = count + 1, simulated + version.simulated
        series = version.series
        status = version.status + ("·模拟" if version.simulated else "")
        cells = (fit(_named(series), 30), fit(series.place, 12), fit(series.period, 10))
        yield "  ".join((*cells, fit(amount(version), 20), fit(status, 8), said(version.source))).rstrip()
    yield f"共 {count} 个观测值" + (f"，其中 {simulated} 个是模拟数据" if simulated else "")


def amount(version: Version) -> str:
    """The value with its unit, large ones in 万 or 亿 when that loses nothing."""
    if version.value is None:
        return "（撤回）"
    for size, word in _LARGE:
        if abs(version.value) >= size and version.value * 100 % size == 0:
            return f"{plain(version.value / size)}{word}{version.unit}"
    return f"{plain(version.value)}{version.unit}"


def history(found: Sequence[Version]) -> Iterator[str]:
    """Every version of one series, oldest first: value, status, when, by whom, source, reason."""
    series, last = found[0].series, found[-1].number
    basis = f" · {series.basis}" if series.basis else ""
    yield f"{_named(series)}（{series.indicator}）· {series.place} · {series.period}{basis}"
    for version in found:
        mark = "现行" if version.number == last and not version.is_withdrawn else "　　"
        who = f"{version.actor} {version.person}".strip()
        status = "" if version.is_withdrawn else version.status + ("·模拟" if version.simulated else "")
        cells = (fit(amount(version), 20), fit(status, 8), said_instant(version.at), who)
        yield f"  #{version.number:<3} {mark}  " + "  ".join(cells)
        if not version.is_withdrawn:
            yield f"        来源：{said(version.source)}"
            if quote := version.source.get("quote"):
                yield f"        原文：{' '.join(str(quote).split())}"
        if version.reason:
            yield f"        理由：{version.reason}"


def standing_line(standing: Standing) -> str:
    """How far a period of a dataset is approved."""
    done = "、".join(standing.levels) if standing.levels else "未审定，可以改"
    locked = f"已审定：{done}；锁定 {standing.observations} 个观测值" if standing.levels else done
    return f"{standing.dataset} · {standing.period.text} · {locked}"


def decisions(events: Sequence[Event]) -> Iterator[str]:
    """Who decided what on a period, oldest first."""
    for event in events:
        who = f"{event.actor} {event.person}".strip()
        reason = f"（理由：{event.body['reason']}）" if "reason" in event.body else ""
        simulated = f"，其中模拟 {event.body['simulated']} 个" if "simulated" in event.body else ""
        deed = f"{event.body['level']} {_DEEDS[event.kind]}"
        covered = f"{event.body['observations']} 个观测值{simulated}"
        yield f"  #{event.number:<3} {said_instant(event.at)}  {deed}  {who}  {covered}{reason}"


def _named(series: Series) -> str:
    """The name of the indicator, a growth with that word behind it."""
    indicator = indicators.definition(series.indicator)
    name = indicator.name if indicator else series.indicator
    return f"{name}{KINDS['growth']}" if series.kind == "growth" else name
