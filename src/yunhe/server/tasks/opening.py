"""Opens tasks from the entries of their register: first as a trial that writes nothing, then for good, once a form."""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction

from yunhe.mechanisms.act import Act
from yunhe.registers.register import Register
from yunhe.server.access.reader import Seat
from yunhe.server.floor import handing
from yunhe.server.matters.each import Opened, open_each
from yunhe.server.matters.work import Office
from yunhe.server.registers.seeing import Sight, sight
from yunhe.types import Json


class Wish:
    """What is to be opened: a matter of a mechanism for every entry that is as asked for."""

    def __init__(
        self, office: Office, seat: Seat, key: str, register: Register, asked: Mapping[str, Json], at: datetime,
        given: Mapping[str, Json], *, simulated: bool,
    ) -> None:  # fmt: skip
        self.office, self.seat, self.key, self.simulated = office, seat, key, simulated
        self.sight: Sight = sight(register, seat)
        self.asked = asked
        self.act = Act("登记", seat.post, at, seat.person, dict(given))

    def tried(self) -> Opened:
        """What would be opened; nothing is written. A refusal is raised as it would be."""
        with transaction.atomic():
            found = self._open()
            transaction.set_rollback(True)
        return found

    def done(self, token: str) -> Opened:
        """Open them, all or none, once a form."""
        with handing.once(token, "", self.act.at):
            return self._open()

    def _open(self) -> Opened:
        return open_each(
            self.office, self.seat, self.key, self.sight, self.asked, self.act, simulated=self.simulated
        )  # fmt: skip
