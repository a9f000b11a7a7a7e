"""Who acts on observations: a person who holds a post at this instant; simulated data ask for no holding."""

from datetime import datetime
from pathlib import Path

from yunhe.access.roles import access_of
from yunhe.server.access.reader import seat_of
from yunhe.server.observations.keeping import By

REPORT = "填报"


def seated(district: Path, post: str, person: str, at: datetime, power: str = "") -> By:
    """The one who acts; refused when they do not hold the post, nor stand in for who does, or it lacks the power."""
    seat = seat_of(access_of(district), post, person, at)
    if power:
        seat.require(power)
    return By(post, person, at, True, seat.of)
