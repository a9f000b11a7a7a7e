"""Handing in 递交: a draft becomes a matter, its files and consents with it, and a code; all of it or nothing."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, NamedTuple

from yunhe.mechanisms.act import Act
from yunhe.mechanisms.acts import supplement
from yunhe.mechanisms.guarding import sealed_as
from yunhe.mechanisms.mechanism import APPLICANT, OPENING, Mechanism
from yunhe.mechanisms.privacy import Notice
from yunhe.mechanisms.situation import Situation
from yunhe.server.access import outside
from yunhe.server.counter import answers, codes, drafts, uploads
from yunhe.server.counter.drafts import Place
from yunhe.server.files import folder
from yunhe.server.matters import consents
from yunhe.server.matters.work import Office
from yunhe.server.transaction import Writing
from yunhe.server.vault import consent, sealed_files
from yunhe.server.vault.consent import Consent, Officer
from yunhe.types import Json

BASIS = "个人信息保护法 第二十九条"


class HandedIn(NamedTuple):
    """What the applicant takes home: number and code."""

    number: str
    code: str


def hand_in(office: Office, key: str, place: Place, notice: Notice, at: datetime, account: int | None) -> HandedIn:
    """Make a matter of the draft that lies in a place; raises LookupError when it was handed in already, or is gone."""
    mechanism = office.in_force(key, at)
    counter = mechanism.counter
    assert counter is not None
    with Writing():
        draft = drafts.take(place)
        if not draft:
            raise LookupError(place.what)
        given = answers.given(counter, draft["answers"])
        situation = outside.open_outside(office, key, Act(OPENING, APPLICANT, at, given=given))
        _agree(situation, notice, at)
        _attach(office, mechanism, situation.subject, draft.get("files", []), at)
        code = codes.issue(situation.subject, at, account)
        receipt = {"number": situation.subject, "code": code, "key": key}
        drafts.put(Place(place.token, drafts.RECEIPT), receipt, at, drafts.RECEIPT_LASTS)
    if not mechanism.is_guarded:
        sealed_files.destroy(folder(), [file["kept"] for file in draft.get("files", [])])
    return HandedIn(situation.subject, code)


def supplemented(mechanism: Mechanism, said: str, files: list[dict[str, Json]]) -> dict[str, Json]:
    """What a 补充 gives: words, and files under the names it has for them."""
    given: dict[str, Json] = {supplement.SAID: said} if said else {}
    for number, file in enumerate(files[: supplement.MOST], 1):
        name = f"{supplement.SHOWN}{number}"
        given[name] = uploads.given(file, sealed=sealed_as(mechanism, name) is not None)
    return given


def _attach(office: Office, mechanism: Mechanism, number: str, files: list[dict[str, Any]], at: datetime) -> None:
    if files:
        given = supplemented(mechanism, "", files)
        outside.do_outside(office, number, Act(supplement.NAME, APPLICANT, at, given=given))


def _agree(situation: Situation, notice: Notice, at: datetime) -> None:
    """Sensitive answers were given with a consent of their own: it is written down for whose they are."""
    persons = dict.fromkeys(_bearers(situation.values, notice.sensitive))
    for person in persons:
        scope = f"审核申请；{'、'.join(notice.sensitive)}；告知书{notice.version}版"
        said = Consent(f"{situation.mechanism}·申请", BASIS, scope, form="电子")
        consent.give(person, said, Officer(APPLICANT, "", at))


def _bearers(values: Mapping[str, Json], names: tuple[str, ...]) -> list[str]:
    return [person for name in names if (person := consents.bearer_of(values.get(name)))]
