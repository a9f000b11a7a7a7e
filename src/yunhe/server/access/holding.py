"""Records who holds a post: appointed, relieved, deputised, returned, and slips struck, each an event of the post.

Who records must hold a post that may (`任免`), never for themselves; a holder may also name their own deputy. As long
as nobody holds such a post, the first may be appointed to one, and the event says so.
"""

import re
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import NamedTuple

from django.db import connection, transaction

from yunhe.access import units
from yunhe.access.holdings import (
    APPOINTED,
    DEPUTISED,
    RELIEVED,
    RETURNED,
    STRUCK,
    WORDS,
    Holding,
    subject_of,
)
from yunhe.access.posts import is_post, unit_of
from yunhe.access.roles import Access
from yunhe.access.scope import scope_of
from yunhe.mechanisms.mechanism import SYSTEM
from yunhe.server.access import held
from yunhe.server.access.reader import Seat, seat_of
from yunhe.server.errors import StoreError
from yunhe.server.ledger import chain
from yunhe.server.statement import Statement
from yunhe.types import Event, Json

POWER = "任免"
LONGEST = 200
_KEY = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,39}")
_LOCK = Statement("SELECT pg_advisory_xact_lock(%s)")
_LOCK_NUMBER = 20_250_528  # any; only this module takes it


class Officer(NamedTuple):
    """Who records it: post, person and instant."""

    post: str
    person: str
    at: datetime


class Term(NamedTuple):
    """From when to when, and by what document."""

    since: datetime
    until: datetime | None
    basis: str


def appoint(access: Access, officer: Officer, post: str, who: str, term: Term) -> Event:
    """Somebody holds a post from an instant on."""
    _checked_post(access, post)
    _checked_term(post, term, officer.at)
    with transaction.atomic():
        _alone()
        first = _is_first(access, post, officer.at)
        said = {"first": True} if first else _entitled(access, officer, who).said()
        _is_free(access, post, _key(post, who), term)
        body = {"who": who, **_spoken(term), **said}
        return _append(officer._replace(post=SYSTEM) if first else officer, post, APPOINTED, body)


def deputise(access: Access, officer: Officer, post: str, who: str, of: str, term: Term) -> Event:
    """Somebody stands in for a holder until a given instant."""
    _checked_post(access, post)
    _checked_term(post, term, officer.at)
    if term.until is None:
        raise StoreError(post, "代理没有写到什么时候", "加 --until")
    with transaction.atomic():
        _alone()
        own = (officer.post, officer.person) == (post, of)
        seat = seat_of(access, post, of, officer.at) if own else _entitled(access, officer, who)
        if own and seat.of:
            raise StoreError(post, f"“{of}”自己是代理", "代理不能再请人代理")
        if not any(each.person == of and not each.of and _covers(each, term) for each in held.of_post(post)):
            raise StoreError(post, f"“{of}”在这段时间不一直在这个岗位", "代理不能早于、长于本人任职")
        _is_free(access, post, _key(post, who), term)
        return _append(officer, post, DEPUTISED, {"who": who, "of": of, **_spoken(term), **seat.said()})


def end(access: Access, officer: Officer, post: str, who: str, at: datetime, because: str) -> Event:
    """A holding or a deputyship ends at an instant, now or later."""
    with transaction.atomic():
        _alone()
        found = [each for each in held.of_post(post) if each.person == who and (not each.until or each.until > at)]
        if not found:
            raise StoreError(post, f"“{who}”那时已不在这个岗位", f"用 yunhe post show {post} 看")
        holding = found[0]
        own = holding.of and (officer.post, officer.person) in ((post, holding.of), (post, who))
        seat = seat_of(access, post, officer.person, officer.at) if own else _entitled(access, officer, who)
        if at < max(officer.at, holding.since):
            raise StoreError(post, "不能倒回去免", "写现在或以后；登记错的用 yunhe post strike")
        body: dict[str, Json] = {"event": holding.number, "at": _written(at), "because": _said(post, because)}
        return _append(officer, post, RETURNED if holding.of else RELIEVED, {**body, **seat.said()})


