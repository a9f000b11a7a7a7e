"""A mechanism: its definition in words and as a drawing, how it flows, where matters wait, which limits are kept."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from yunhe.handbook.limits import lasting, prolonged
from yunhe.mechanisms.drawing.svg import inline
from yunhe.mechanisms.drawing.wording import of_action, of_step
from yunhe.mechanisms.mechanism import OURS, Clock, Mechanism, Stage
from yunhe.mechanisms.workdays import CHINA
from yunhe.server.floor import counting
from yunhe.server.pages import refusals
from yunhe.server.pages.floor.links import by_light, to_rows
from yunhe.server.pages.here import here
from yunhe.server.pages.page import Who
from yunhe.server.pages.sitting import Sitting, sitting_of
from yunhe.server.proposals.finding import may_propose
from yunhe.server.statistics import board, kept
from yunhe.server.statistics.asking import ask
from yunhe.server.statistics.tally import FLOW, LIGHTS, LIMITS, STANDING, WAITING

PATH = "mechanism/<str:key>/"
WHO = Who.READER


def show(request: HttpRequest, key: str) -> HttpResponse:
    """The version in force, and the numbers within the scope of whoever asks."""
    versions = here().office.library.versions.get(key)
    if versions is None:
        return refusals.unknown(request)
    sitting = sitting_of(request)
    today = sitting.at.astimezone(CHINA).date()
    mechanism = next((one for one in reversed(versions) if one.since <= today), versions[-1])
    given = {
        "area": "floor",
        "mechanism": mechanism,
        "about": board.about(mechanism),
        "drawing": inline(mechanism),
        "stages": [_stage(mechanism, stage) for stage in mechanism.stages.values()],
        "limits": [_limit(clock) for clock in mechanism.clocks.values()],
        "coming": versions[-1].version if versions[-1].since > today else "",
        "may_propose": may_propose(sitting.seats, here().office.library, key) is not None,
        "versions": [(one.version, one.basis, one.path.rpartition("/")[2]) for one in reversed(versions)],
        "examples": len(mechanism.rehearsals),
        "systems": [row for row in here().systems if row.id in mechanism.systems],
        **(_numbers(mechanism, sitting) if sitting.seats else {}),
    }
    return render(request, "floor/mechanism.html", given)


def _stage(mechanism: Mechanism, stage: Stage) -> dict[str, Any]:
    return {
        "name": stage.name,
        "owner": stage.owner,
        "outcome": stage.outcome or (_("按“%s”") % stage.outcome_from if stage.outcome_from else ""),
        "is_open": stage.is_open and not stage.outcome_from,
        "clocks": [counting.lasting(mechanism.clocks[name].limit) for name in stage.clocks],
        "actions": [(of_action(action), action.to) for action in stage.actions.values()],
        "flow": stage.flow,
        "signing": f"{stage.signing.how}{_('：')}{_('、').join(stage.signing.posts)}" if stage.signing else "",
    }


def _limit(clock: Clock) -> dict[str, Any]:
    return {
        "name": clock.name,
        "lasting": lasting(clock),
        "basis": clock.basis or OURS,
        "is_statutory": clock.is_statutory,
        "prolonged": prolonged(clock),
        "after": [of_step(step) for step in clock.escalations],
    }


def _numbers(mechanism: Mechanism, sitting: Sitting) -> dict[str, Any]:
    """What the scope shows of how it goes."""
    scope, now, key = sitting.scope, sitting.at, mechanism.key
    standing = ask(STANDING, scope, now, key)
    flow, waiting, limits = (ask(measure, scope, now, key) for measure in (FLOW, WAITING, LIMITS))
    months = list(kept.months(flow))
    names = (_("登记"), _("办结"), _("件"), _("月"))
    return {
        "simulated": standing.simulated or flow.simulated,
        "has_numbers": True,
        "lights": by_light(tuple(standing.where(mark=light).total for light in LIGHTS), mechanism=key),
        "at": standing.at,
        "flow_at": flow.at,
        "flow": kept.chart(_title(months), names, months) if months else None,
        "outcomes": [(name, number, to_rows(mechanism=key, outcome=name)) for name, number in kept.outcomes(flow)],
        "waits": [
            (one, to_rows(mechanism=key, state=one.state, light="open")) for one in kept.waits(mechanism, waiting, now)
        ],
        "kept": [one for one in kept.limits(mechanism, limits) if one.ended],
    }


def _title(months: list[tuple[str, int, int]]) -> str:
    """What the flow says: what was opened and closed in all these months."""
    first, last = (months[0][0], months[-1][0]) if months else ("", "")
    said = {
        "first": first,
        "last": last,
        "opened": sum(each[1] for each in months),
        "closed": sum(each[2] for each in months),
    }
    return _("%(first)s 至 %(last)s 登记 %(opened)s 件，办结 %(closed)s 件") % said
