"""What becomes of a proposal: proposed, withdrawn, accepted or refused; each an event of `proposal:<id>`.

Who decides is a second person with the power 立规: not who proposed, nor whom they stood in for, nor a deputy of
either. Of two who decide at once one comes second and is told so.
"""

from collections.abc import Mapping
from datetime import datetime
from pathlib import Path

from django.db import transaction
from django.db.models import Q

from yunhe.server.access.reader import Seat
from yunhe.server.errors import ConflictError, StoreError
from yunhe.server.ledger import chain
from yunhe.server.proposals import placing, proving
from yunhe.server.proposals.drafting import today
from yunhe.server.proposals.models import Proposal
from yunhe.types import Event, Json

POWER = "立规"
SUBJECT = "proposal:"
PROPOSED, WITHDRAWN, ACCEPTED, REFUSED, PLACED = "proposed", "withdrawn", "accepted", "refused", "placed"
WORDS = {PROPOSED: "提出", WITHDRAWN: "撤回", ACCEPTED: "同意", REFUSED: "不同意", PLACED: "放入"}
LONGEST = 500
State = Proposal.State


def propose(folder: Path, proposal: Proposal, seat: Seat, at: datetime) -> list[str]:
    """The draft becomes a proposal when all holds; else what does not."""
    _own(proposal, seat)
    _current(folder, proposal, at)
    found = proving.failures(folder, proposal.file, proposal.after)
    if found:
        Proposal.objects.filter(pk=proposal.pk, state=State.DRAFT).update(failures=found)
        return found
    with transaction.atomic():
        _move(proposal, (State.DRAFT,), state=State.PROPOSED, proposed=at, failures=[])
        _append(proposal, PROPOSED, seat, at, _content(proposal))
    return []


def withdraw(proposal: Proposal, seat: Seat, at: datetime) -> None:
    """Whoever proposed it wants it no more."""
    _own(proposal, seat)
    with transaction.atomic():
        _move(proposal, (State.DRAFT, State.PROPOSED), state=State.WITHDRAWN)
        if proposal.proposed:
            _append(proposal, WITHDRAWN, seat, at, {})


def refuse(proposal: Proposal, seat: Seat, because: str, at: datetime) -> None:
    """A second person does not agree."""
    said = _because(because)
    _second(proposal, seat)
    with transaction.atomic():
        _decide(proposal, seat, State.REFUSED, said, at)
        _append(proposal, REFUSED, seat, at, {"because": said})


def accept(folder: Path, proposal: Proposal, seat: Seat, because: str, at: datetime) -> list[str]:
    """A second person agrees, and it is proved once more; what does not hold any more, else nothing.

    The decision is written before the file: whatever ends the program between the two, the file is put in later.
    """
    said = _because(because)
    _second(proposal, seat)
    _current(folder, proposal, at)
    found = proving.failures(folder, proposal.file, proposal.after)
    if found:
        return found
    with transaction.atomic():
        _decide(proposal, seat, State.ACCEPTED, said, at)
        _append(proposal, ACCEPTED, seat, at, {"because": said, **_content(proposal)})
    return []


def put_in(folder: Path, proposal: Proposal, seat: Seat, at: datetime) -> None:
    """An accepted version is put into the folder."""
    seat.require(POWER)
    if proposal.state != State.ACCEPTED:
        raise StoreError(proposal.mechanism, "还没有第二个人同意", "先请第二个人同意")
    if placing.is_placed(folder, proposal):
        return
    placing.place(folder, proposal)
    with transaction.atomic():
        _append(proposal, PLACED, seat, at, {"file": proposal.file, "sha256": proposal.digest})


def history(proposal: Proposal) -> tuple[Event, ...]:
    """What happened to it."""
    return chain.read(SUBJECT + proposal.pk)


def may_decide(proposal: Proposal, seats: tuple[Seat, ...]) -> Seat | None:
    """The seat in which somebody may decide; None for whoever had a hand in proposing it."""
    return next((seat for seat in seats if seat.may(POWER) and not _had_a_hand(proposal, seat)), None)


def _had_a_hand(proposal: Proposal, seat: Seat) -> bool:
    return not proposal.persons.isdisjoint({seat.person, seat.of})


def _second(proposal: Proposal, seat: Seat) -> None:
    seat.require(POWER)
    if _had_a_hand(proposal, seat):
        raise StoreError(proposal.mechanism, "提出的人不能自己定，代理也不行", "由另一个有“立规”的人来定")


def _own(proposal: Proposal, seat: Seat) -> None:
    if seat.person != proposal.proposer:
        raise StoreError(proposal.mechanism, "这份提议不是你的", "由提出的人来做")


def _current(folder: Path, proposal: Proposal, at: datetime) -> None:
    """Refuse what starts from a file that has changed, or would hold for a day that is over."""
    if placing.is_current(folder, proposal) and proposal.since > today(at):
        return
    Proposal.objects.filter(pk=proposal.pk, state__in=(State.DRAFT, State.PROPOSED)).update(state=State.OUTDATED)
    if proposal.since <= today(at):
        raise StoreError(proposal.mechanism, f"施行日 {proposal.since} 已经到了", "按现在的重新提一份")
    raise StoreError(proposal.mechanism, "提出以后，原来的文件改过了", "按现在的重新提一份")


def _because(because: str) -> str:
    said = " ".join(because.split())
    if not said or len(said) > LONGEST:
        raise StoreError("理由", f"没有写，或超过 {LONGEST} 字", "写明为什么")
    return said


def _decide(proposal: Proposal, seat: Seat, state: str, because: str, at: datetime) -> None:
    """Written only when it still waits for a second person, and that person is one: the database compares them."""
    names = [name for name in (seat.person, seat.of) if name]
    second = ~Q(proposer__in=names) & ~Q(proposer_of__in=names)
    _move(
        proposal, (State.PROPOSED,), second, state=state, decider=seat.person, decider_of=seat.of,
        decider_post=seat.post, decided=at, because=because,
    )  # fmt: skip


def _move(proposal: Proposal, known: tuple[str, ...], also: Q | None = None, **values: object) -> None:
    rows = Proposal.objects.filter(also or Q(), pk=proposal.pk, state__in=known)
    if not rows.update(**values):
        raise ConflictError(proposal.mechanism, "别人先定了，或已经撤回", "刷新，看看现在到了哪一步")
    proposal.refresh_from_db()


def _content(proposal: Proposal) -> Mapping[str, Json]:
    """What is proposed, so that the ledger says it without the row."""
    return {
        "mechanism": proposal.mechanism,
        "file": proposal.file,
        "since": proposal.since.isoformat(),
        "before": proposal.base,
        "after": proposal.digest,
        "changes": [change["said"] for change in proposal.changes],
        "reason": proposal.reason,
        "basis": proposal.basis,
        "proposer": {"post": proposal.post, "person": proposal.proposer, "of": proposal.proposer_of},
    }


def _append(proposal: Proposal, kind: str, seat: Seat, at: datetime, body: Mapping[str, Json]) -> None:
    subject = SUBJECT + proposal.pk
    last = chain.head(subject).number
    told = {"do": WORDS[kind], **body, **({"through": seat.said()} if seat.of else {})}
    chain.append(subject, [Event(subject, last + 1, at, kind, seat.post, seat.person, told)], last)
