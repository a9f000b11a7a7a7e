"""A matter as somebody sees it: its sealed values opened as far as the post allows, the look written down before."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from yunhe.access.scope import Facts, Scope
from yunhe.definitions.fields import DataClass
from yunhe.mechanisms.mechanism import Mechanism
from yunhe.mechanisms.situation import Situation
from yunhe.server.access.reader import Seat
from yunhe.server.matters import parties
from yunhe.server.matters.vaulting import sealed_fields
from yunhe.server.vault.looks import Reader
from yunhe.server.vault.opening import is_sealed, open_values
from yunhe.types import Event, Json


class Sight:
    """What a scope lets see of one matter, as the vault asks for it."""

    def __init__(self, scope: Scope, facts: Facts) -> None:
        self.store, self.classes = facts.store, scope.classes(facts)

    def may_see(self, reader: Reader, store: str, data_class: DataClass) -> bool:
        """Whether values of a class in a store are seen in this matter."""
        return store == self.store and data_class in self.classes


def facts_of(situation: Situation) -> Facts:
    """What of a matter decides who sees it."""
    found = frozenset(parties.of(situation.subject))
    return Facts(situation.mechanism, situation.store, found, situation.simulated)


def opened(
    seat: Seat, purpose: str, mechanism: Mechanism, situation: Situation, events: Sequence[Event]
) -> tuple[Situation, list[Event]]:
    """A matter and its history for a purpose: in clear, masked or withheld; every look is on record when this returns.

    The reasons and evidence that its events hold are opened as the fields are.
    """
    sight = Sight(seat.scope, facts_of(situation))

    def shown(values: Mapping[str, Json]) -> dict[str, Json]:
        fields = sealed_fields(mechanism, values)
        return open_values(seat.reader, purpose, sight, situation.subject, fields, values)

    return situation._replace(values=shown(situation.values)), [_opened(event, shown) for event in events]


def _opened(event: Event, shown: Callable[[Mapping[str, Json]], Mapping[str, Json]]) -> Event:
    given = event.body.get("given")
    if not isinstance(given, Mapping) or not any(map(is_sealed, given.values())):
        return event
    return replace(event, body={**event.body, "given": shown(given)})
