"""Consent in the work of matters: asked before an action, given by one, and its withdrawal done everywhere at once.

All within the caller's transaction, so that no matter goes on without the consent that it stands on.
"""

from collections.abc import Callable, Mapping
from typing import NamedTuple

from django.db import transaction

from yunhe.errors import YunheError
from yunhe.mechanisms.act import Act
from yunhe.mechanisms.mechanism import APPLICANT, Asked, Given, Mechanism
from yunhe.mechanisms.situation import Situation
from yunhe.server.matters import row
from yunhe.server.statement import Statement
from yunhe.server.vault import consent
from yunhe.server.vault.consent import Consent, Form, Officer
from yunhe.types import Event, Json

TAKEN_DOWN = "代录"
ON_PAPER: Form = "书面"
ELECTRONIC: Form = "电子"  # agreed on a page, whose text the act names
_BEARER = Statement("SELECT person FROM vault_payload WHERE id = %s")
_OF_PERSON = Statement(
    "SELECT DISTINCT number FROM matters_matter JOIN vault_payload ON vault_payload.subject = matters_matter.number "
    "WHERE vault_payload.person = %s AND outcome IS NULL ORDER BY number"
)
VersionOf = Callable[[Situation], Mechanism]
DoOne = Callable[[str, Act], object]


class Followed(NamedTuple):
    """What a withdrawal did: the matters in which it was done, and those in which it could not be, each with why."""

    done: tuple[str, ...]
    left: tuple[tuple[str, str], ...]


def require(mechanism: Mechanism, name: str, act: Act, values: Mapping[str, Json]) -> None:
    """Refuse an action that needs consent where there is none."""
    asked = mechanism.consent
    if asked and name in asked.before:
        consent.require(_bearer(asked, {**values, **act.given}) or asked.of, asked.purpose, act.at)


def note(mechanism: Mechanism, act: Act, after: Situation, do_one: DoOne, version_of: VersionOf) -> None:
    """Write down what an action that was just done says of consent: given, or withdrawn, which others then follow."""
    asked = mechanism.consent
    person = _bearer(asked, after.values) if asked else ""
    if not asked or not person:
        return
    has_it = consent.has_consent(person, asked.purpose, act.at)
    officer = Officer(str(act.through.get("post") or act.actor), str(act.through.get("person") or act.person), act.at)
    if asked.given and act.name == asked.given.do and not has_it:
        consent.give(person, _given(asked, asked.given, act, after), officer)
    elif act.name == asked.withdraw and has_it:
        consent.withdraw(person, asked.purpose, officer)
        follow(person, asked.purpose, officer, do_one, version_of)


def take_back(
    person: str, purpose: str, officer: Officer, because: str, do_one: DoOne, version_of: VersionOf
) -> tuple[Event, Followed]:
    """Write a withdrawal down and do what follows from it: both or neither."""
    with transaction.atomic(durable=True):
        event = consent.withdraw(person, purpose, officer, because)
        return event, follow(person, purpose, officer, do_one, version_of)


def follow(person: str, purpose: str, officer: Officer, do_one: DoOne, version_of: VersionOf) -> Followed:
    """Do the withdrawal of their mechanism in all running matters of a person that stand on this consent."""
    done, left = [], []
    for (number,) in _OF_PERSON.rows((person,)):
        situation = row.find(number)
        asked = version_of(situation).consent
        if asked is None or asked.purpose != purpose or _bearer(asked, situation.values) != person:
            continue
        try:
            with transaction.atomic():
                do_one(number, Act(asked.withdraw, APPLICANT, officer.at, through=_behind(officer)))
        except YunheError as error:
            left.append((number, str(error)))
        else:
            done.append(number)
    return Followed(tuple(done), tuple(left))


def _behind(officer: Officer) -> dict[str, Json]:
    """Who took down what a person wants; nobody when they said it themselves."""
    if officer.post == APPLICANT:
        return {}
    return {"as": TAKEN_DOWN, "post": officer.post, "person": officer.person}


def _bearer(asked: Asked, values: Mapping[str, Json]) -> str:
    """Whose consent it is: the person to whom the field belongs; empty when it is not filled or erased."""
    return bearer_of(values.get(asked.of))


def bearer_of(value: Json) -> str:
    """To whom a sealed value belongs; empty when it is none or erased."""
    rows = _BEARER.rows((value["sealed"],)) if isinstance(value, Mapping) and "sealed" in value else []
    return str(rows[0][0]) if rows else ""


def _given(asked: Asked, given: Given, act: Act, after: Situation) -> Consent:
    """The consent as the action gave it; of its proof the digest only."""
    file = act.given.get(given.evidence)
    said = {key: file[key] for key in ("sha256", "size")} if isinstance(file, Mapping) else {}
    by = str(after.values.get(given.by, "本人"))
    evidence = {"name": "证据", **said}
    text = act.through.get("text")
    scope, form = (f"{given.scope}；{text}", ELECTRONIC) if text else (given.scope, ON_PAPER)
    return Consent(asked.purpose, given.basis, scope, "监护人" if by == "监护人" else "本人", form, evidence)
