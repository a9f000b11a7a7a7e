"""The proposals that somebody sees: their own drafts, and what is proposed to mechanisms they have to do with."""

from collections.abc import Iterable

from yunhe.errors import DefinitionError
from yunhe.mechanisms.library import Library
from yunhe.server.access.reader import Seat
from yunhe.server.proposals.deciding import POWER
from yunhe.server.proposals.models import Proposal

MOST = 200
SHOWN = (
    *("id", "mechanism", "state", "since", "made", "post", "proposer", "proposer_of", "changes", "proposed", "decided"),
)


def may_propose(seats: Iterable[Seat], library: Library, key: str) -> Seat | None:
    """The seat in which somebody may propose something to a mechanism: one that works with it, or makes rules."""
    try:
        versions = library.versions.get(key)
    except DefinitionError:  # a file that cannot be read is put right in the folder first
        return None
    if versions is None:
        return None
    newest = versions[-1]
    return next((seat for seat in seats if seat.may(POWER) or seat.scope.handles(key, newest.store)), None)


def find(id: str, person: str, seats: tuple[Seat, ...], library: Library) -> Proposal | None:
    """A proposal, when somebody sees it."""
    found = Proposal.objects.filter(pk=id).first()
    return found if found is not None and _sees(found, person, seats, library) else None


def listed(person: str, seats: tuple[Seat, ...], library: Library, key: str = "") -> list[Proposal]:
    """The newest proposals that somebody sees."""
    rows = Proposal.objects.order_by("-made").only(*SHOWN)
    rows = rows.filter(mechanism=key) if key else rows
    return [each for each in rows[: MOST * 5] if _sees(each, person, seats, library)][:MOST]


def _sees(proposal: Proposal, person: str, seats: tuple[Seat, ...], library: Library) -> bool:
    if proposal.proposer == person:
        return True
    if proposal.state == Proposal.State.DRAFT or (proposal.state == Proposal.State.WITHDRAWN and not proposal.proposed):
        return False
    return may_propose(seats, library, proposal.mechanism) is not None
