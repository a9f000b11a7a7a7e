"""What applicants do themselves at the public counter: open a matter, and work it where it is theirs to.

They have no seat; the event says 申请人 and, under `through`, 公众窗口. Who asks must have proved the code of the
matter before. Only kinds with a counter are opened so, and only what a definition gives 申请人 is done.
"""

from django.db import transaction

from yunhe.mechanisms.act import Act, Refused
from yunhe.mechanisms.acts import ask_human, supplement, urge
from yunhe.mechanisms.counter import Counter
from yunhe.mechanisms.mechanism import APPLICANT, Mechanism
from yunhe.mechanisms.situation import Situation
from yunhe.mechanisms.workdays import CHINA
from yunhe.server.matters import row, work
from yunhe.types import Json

WINDOW = "公众窗口"
ALWAYS = (supplement.NAME, urge.NAME, ask_human.NAME)  # besides the actions of the definition


def counter_of(office: work.Office, mechanism: Mechanism) -> Counter | None:
    """The counter of a mechanism: of the version a matter runs under, else of the newest."""
    return mechanism.counter or office.library.all_of(mechanism.key)[-1].counter


def open_outside(office: work.Office, key: str, act: Act) -> Situation:
    """A new, real matter of who stands at the counter."""
    mechanism = office.library.in_force(key, act.at.astimezone(CHINA).date())
    if mechanism.counter is None:
        raise work.RefusedError(key, Refused("窗口不收这种事项", "看公众窗口上有的"))
    return work.open_one(office, key, _own(act))


def do_outside(office: work.Office, number: str, act: Act) -> Situation:
    """One thing done by the applicant of a matter."""
    with transaction.atomic():
        mechanism = office.version_of(row.find(number))
        if act.name not in ALWAYS and act.name not in of_applicant(mechanism):
            raise work.RefusedError(number, Refused(f"{APPLICANT}不能“{act.name}”", "做页面上列出的"))
        return work.do_within(office, number, _own(act))


def of_applicant(mechanism: Mechanism) -> frozenset[str]:
    """The actions that a definition gives the applicant."""
    return frozenset(
        action.name
        for stage in mechanism.stages.values()
        for action in stage.actions.values()
        if APPLICANT in (action.by or (stage.owner,))
    )


def _own(act: Act) -> Act:
    through: dict[str, Json] = {"as": WINDOW, **act.through}
    return act._replace(actor=APPLICANT, person="", through=through)