def strike(access: Access, officer: Officer, post: str, number: int, because: str) -> Event:
    """An entry was a slip: it counts no more from now on; it stays in the history."""
    with transaction.atomic():
        _alone()
        found = [each for each in held.of_post(post) if each.number == number]
        if not found:
            raise StoreError(f"{post}#{number}", "不是一条有效的任职或代理", f"用 yunhe post show {post} 看记录号")
        seat = _entitled(access, officer, found[0].person)
        return _append(officer, post, STRUCK, {"event": number, "because": _said(post, because), **seat.said()})


def _append(officer: Officer, post: str, kind: str, body: Mapping[str, Json]) -> Event:
    """One event and the rows that follow from it."""
    subject = subject_of(post)
    last = chain.head(subject).number
    event = Event(subject, last + 1, officer.at, kind, officer.post, officer.person, {"do": WORDS[kind], **body})
    chain.append(subject, [event], last)
    held.put(post)
    return event


def _alone() -> None:
    """One recording at a time: two at once might each allow what both together do not."""
    if connection.vendor == "postgresql":
        _LOCK.rows((_LOCK_NUMBER,))


def _entitled(access: Access, officer: Officer, who: str) -> Seat:
    """The seat of who records; nobody records their own."""
    seat = seat_of(access, officer.post, officer.person, officer.at).require(POWER)
    if who == officer.person:
        raise StoreError(officer.post, "不能给自己登记", "由另一个有“任免”的人来做")
    return seat


def _is_first(access: Access, post: str, at: datetime) -> bool:
    """Whether nobody at all holds a post that may record, and this one would."""
    if not scope_of(access, [post]).may(POWER):
        return False
    return not any(scope_of(access, [each.post]).may(POWER) for each in held.at(at))


def _is_free(access: Access, post: str, who: str, term: Term) -> None:
    """The person does not hold the post already, nor one that must not meet it in one person."""
    meeting = [each for each in held.of_person(who) if each.meets(term.since, term.until)]
    if any(each.post == post for each in meeting):
        raise StoreError(post, f"“{who}”那时已经在这个岗位", f"用 yunhe post show {post} 看")
    met = access.conflict((post, *(each.post for each in meeting)))
    if met:
        raise StoreError(post, f"“{who}”会同时是“{met[0]}”和“{met[1]}”，这两个角色不能是一个人", "另派一个人")


def _covers(holding: Holding, term: Term) -> bool:
    return holding.since <= term.since and (
        holding.until is None or (term.until is not None and term.until <= holding.until)
    )


def _checked_post(access: Access, post: str) -> None:
    if not is_post(post):
        raise StoreError(post, "不是岗位", "写“单位.岗位”，如 区住建局.承办岗")
    if access.units and unit_of(post) not in access.units:
        problem = f"没有“{unit_of(post)}”这个单位"
        raise StoreError(post, problem, units.remedy(access.units, unit_of(post)))
    if not access.roles_of(post):
        raise StoreError(post, "access.yaml 里没有角色包含这个岗位", "核对写法，或先在 access.yaml 给它一个角色")


def _key(post: str, who: str) -> str:
    if not _KEY.fullmatch(who):
        raise StoreError(post, f"“{who}”不是工号", "写工号（字母、数字），不写姓名")
    return who


def _checked_term(post: str, term: Term, now: datetime) -> None:
    if term.until is not None and (term.until <= term.since or term.until <= now):
        raise StoreError(post, "到期早于开始，或已经过去", "改正 --since、--until")
    _said(post, term.basis, "依据", "--basis")


def _said(post: str, written: str, what: str = "理由", option: str = "--because") -> str:
    said = written.strip()
    if not said or len(said) > LONGEST:
        raise StoreError(post, f"没有写{what}，或过长", f"加 {option}，不超过{LONGEST}字")
    return said


def _spoken(term: Term) -> dict[str, Json]:
    until: dict[str, Json] = {"until": _written(term.until)} if term.until else {}
    return {"since": _written(term.since), **until, "basis": term.basis.strip()}


def _written(at: datetime) -> str:
    return at.astimezone(UTC).isoformat()
