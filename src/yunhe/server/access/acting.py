"""Opens and works matters for somebody: what they do is done only when their post allows it at that instant.

Simulated matters may be worked by anybody; a real one needs a seat. A matter out of scope is refused in the words for
one that does not exist. What an applicant wants is taken down by a clerk whose post may (`代录`): the event says 申请人
and, under `through`, by whom.
"""

from django.db import transaction

from yunhe.access.parties import TAKEN_DOWN
from yunhe.errors import UnreadableError
from yunhe.mechanisms.act import Act
from yunhe.mechanisms.mechanism import APPLICANT, Mechanism
from yunhe.mechanisms.situation import Situation
from yunhe.mechanisms.workdays import CHINA
from yunhe.server.access.reader import Seat
from yunhe.server.errors import StoreError
from yunhe.server.matters import desk, row, work

UNCHECKED = "模拟事项：没有核对谁在岗"
NEEDS_A_SEAT = "写明 --as 岗位 --person 工号；替申请人办的，由能“代录”的岗位加 --for 申请人"


def open_as(office: work.Office, seat: Seat | None, key: str, act: Act, *, simulated: bool = False) -> Situation:
    """A new matter; a real one by a post that has to do with its kind."""
    if simulated:
        return work.open_one(office, key, act, simulated=True)
    if seat is None:
        raise StoreError(key, "真的事项要由在岗的人登记", NEEDS_A_SEAT)
    mechanism = office.library.in_force(key, act.at.astimezone(CHINA).date())
    handles(seat, mechanism)
    return work.open_one(office, key, signed(seat, act, mechanism.store))


def do_as(office: work.Office, seat: Seat | None, number: str, act: Act) -> Situation:
    """One thing done with a matter that the post shows."""
    with transaction.atomic():
        situation = seen(seat, number)
        if act.name in (work.MERGE, work.LINK):
            _together(seat, situation, act.to)
        if situation.simulated:
            return work.do_within(office, number, act)
        assert seat is not None  # nobody else sees a real one
        if act.name == work.SPLIT and act.to:
            handles(seat, office.library.in_force(act.to, act.at.astimezone(CHINA).date()))
        return work.do_within(office, number, signed(seat, act, situation.store))


def seen(seat: Seat | None, number: str) -> Situation:
    """A matter that somebody sees: a simulated one, or one that their post shows."""
    situation = row.find(number)
    if situation.simulated or (seat is not None and desk.shows(seat.scope, number)):
        return situation
    raise row.unknown(number)


def _together(seat: Seat | None, situation: Situation, number: str) -> None:
    """Two matters that are tied to one another are both seen, and both simulated or both real."""
    if seen(seat, number).simulated != situation.simulated:
        raise UnreadableError(number, "模拟的和真的不能连在一起", "两件都用模拟的，或都用真的")


def handles(seat: Seat, mechanism: Mechanism) -> None:
    if not seat.scope.handles(mechanism.key, mechanism.store):
        raise StoreError(seat.post, f"这个岗位不办“{mechanism.key}”", "由 access.yaml 里办这种事项的岗位来做")


def signed(seat: Seat, act: Act, store: str) -> Act:
    """The act with who is behind it: the holder of the post, a deputy, or a clerk for an applicant."""
    if act.actor != APPLICANT:
        return act._replace(actor=seat.post, person=seat.person, through=seat.said())
    seat.require(TAKEN_DOWN, store)
    return act._replace(person="", through=seat.signed(TAKEN_DOWN))
