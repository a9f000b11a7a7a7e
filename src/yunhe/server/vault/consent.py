"""What a person has agreed to, and has taken back: events of the person, asked by purpose and instant.

Consent is given for one purpose each (个人信息保护法 第十三、十四条；敏感个人信息要单独同意，第二十九条) and can be
withdrawn as easily (第十五条). What was done while it held stays lawful; an erasure that follows is a step of its own.
"""

import hashlib
from collections.abc import Iterable, Mapping
from datetime import datetime
from pathlib import Path
from typing import Literal, NamedTuple, get_args

from django.db import transaction

from yunhe.definitions.fields import Field, FieldRefusal
from yunhe.errors import reason
from yunhe.server.errors import StoreError
from yunhe.server.ledger import chain
from yunhe.server.statement import Statement
from yunhe.server.vault.erasure import subject_of
from yunhe.types import Event, Json

Form = Literal["书面", "电子", "录音", "口头"]
Giver = Literal["本人", "监护人"]
FORMS, GIVERS = get_args(Form), get_args(Giver)
PROVED = ("书面", "录音")  # forms that leave a thing that can be shown
LONGEST = 500
_EVIDENCE = Field("证据", "file")
_PERSON = Statement("SELECT store FROM vault_person WHERE id = %s")


class Consent(NamedTuple):
    """One consent: to what, on what legal basis, how far, by whom, in what form, with what as evidence."""

    purpose: str
    basis: str
    scope: str
    by: Giver = "本人"
    form: Form = "书面"
    evidence: Mapping[str, Json] | None = None


class Officer(NamedTuple):
    """Who takes it down, in which post, and when."""

    post: str
    person: str
    at: datetime


def evidence_of(path: Path) -> dict[str, Json]:
    """What an event may hold of a proof: the file itself stays in the archive, it may bear name and number."""
    try:
        with path.open("rb") as file:
            digest = hashlib.file_digest(file, "sha256").hexdigest()
            return {"name": "证据", "sha256": digest, "size": file.tell()}
    except OSError as error:
        raise StoreError(str(path), f"读不到（{reason(error)}）", "检查路径和权限") from None


def give(person: str, consent: Consent, officer: Officer) -> Event:
    """Write down that a person agrees."""
    body: dict[str, Json] = {"do": "同意", **_words(person, consent), "by": consent.by, "form": consent.form}
    body["evidence"] = _evidence(person, consent)
    return _append(person, "consented", body, officer)


def withdraw(person: str, purpose: str, officer: Officer, because: str = "") -> Event:
    """Write down that a person no longer agrees; needs no reason."""
    if not has_consent(person, purpose, officer.at):
        raise StoreError(person, f"没有对“{purpose}”的同意可撤回", "核对事由；同意过的用 yunhe consent 看")
    body: dict[str, Json] = {"do": "撤回同意", "purpose": purpose}
    if because:
        body["because"] = because
    return _append(person, "withdrawn", body, officer)


def has_consent(person: str, purpose: str, at: datetime) -> bool:
    """Whether a person agreed to a purpose at an instant."""
    return purpose in agreed(chain.read(subject_of(person)), at)


def require(person: str, purpose: str, at: datetime) -> None:
    """Refuse to go on without consent; the shell asks this before a mechanism that needs it begins or goes on."""
    if not has_consent(person, purpose, at):
        problem = f"没有对“{purpose}”的同意，或已撤回"
        raise StoreError(person, problem, "先取得单独同意并登记（个人信息保护法 第二十九条）")


def agreed(events: Iterable[Event], at: datetime) -> dict[str, Event]:
    """The consents in force at an instant, each with the event by which it was given."""
    held: dict[str, Event] = {}
    for event in events:
        if event.at > at:
            continue
        if event.kind == "consented":
            held[str(event.body["purpose"])] = event
        elif event.kind == "withdrawn":
            held.pop(str(event.body["purpose"]), None)
        elif event.kind == "erased" and event.body["whole"]:
            held.clear()
    return held


def _words(person: str, consent: Consent) -> dict[str, Json]:
    said = {"purpose": consent.purpose, "basis": consent.basis, "scope": consent.scope}
    for what, key in (("事由", "purpose"), ("依据", "basis"), ("范围", "scope")):
        if not said[key].strip() or len(said[key]) > LONGEST:
            raise StoreError(person, f"同意没有写明{what}", f"写明{what}，不超过{LONGEST}字")
    if consent.by not in GIVERS or consent.form not in FORMS:
        raise StoreError(person, "谁同意、以什么形式，写法不对", f"写{'、'.join(GIVERS)}；{'、'.join(FORMS)}")
    return {key: words.strip() for key, words in said.items()}


def _evidence(person: str, consent: Consent) -> Json:
    """Digest and size of what proves it; its file name may tell a name and stays outside the event."""
    if consent.evidence is None:
        if consent.form in PROVED:
            raise StoreError(person, f"{consent.form}同意没有附证据", "附上同意书或录音")
        return None
    try:
        read = _EVIDENCE.read(consent.evidence)
    except FieldRefusal as refusal:
        raise StoreError(person, f"同意的证据{refusal.problem}", refusal.remedy) from None
    assert isinstance(read, Mapping)
    return {"sha256": read["sha256"], "size": read["size"]}


def _append(person: str, kind: str, body: Mapping[str, Json], officer: Officer) -> Event:
    with transaction.atomic():
        if not _PERSON.rows((person,)):
            raise StoreError(person, "没有这个人，或已删除", "核对编号")
        subject = subject_of(person)
        number = chain.head(subject).number
        event = Event(subject, number + 1, officer.at, kind, officer.post, officer.person, body)
        chain.append(subject, [event], number)
    return event
