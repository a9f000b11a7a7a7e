"""The history of a matter as a page shows it: who, when, in which post, for whom, with what, and what it moved."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from yunhe.mechanisms.machine import is_sealed
from yunhe.mechanisms.mechanism import SYSTEM
from yunhe.server.matters import desk
from yunhe.server.matters.saying import LATE, said_instant, said_value
from yunhe.types import Event, Json

QUIET = frozenset(("do", "now", "given", "tell", "through", "points", "places", "step", "run", "was", "about", "basis"))
WORDS = {
    "to": gettext_noop("去往"),
    "clock": gettext_noop("时限"),
    "due": gettext_noop("到期"),
    "joint": gettext_noop("会办"),
    "unit": gettext_noop("单位"),
    "then": gettext_noop("随即"),
    "agree": gettext_noop("答复"),
}
ANSWERS = frozenset(("答复意见", "办理情况", "处理意见", "答复", "意见", "说明", "完成说明", "办理说明"))


@dataclass(frozen=True)
class Detail:
    """One thing that came with a step; `file` where it is evidence, `sealed` where it is covered."""

    name: str
    said: str
    file: Mapping[str, Json] | None = None
    sealed: bool = False


@dataclass(frozen=True)
class Entry:
    """One step of the history."""

    event: Event
    did: str
    state: str = ""
    through: str = ""
    details: tuple[Detail, ...] = ()
    told: tuple[str, ...] = ()
    number: int = field(default=0)

    @property
    def at(self) -> datetime:
        """When."""
        return self.event.at

    def without(self, hidden: Sequence[str]) -> "Entry":
        """The same without saying these numbers."""
        details = tuple(replace(one, said=desk.without(one.said, hidden)) for one in self.details)
        return replace(self, details=details)

    @property
    def by_itself(self) -> bool:
        """Whether nobody did it."""
        return self.event.actor == SYSTEM

    @property
    def answers(self) -> list[str]:
        """What it says in answer, where that stands in the open."""
        return [one.said for one in self.details if one.name in ANSWERS and not one.sealed and one.file is None]

    @property
    def is_late(self) -> bool:
        """Whether it fired later than it should have."""
        due = self.event.body.get("due")
        return self.event.kind == "fired" and self.at - datetime.fromisoformat(str(due)) > LATE


def entries(events: Sequence[Event], hidden: Sequence[str] = ()) -> list[Entry]:
    """The steps, the newest first; the numbers of matters that may not be named are left out."""
    found = [_entry(event) for event in reversed(events)]
    return [entry.without(hidden) for entry in found] if hidden else found


def _entry(event: Event) -> Entry:
    now = event.body.get("now")
    changed = now if isinstance(now, Mapping) else {}
    tell = event.body.get("tell")
    told = tuple(map(str, tell)) if isinstance(tell, list | tuple) else ()
    state = str(changed.get("state") or "")
    details = tuple(_details(event, changed))
    return Entry(event, str(event.body["do"]), state, _through(event), details, told, event.number)


def _through(event: Event) -> str:
    """How somebody came to act for another: “代理 1002”, “区住建局.加梯办 1003 代录”."""
    through = event.body.get("through")
    if not isinstance(through, Mapping):
        return ""
    who = " ".join(str(through[key]) for key in ("post", "person") if through.get(key))
    of = _("替 %s") % through["of"] if through.get("of") else ""
    return " ".join(part for part in (str(through["as"]), who, of) if part)


def _details(event: Event, changed: Mapping[str, Json]) -> Iterator[Detail]:
    given = event.body.get("given")
    for name, value in given.items() if isinstance(given, Mapping) else ():
        yield detail(name, value)
    if event.kind != "opened":
        for key in ("units", "values"):
            put = changed.get(key)
            for name, value in put.items() if isinstance(put, Mapping) else ():
                yield detail(name, value)
    for key, value in event.body.items():
        if key in WORDS:
            yield Detail(_(WORDS[key]), _said(key, value))
    if event.body.get("stays"):
        yield Detail(_("没有移动，因为"), str(event.body["stays"]))
    made = event.body.get("points")
    if isinstance(made, Mapping):
        yield Detail(str(made["field"]), _("按分值得出：%(level)s（%(total)s分）") % made)


def detail(name: str, value: Json) -> Detail:
    """A value by its name, a file as one."""
    if is_sealed(value):
        return Detail(name, "", sealed=True)
    if isinstance(value, Mapping) and "sha256" in value:
        return Detail(name, str(value["name"]), value)
    return Detail(name, said_value(value))


def _said(key: str, value: Json) -> str:
    if key == "agree":
        return _("同意") if value else _("不同意")
    if key == "due" and isinstance(value, str):
        return said_instant(datetime.fromisoformat(value))
    if key == "due" and isinstance(value, Mapping):
        return "；".join(f"{name} {_moved(found)}" for name, found in value.items())
    return said_value(value)


def _moved(found: Json) -> str:
    assert isinstance(found, list | tuple)
    return " → ".join(said_instant(datetime.fromisoformat(str(instant))) for instant in found)
