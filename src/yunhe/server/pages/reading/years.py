"""What an area's page asks for: the range of years, the group, words of a name, one indicator; and its charts."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from urllib.parse import quote, urlencode

from django.http import HttpRequest
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from yunhe.audit.trend import Told
from yunhe.faces.chart import Chart
from yunhe.faces.multiple import multiple
from yunhe.faces.trend_chart import trend_chart
from yunhe.reading.folding import folded
from yunhe.reading.indicators import definition, groups
from yunhe.server.histories.asking import History

LONGEST = 40
FIRST, LAST = 1900, 2200


@dataclass(frozen=True)
class Asked:
    """What the address asks for; every part may be missing."""

    words: str = ""
    group: str = ""
    since: int | None = None
    until: int | None = None
    indicator: str = ""

    @property
    def is_narrow(self) -> bool:
        """Whether less than everything is asked for."""
        return self != Asked()

    def address(self, **other: str | int) -> str:
        """The address of this, with something otherwise."""
        said = {"q": self.words, "group": self.group, "from": self.since, "to": self.until, **other}
        return "?" + urlencode({key: value for key, value in said.items() if value})


@dataclass(frozen=True)
class Small:
    """One chart among many."""

    history: History
    chart: Chart
    address: str

    @property
    def drawing(self) -> SafeString:
        """As SVG; `faces/multiple.py` escapes what it is made of."""
        return mark_safe(multiple(self.chart))


def asked_of(request: HttpRequest) -> Asked:
    """What the address asks for, as far as it can be meant."""
    group, indicator = request.GET.get("group", ""), request.GET.get("indicator", "")[:80]
    since, until = (_year(request.GET.get(name, "")) for name in ("from", "to"))
    return Asked(
        request.GET.get("q", "")[:LONGEST].strip(),
        group if group in groups() else "",
        since,
        until,
        indicator if definition(indicator) else "",
    )


def _year(said: str) -> int | None:
    return int(said) if said.isascii() and said.isdecimal() and FIRST <= int(said[:5]) <= LAST else None


def chosen(histories: Sequence[History], asked: Asked) -> list[History]:
    """The histories that are asked for, cut to the years that are."""
    words = folded(asked.words)
    cut = (_cut(each, asked) for each in histories if words in folded(each.key.name))
    return [each for each in cut if each.years]


def _cut(history: History, asked: Asked) -> History:
    first, last = asked.since or FIRST, asked.until or LAST
    return history._replace(years=[year for year in history.years if first <= year.year <= last])


def of_group(histories: Sequence[History], asked: Asked) -> list[History]:
    """Those of the group that is asked for."""
    return [each for each in histories if not asked.group or each.key.group == asked.group]


def grouped(histories: Sequence[History], asked: Asked) -> Iterator[tuple[str, int, str, bool]]:
    """Every group with how many series it has, its address, and whether it is chosen; all of them first."""
    counted = Counter(each.key.group for each in histories)
    everything = replace(asked, group="")
    yield _("全部"), len(histories), everything.address(), not asked.group
    for group in groups():
        if counted[group] or group == asked.group:
            yield group, counted[group], everything.address(group=group), group == asked.group


def drawn(history: History) -> Chart:
    """The chart of a history, each value with its way to the figure."""
    key = history.key
    return trend_chart(key.name, key.kind, key.unit, history.years, place)


def place(told: Told) -> str:
    """Where a figure stands."""
    return f"/reports/{quote(told.report)}/?figure={told.start}#figure-{told.start}"


def small(history: History) -> Small:
    """A history drawn small; the title leads to the large chart."""
    return Small(history, drawn(history), "?" + urlencode({"indicator": history.key.indicator}))
