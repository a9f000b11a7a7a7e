"""The proof that a counter carries: answers that are taken open a matter, others are refused for the reason said."""

from collections.abc import Iterator
from datetime import datetime

from yunhe.errors import DefinitionError
from yunhe.mechanisms.act import Act, Refused
from yunhe.mechanisms.counter import Counter, Example
from yunhe.mechanisms.counter_reading import refusals
from yunhe.mechanisms.guarding import names_somebody
from yunhe.mechanisms.machine import open_matter
from yunhe.mechanisms.mechanism import APPLICANT, OPENING, Mechanism
from yunhe.mechanisms.workdays import CHINA, Calendar

AT = datetime(2026, 5, 6, 9, 0, tzinfo=CHINA)
BOTH = "写一个能交的例子，再写一个因为没填或填错而交不了的"


def failures(mechanism: Mechanism, calendar: Calendar) -> Iterator[DefinitionError]:
    """The examples of a counter that do not hold; there must be some of both kinds."""
    counter = mechanism.counter
    if counter is None:
        return
    if len({bool(example.refused) for example in counter.examples}) < 2:
        yield DefinitionError(mechanism.path, counter.line, "窗口的例子不全", BOTH)
    for example in counter.examples:
        problem = _problem(mechanism, counter, example, calendar)
        if problem:
            yield DefinitionError(
                mechanism.path, example.line, f"窗口的例子“{example.name}”：{problem}", "改例子，或改窗口"
            )


def _problem(mechanism: Mechanism, counter: Counter, example: Example, calendar: Calendar) -> str:
    strange = [name for name in example.answers if name not in {question.field for question in counter.questions}]
    if strange:
        return f"窗口不问“{strange[0]}”"
    found = refusals(mechanism, counter, example.answers)
    unsaid = [name for name in found if name not in example.refused]
    if unsaid:
        return f"“{unsaid[0]}”{found[unsaid[0]]}"
    for name, words in example.refused.items():
        if words not in found.get(name, ""):
            return f"“{name}”应当因“{words}”不收，却{'因“' + found[name] + '”不收' if name in found else '收下了'}"
    return "" if example.refused else _not_opened(mechanism, counter, example, calendar)


def _not_opened(mechanism: Mechanism, counter: Counter, example: Example, calendar: Calendar) -> str:
    """Why the answers do not open a matter after all."""
    answers = {name: value for name, value in example.answers.items() if value not in ("", [])}
    given = {**counter.fills, **answers}
    named = names_somebody(mechanism, given)
    made = named or open_matter(mechanism, "例", Act(OPENING, APPLICANT, AT, given=given), calendar)
    return str(made) if isinstance(made, Refused) else ""
