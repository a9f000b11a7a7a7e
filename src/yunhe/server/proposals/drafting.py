"""Makes a draft of what was typed into the form: the new text, proved by itself, or all that is wrong with it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import NamedTuple

from yunhe.definitions.amending import Place, amended
from yunhe.errors import DefinitionError
from yunhe.mechanisms import counter_proof, law, proposing
from yunhe.mechanisms.grammar import standing_at
from yunhe.mechanisms.library import FOLDER
from yunhe.mechanisms.proposing import SINCE, Change
from yunhe.mechanisms.workdays import CHINA, Calendar
from yunhe.server.access.reader import Seat
from yunhe.server.proposals.basis import MARK, Basis, digest_of
from yunhe.server.proposals.models import Proposal

LONGEST_REASON, LONGEST_BASIS = 500, 300
MOST_DRAFTS = 50  # of one person


class Typed(NamedTuple):
    """The form as it came: values by point, the day, why, on what basis."""

    values: Mapping[str, str]
    since: str
    reason: str
    basis: str


@dataclass
class WrongError(Exception):
    """What is wrong with a form, by field; "" for what is wrong with the whole."""

    problems: dict[str, str]


class Made(NamedTuple):
    """A new version as text."""

    changes: tuple[Change, ...]
    since: str
    text: str
    file: str


def made(basis: Basis, typed: Typed, today: date) -> Made:
    """The new version that was typed; WrongError names every field that cannot be."""
    problems: dict[str, str] = {}
    changes = tuple(_changes(basis, typed.values, problems))
    since = _checked(basis, typed, today, problems)
    if not changes and not problems:
        problems[""] = "什么也没有改"
    if problems:
        raise WrongError(problems)
    wishes: dict[Place, str] = {change.point.place: change.value for change in changes}
    file = f"{basis.mechanism.key}@{since}.yaml"
    try:
        return Made(changes, since, basis.mark + amended(basis.text, {**wishes, SINCE: since}, str(basis.path)), file)
    except DefinitionError as error:
        raise WrongError({"": basis.said(error)}) from None


def failures(basis: Basis, text: str, file: str) -> list[str]:
    """What does not hold in the new version by itself: not closed, or an example that says otherwise."""
    calendar, path = Calendar.shipped(), Path(basis.folder) / FOLDER / file
    try:
        versions = standing_at(text.removeprefix(MARK), path, basis.district)
        found = [problem for version in versions for problem in law.failures(version, calendar)]
        return [basis.said(problem) for problem in (*found, *counter_proof.failures(versions[-1], calendar))]
    except DefinitionError as error:
        return [basis.said(error)]


def keep(basis: Basis, made: Made, typed: Typed, seat: Seat, at: datetime) -> Proposal:
    """A new draft of who sits there; refused to who leaves too many lying."""
    if Proposal.objects.filter(proposer=seat.person, state=Proposal.State.DRAFT).count() >= MOST_DRAFTS:
        raise WrongError({"": f"你已有 {MOST_DRAFTS} 份草稿，先提出，或不要了几份"})
    written = made.text.encode()
    return Proposal.objects.create(
        mechanism=basis.mechanism.key, file=made.file, base_file=basis.path.name, base=basis.digest,
        digest=digest_of(written), before=basis.text, after=made.text, changes=_told(made),
        since=date.fromisoformat(made.since), reason=_line(typed.reason), basis=_line(typed.basis), made=at,
        post=seat.post, proposer=seat.person, proposer_of=seat.of,
    )  # fmt: skip


def today(at: datetime) -> date:
    """The day in China."""
    return at.astimezone(CHINA).date()


def _line(typed: str) -> str:
    """What was typed, in one line."""
    return " ".join(typed.split())


def _told(made: Made) -> list[dict[str, str]]:
    return [
        {"key": change.point.key, "kind": change.point.kind, "said": change.said, "value": change.value}
        for change in made.changes
    ]


def _changes(basis: Basis, values: Mapping[str, str], problems: dict[str, str]) -> Iterator[Change]:
    """The points whose value was typed otherwise than it is."""
    for key, point in basis.points.items():
        typed = values.get(key, point.now)
        if " ".join(typed.split()) in (" ".join(point.now.split()), point.said):
            continue
        try:
            value = proposing.read(point, typed, str(basis.path))
        except DefinitionError as error:
            problems[key] = basis.said(error)
            continue
        if value != point.now:
            yield Change(point, value)


def _checked(basis: Basis, typed: Typed, today: date, problems: dict[str, str]) -> str:
    """The day as a definition has it; whatever else is missing is noted too."""
    for name, value, longest, what in (
        ("reason", typed.reason, LONGEST_REASON, "为什么要改"),
        ("basis", typed.basis, LONGEST_BASIS, "依据"),
    ):
        said = _line(value)
        if not said or len(said) > longest or not said.isprintable():
            problems[name] = f"{what}没有写，超过 {longest} 字，或含有控制字符"
    try:
        return proposing.since(typed.since, basis.mechanism, today)
    except DefinitionError as error:
        problems["since"] = f"{error.problem} → {error.remedy}"
        return ""
