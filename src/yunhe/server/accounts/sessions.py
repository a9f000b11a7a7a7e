"""Sessions that end: an hour after the last click, twelve hours after the login, or when the browser is closed."""

from datetime import datetime, timedelta

from django.http import HttpRequest

from yunhe.server.clock import now

IDLE, LONGEST = timedelta(hours=1), timedelta(hours=12)
NOTED = timedelta(minutes=5)  # a click is written down no oftener
BEGUN, SEEN = "yunhe_begun", "yunhe_seen"


def begin(request: HttpRequest) -> None:
    """Somebody has just logged in."""
    request.session[BEGUN] = request.session[SEEN] = now().isoformat()


def has_ended(request: HttpRequest, at: datetime) -> bool:
    """Whether the session is over at an instant; a click keeps it alive until its longest."""
    session = request.session
    begun, seen = session.get(BEGUN), session.get(SEEN)
    if begun is None or seen is None:
        begin(request)
        return False
    if at - datetime.fromisoformat(begun) > LONGEST or at - datetime.fromisoformat(seen) > IDLE:
        return True
    if at - datetime.fromisoformat(seen) > NOTED:
        session[SEEN] = at.isoformat()
    return False
