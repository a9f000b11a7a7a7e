"""Takes an import back: what it entered is withdrawn, what it changed gets its values of before; nothing is deleted.

Entries that somebody changed since, and those that others lead to, stay as they are and are named.
"""

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from django.db import transaction

from yunhe.errors import UnreadableError
from yunhe.server.ledger import chain
from yunhe.server.registers import entering, imports, refs
from yunhe.server.registers.entering import Author
from yunhe.server.registers.imports import Import
from yunhe.server.registers.standing import CHANGED, Standing, folded_from
from yunhe.server.statement import stream
from yunhe.types import Event, Json

_TOUCHED = "SELECT subject, number, body FROM ledger_event WHERE subject LIKE %s AND body LIKE %s ORDER BY subject"


@dataclass
class Undone:
    """What was taken back, and what was not: key and why."""

    withdrawn: list[str] = field(default_factory=list)
    set_back: list[str] = field(default_factory=list)
    kept: dict[str, str] = field(default_factory=dict)


def undo(number: str, author: Author, because: str, step: Callable[[], None] = lambda: None) -> Undone:
    """Take an import back, in one transaction."""
    kept: dict[str, str] = {}
    while True:
        with transaction.atomic(durable=True):
            made = _standing_import(number)
            done = _take_back(made, author, because, kept, step)
            leading = _leading(made, done, kept)
            if leading:
                transaction.set_rollback(True)
            else:
                _write_down(made, done, author, because)
        if not leading:
            return done
        kept |= leading


def _standing_import(number: str) -> Import:
    made = imports.find(number, locked=True)
    if made.undone:
        raise UnreadableError(made.number, f"已在 {made.undone:%Y-%m-%d} 撤销", "不用再撤")
    return made


def _take_back(made: Import, author: Author, because: str, kept: dict[str, str], step: Callable[[], None]) -> Undone:
    done = Undone()
    source: dict[str, Json] = {"undo": made.number}
    for subject, number in list(_touched(made)):
        step()
        events = chain.read(subject)
        standing = folded_from(events)
        if subject in kept:
            done.kept[standing.key] = kept[subject]
        elif number != len(events):
            last = events[-1]
            done.kept[standing.key] = f"之后又改过（{last.at:%Y-%m-%d} {last.actor}）"
        elif events[-1].kind == CHANGED:
            entering.set_back(standing, _before(events), author, source)
            done.set_back.append(standing.key)
        else:
            entering.withdraw(standing, author, because, source)
            done.withdrawn.append(standing.key)
    return done


def _before(events: tuple[Event, ...]) -> Standing:
    return folded_from(events[:-1])


def _touched(made: Import) -> Iterator[tuple[str, int]]:
    """The entries that an import wrote to, each with the number of the event."""
    mark = json.dumps(made.number, ensure_ascii=False)
    for subject, number, body in stream(_TOUCHED, (f"entry:{made.register}:%", f'%"import":{mark}%')):
        source = json.loads(body).get("source", {})
        if subject.startswith(f"entry:{made.register}:") and source.get("import") == made.number:
            yield str(subject), int(number)


def _leading(made: Import, done: Undone, kept: dict[str, str]) -> dict[str, str]:
    """Entries that must stay because of references: those led to, and those whose old value leads nowhere now."""
    withdrawn, set_back = set(done.withdrawn), set(done.set_back)
    found: dict[str, str] = {}
    for one in refs.dangling(made.register):
        target = entering.subject_of(one.register, one.key)
        if one.register == made.register and one.key in withdrawn and target not in kept:
            found[target] = f"“{one.subject.partition(':')[2]}”的{one.field}指到它"
        elif one.subject.removeprefix(f"entry:{made.register}:") in set_back and one.subject not in kept:
            found[one.subject] = f"原来的{one.field}“{one.key}”已经不在"
    return found


def _write_down(made: Import, done: Undone, author: Author, because: str) -> None:
    body: dict[str, Json] = {
        "do": "撤销导入",
        "because": because,
        "withdrawn": len(done.withdrawn),
        "set_back": len(done.set_back),
        "kept": len(done.kept),
    }
    imports.end(made, author.wrote(made.subject, made.last + 1, imports.UNDONE, body))
