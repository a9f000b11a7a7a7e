"""Does one step for somebody, once a form, and not over the head of who was first."""

from collections.abc import Sequence
from datetime import datetime

from yunhe.mechanisms.act import Act
from yunhe.mechanisms.mechanism import SYSTEM, Mechanism
from yunhe.mechanisms.situation import Situation
from yunhe.server.access import acting
from yunhe.server.access.reader import Seat
from yunhe.server.floor import handing
from yunhe.server.floor.matter import Choice
from yunhe.server.ledger import chain
from yunhe.server.matters import row, work
from yunhe.server.matters.work import Office
from yunhe.types import Event


class MovedError(Exception):
    """Somebody was first: what has happened since the form was opened."""

    def __init__(self, since: Sequence[Event]) -> None:
        super().__init__(f"{len(since)}")
        self.since = since


def act_of(choice: Choice, at: datetime) -> Act:
    """The bare act of a choice: who does it, in which post."""
    return Act(choice.offer.name, choice.actor, at, "" if choice.for_applicant else choice.seat.person)


def do(office: Office, seat: Seat, number: str, act: Act, *, token: str, last: int) -> Situation:
    """Do it; HandedInError when the form came before, MovedError when others acted since the event `last`."""
    with handing.once(token, number, act.at):
        before = row.find(number, locked=True)
        since = _since(before, last)
        if since:
            raise MovedError(since)
        return acting.do_as(office, seat, number, acting.signed(seat, act, before.store))


def open_one(office: Office, seat: Seat, mechanism: Mechanism, act: Act, *, token: str, simulated: bool) -> Situation:
    """Open a matter, once a form."""
    with handing.once(token, "", act.at):
        signed = acting.signed(seat, act, mechanism.store)
        if simulated:
            acting.handles(seat, mechanism)
            made = work.open_one(office, mechanism.key, signed, simulated=True)
        else:
            made = acting.open_as(office, seat, mechanism.key, act)
        handing.came_to(token, made.subject)
        return made


def _since(before: Situation, last: int) -> list[Event]:
    """What others did after an event: warnings of clocks that moved nothing do not count."""
    if before.number <= last:
        return []
    return [event for event in chain.read(before.subject) if event.number > last and _moves(event)]


def _moves(event: Event) -> bool:
    now = event.body.get("now")
    return event.actor != SYSTEM or (isinstance(now, dict) and "state" in now)
