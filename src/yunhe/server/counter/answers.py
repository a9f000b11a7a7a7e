"""Answers of a form: read as they were sent, held against the fields, made into what an act gives."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.db import transaction
from django.http import QueryDict
from django.utils.translation import gettext as _

from yunhe.definitions.fields import Field
from yunhe.definitions.personal_numbers import first_in
from yunhe.definitions.raw import is_blank
from yunhe.mechanisms.counter import Counter, Question
from yunhe.mechanisms.counter_reading import problem_with
from yunhe.mechanisms.guarding import names_somebody
from yunhe.mechanisms.mechanism import Mechanism
from yunhe.server.counter.asking import Places, options_of
from yunhe.server.registers import refs
from yunhe.types import Json

CHOSEN = ("choice", "choices", "flag", "region", "unit")
LONGEST = 12_000  # signs of one answer that are kept, far more than any field takes


def sent(form: QueryDict, fields: Iterable[Field]) -> dict[str, Json]:
    """What was typed and chosen, by field."""
    found: dict[str, Json] = {}
    for field in fields:
        if field.kind == "choices":
            found[field.name] = [word[:LONGEST] for word in form.getlist(field.name)][: len(field.choices)]
        else:
            found[field.name] = form.get(field.name, "").strip()[:LONGEST]
    return found


def problems(
    mechanism: Mechanism, questions: Sequence[Question], places: Places, answers: Mapping[str, Json]
) -> dict[str, str]:
    """What is wrong with the answers to these questions, by field, in the order of the questions."""
    found: dict[str, str] = {}
    for question in questions:
        field, answer = mechanism.fields[question.field], answers.get(question.field)
        problem = wrong(field, answer) or _not_offered(field, question, places, answer)
        problem = problem or _unknown(field, answer) or _exposes(mechanism, field.name, answer)
        if problem:
            found[field.name] = problem
    return found


def given(counter: Counter, answers: Mapping[str, Json]) -> dict[str, Json]:
    """What the opening act gives: the answers, and what the counter fills in by itself."""
    asked = {question.field for question in counter.questions}
    said: dict[str, Json] = {name: value for name, value in answers.items() if name in asked and value not in ("", [])}
    return {**counter.fills, **said}


def wrong(field: Field, answer: Json) -> str:
    """Why a field does not take an answer, in words for people; empty when it does."""
    if is_blank(answer) and field.needed:
        return _("没有填") if field.kind not in CHOSEN else _("没有选")
    return problem_with(field, answer)


def _not_offered(field: Field, question: Question, places: Places, answer: Json) -> str:
    """A choice that was not among those offered is no slip of the pen."""
    options = options_of(field, question.among, places)
    if not answer or not question.among or answer in options:
        return ""
    return _("不在可选的里面 → 从列出的里选一个")


def _unknown(field: Field, answer: Json) -> str:
    """What leads to no entry of a register; nothing is told of what stands there instead."""
    if not field.register or not answer:
        return ""
    with transaction.atomic():
        unknown = refs.first_unknown({field.name: field}, {field.name: answer})
    return _("台账里没有 → 核对有没有写错") if unknown else ""


def _exposes(mechanism: Mechanism, name: str, answer: Json) -> str:
    """A number by which somebody is known, where everybody who sees the matter would see it."""
    if not answer or names_somebody(mechanism, {name: answer}) is None:
        return ""
    said = first_in(str(answer)) or _("能认出一个人的号码")
    return _("写了%s，看这件事的人都会看到 → 从这里删去，填到专门问的那一栏") % said


def filled(answers: Mapping[str, Any]) -> bool:
    """Whether anything has been answered yet."""
    return any(value not in ("", []) for value in answers.values())
