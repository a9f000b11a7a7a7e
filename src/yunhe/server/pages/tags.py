"""Tags and filters of every template."""

from datetime import datetime

from django import template

from yunhe.server.matters.saying import said_instant

register = template.Library()


@register.filter
def instant(at: datetime | None) -> str:
    """An instant as the terminal says it too: 2024-03-01 09:30, the end of a day as 24:00."""
    return said_instant(at) if at else ""
