"""Puts away what must not stand in events, and reads it as what it was put away: fields, free texts, evidence."""

from collections.abc import Iterable, Mapping

from yunhe.definitions.fields import Field
from yunhe.mechanisms.guarding import sealed_as
from yunhe.mechanisms.mechanism import Mechanism
from yunhe.server.vault.sealing import seal, seal_for_matter
from yunhe.types import Json


def put_away(mechanism: Mechanism, number: str, given: Mapping[str, Json]) -> Mapping[str, Json]:
    """What was given with personal fields under the key of their person, free texts and evidence under the matter's."""
    fields = sealed_fields(mechanism, given)
    if not fields:
        return given
    own = {name: field for name, field in fields.items() if mechanism.fields.get(name) == field}
    free = {name: field for name, field in fields.items() if name not in own}
    return seal_for_matter(mechanism.store, number, free, seal(mechanism.store, number, None, own, given))


def sealed_fields(mechanism: Mechanism, names: Iterable[str]) -> dict[str, Field]:
    """As what each of these is sealed, where it is; `opening.open_values` shows them by these fields."""
    return {name: field for name in names if (field := sealed_as(mechanism, name))}
