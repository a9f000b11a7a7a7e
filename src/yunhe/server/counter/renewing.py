"""Giving a code 换查询码: by a post that may take down what applicants want, to who lost theirs or never had one."""

from django.db import transaction

from yunhe.access.parties import TAKEN_DOWN
from yunhe.mechanisms.act import Act
from yunhe.mechanisms.acts import renew_code
from yunhe.server.access.acting import do_as, seen
from yunhe.server.access.outside import counter_of
from yunhe.server.access.reader import Seat
from yunhe.server.clock import now
from yunhe.server.counter import codes
from yunhe.server.errors import StoreError
from yunhe.server.matters.work import Office


def renewed(office: Office, seat: Seat, number: str) -> str:
    """A new code, the old one void; the matter says who gave it and when, never the code."""
    with transaction.atomic():
        situation = seen(seat, number)
        seat.require(TAKEN_DOWN, situation.store)
        if counter_of(office, office.version_of(situation)) is None:
            raise StoreError(number, "这种事项不在公众窗口上，没有查询码", "在机制的定义里写 counter")
        at = now()
        do_as(office, seat, number, Act(renew_code.NAME, seat.post, at, seat.person))
        return codes.issue(number, at)
