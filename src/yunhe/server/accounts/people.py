"""Makes, stops and mends the accounts of staff: by who may record posts (任免), never their own; each an event.

word = make(seat, "W1024", "张三")          # the first password, to be changed at the first login
"""

import re
import secrets

from django.db import transaction

from yunhe.server.access.reader import Seat
from yunhe.server.accounts.models import Account
from yunhe.server.clock import now
from yunhe.server.errors import StoreError
from yunhe.server.ledger import chain
from yunhe.types import Event, Json

POWER = "任免"
SUBJECT = "account:"
MADE, RESET, STOPPED, STARTED, UNLOCKED = "made", "reset", "stopped", "started", "unlocked"
WORDS = {
    MADE: "建立账号",
    RESET: "重设口令",
    STOPPED: "停用账号",
    STARTED: "启用账号",
    UNLOCKED: "去掉第二重验证",
}
_LETTERS = "abcdefghijkmnpqrstuvwxyz23456789"  # none that is taken for another
_KEY = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,39}")
LONGEST_NAME = 60


def make(seat: Seat | None, username: str, name: str) -> str:
    """A new account of staff; its first password, said this once. Without a seat only the first of all."""
    if not _KEY.fullmatch(username):
        raise StoreError(username or "工号", "不是工号", "写工号：字母、数字、- 和 _，不超过40个")
    if len(name) > LONGEST_NAME:
        raise StoreError(username, "姓名太长", f"不超过{LONGEST_NAME}字")
    with transaction.atomic():
        if seat is None and Account.objects.filter(is_public=False).exists():
            raise StoreError(
                username, "已有账号，新的要由能“任免”的岗位建立", "写 --as 区数据局.安全管理员 --person 工号"
            )
        _require_free(username)
        _recorded(seat, username, MADE)
        word = first_password()
        account = Account.objects.create_user(username, word, name=name)
        Account.objects.filter(pk=account.pk).update(must_change=True)
    return word


def reset(seat: Seat, username: str) -> str:
    """A new first password; all sessions of the account end with the old one."""
    with transaction.atomic():
        account = _staff(username)
        _recorded(seat, username, RESET)
        word = first_password()
        account.set_password(word)
        account.must_change = True
        account.save(update_fields=["password", "must_change"])
    return word


def stop(seat: Seat, username: str) -> None:
    """Nobody logs in with it any more; whoever is in is out at the next click."""
    _switch(seat, username, STOPPED, is_active=False)


def start(seat: Seat, username: str) -> None:
    """It may be used again."""
    _switch(seat, username, STARTED, is_active=True)


def unlock(seat: Seat, username: str) -> None:
    """Takes the second factor of somebody who lost their device away; the next login asks to set up another."""
    from allauth.mfa.models import Authenticator

    with transaction.atomic():
        account = _staff(username)
        _recorded(seat, username, UNLOCKED)
        Authenticator.objects.filter(user=account).delete()


def first_password() -> str:
    """Three groups of five letters that are not mistaken for one another: 74 bits."""
    return "-".join("".join(secrets.choice(_LETTERS) for _ in range(5)) for _ in range(3))


def _switch(seat: Seat, username: str, kind: str, *, is_active: bool) -> None:
    with transaction.atomic():
        account = _staff(username)
        _recorded(seat, username, kind)
        account.is_active = is_active
        account.save(update_fields=["is_active"])


def _require_free(username: str) -> None:
    """Refuse a name under which somebody logs in already, be it written in other letters."""
    found = Account.objects.under(username).first()
    if found is None:
        return
    if found.is_public:
        raise StoreError(username, f"公众账号“{found.username}”已用了这个名字", "换一个工号，或请本人改用别的账号")
    raise StoreError(username, f"已有账号“{found.username}”", "换一个，或给它重设口令")


def _staff(username: str) -> Account:
    found = Account.objects.select_for_update().filter(username=username, is_public=False).first()
    if found is None:
        raise StoreError(username, "没有这个账号", "核对工号")
    return found


def _recorded(seat: Seat | None, username: str, kind: str) -> None:
    """The event; refused when the seat may not, or it is about themselves."""
    if seat is not None:
        seat.require(POWER)
        if seat.person == username:
            raise StoreError(username, "不能给自己办", "由另一个有“任免”的人来办")
    subject = f"{SUBJECT}{username}"
    last = chain.head(subject).number
    body: dict[str, Json] = {"do": WORDS[kind], **({"first": True} if seat is None else seat.said())}
    actor, person = (seat.post, seat.person) if seat else ("系统", "")
    chain.append(subject, [Event(subject, last + 1, now(), kind, actor, person, body)], last)
