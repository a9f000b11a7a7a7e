"""Years of the working-day calendar that an office has imported: each an event, so it shows who brought it in and when.

The calendar in force is the shipped one with the imported years put in, the latest import of a year counting.
"""

from datetime import datetime

from django.db import transaction

from yunhe.mechanisms.holidays import Year, read_years, text_of
from yunhe.mechanisms.workdays import Calendar
from yunhe.server.ledger import chain
from yunhe.server.statement import Statement
from yunhe.types import Event

SUBJECT = "calendar:"
IMPORTED = "calendar_imported"
_SUBJECTS = Statement("SELECT DISTINCT subject FROM ledger_event WHERE subject >= %s AND subject < %s ORDER BY subject")


def in_force() -> Calendar:
    """The shipped calendar with what was imported."""
    calendar = Calendar.shipped()
    for (subject,) in _SUBJECTS.rows((SUBJECT, SUBJECT + "~")):
        last = chain.read(subject)[-1]
        for year in read_years(subject, str(last.body["table"])):
            calendar = calendar.with_year(year)
    return calendar


def bring_in(year: Year, actor: str, person: str, at: datetime) -> bool:
    """Record a year; False when it is already in force just so."""
    if year in in_force().years:
        return False
    subject = f"{SUBJECT}{year.number}"
    with transaction.atomic():
        last = chain.head(subject).number
        body = {"do": "导入工作日历", "table": text_of((year,))}
        chain.append(subject, [Event(subject, last + 1, at, IMPORTED, actor, person, body)], last)
    return True
