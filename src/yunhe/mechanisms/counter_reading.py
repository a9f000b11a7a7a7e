"""Reads the `counter` of a mechanism, and answers as its fields read them."""

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from yunhe.definitions import strict
from yunhe.definitions.fields import Field, FieldRefusal
from yunhe.mechanisms.counter import (
    MOST_FILES,
    PER_HOUR,
    Agreement,
    Counter,
    Example,
    Files,
    Question,
    Step,
    Wording,
)
from yunhe.mechanisms.mechanism import APPLICANT, OPENING, Asked, Mechanism, Stage
from yunhe.types import Json

MOST_STEPS, LONGEST_TEXT = 12, 5_000


class _At(NamedTuple):
    """What of the mechanism the words are about."""

    node: strict.Mapping
    fields: Mapping[str, Field]
    units: Mapping[str, str]
    stages: Mapping[str, Stage]
    consent: Asked | None

    @property
    def needs(self) -> set[str]:
        """Whatever an action may bring along."""
        return {need for stage in self.stages.values() for action in stage.actions.values() for need in action.needs}

    @property
    def of_applicant(self) -> set[str]:
        """The actions that the applicant may do."""
        return {
            action.name
            for stage in self.stages.values()
            for action in stage.actions.values()
            if APPLICANT in (action.by or (stage.owner,))
        }


def counter_of(
    root: strict.Mapping,
    fields: Mapping[str, Field],
    units: Mapping[str, str],
    stages: Mapping[str, Stage],
    consent: Asked | None,
) -> Counter | None:
    """The counter of a definition, held against its fields, states and actions; None where it has none."""
    if "counter" not in root:
        return None
    node = root.take("counter", strict.mapping)
    at = _At(node, fields, units, stages, consent)
    made = Counter(
        node.take("title", strict.text),
        node.take("for", strict.text),
        node.take("who", strict.text),
        tuple(_steps(at, node.take("steps", strict.mapping))),
        node.take("bring", strict.texts, ()),
        _fills(at),
        _files(node.take("files", strict.mapping)) if "files" in node else None,
        node.take("shows", strict.texts, ()),
        dict(node.take("states", strict.mapping).entries(strict.text)) if "states" in node else {},
        _wordings(at),
        _agreement(at),
        node.take("per_hour", strict.whole, PER_HOUR),
        tuple(_examples(at)),
        root.line_of("counter"),
    )
    node.finish()
    _prove(at, made)
    return made


def _steps(at: _At, node: strict.Mapping) -> Iterator[Step]:
    for title, value in node.entries(strict.mapping):
        questions = (_question(at, value, name, asked) for name, asked in value.entries(strict.mapping))
        yield Step(title, tuple(questions))


def _question(at: _At, node: strict.Mapping, name: str, asked: strict.Mapping) -> Question:
    field = at.fields.get(name)
    if field is None or field.kind == "file":
        raise node.error(f"窗口问的“{name}”不是可以填的字段", f"可写：{'、'.join(at.fields)}", name)
    made = Question(
        name, asked.take("ask", strict.text), asked.take("help", strict.text, ""), asked.take("among", strict.texts, ())
    )
    asked.finish()
    _is_among(field, made, asked, at)
    return made


def _is_among(field: Field, made: Question, asked: strict.Mapping, at: _At) -> None:
    if field.kind == "unit" and field.name in at.units and not (made.among or field.choices):
        raise asked.error(f"“{field.name}”决定由谁办，写错一个字就没有人收到", "加 among: [乡镇街道]，或列出单位")
    if made.among and field.kind not in ("unit", "choice", "choices"):
        raise asked.error(f"“{field.name}”没有选项可挑", "删去 among", "among")
    bad = [word for word in made.among if field.choices and word not in field.choices]
    if bad:
        raise asked.error(f"“{field.name}”没有选项“{bad[0]}”", f"可写：{'、'.join(field.choices)}", "among")


def _fills(at: _At) -> dict[str, Json]:
    """What the counter fills in by itself."""
    if "fills" not in at.node:
        return {}
    node = at.node.take("fills", strict.mapping)
    made: dict[str, Json] = {}
    for name, value in node.entries(lambda value: value):
        if name not in at.fields:
            raise node.error(f"没有字段“{name}”可填", f"可写：{'、'.join(at.fields)}", name)
        try:
            made[name] = at.fields[name].read(value)
        except FieldRefusal as refusal:
            raise node.error(f"“{name}”{refusal.problem}", refusal.remedy, name) from None
    return made


def _files(node: strict.Mapping) -> Files:
    made = Files(
        node.take("ask", strict.text), node.take("help", strict.text, ""), node.take("most", strict.whole, MOST_FILES)
    )
    node.finish()
    if not 1 <= made.most <= MOST_FILES:
        raise node.error(f"most 是 {made.most}", f"写1至{MOST_FILES}", "most")
    return made


def _wordings(at: _At) -> dict[str, Wording]:
    if "acts" not in at.node:
        return {}
    node = at.node.take("acts", strict.mapping)
    made = {name: _wording(value) for name, value in node.entries(strict.mapping)}
    for name in made:
        if name not in at.of_applicant:
            known = "、".join(sorted(at.of_applicant))
            raise node.error(f"“{name}”不是{APPLICANT}能做的动作", f"可写：{known}", name)
    return made


def _wording(node: strict.Mapping) -> Wording:
    made = Wording(node.take("ask", strict.text), node.take("help", strict.text, ""))
    node.finish()
    return made


def _agreement(at: _At) -> Agreement | None:
    given = at.consent.given if at.consent else None
    if "agreement" not in at.node:
        if given is not None:
            raise at.node.error(f"“{given.do}”要人同意，却没有同意书的文本", "写 agreement: {version: …, text: …}")
        return None
    node = at.node.take("agreement", strict.mapping)
    made = Agreement(
        node.take("version", strict.text), node.take("text", strict.text), node.take("notice", strict.text, "")
    )
    node.finish()
    if given is None:
        raise at.node.error("这个机制没有用动作给出的同意", "删去 agreement", "agreement")
    if made.notice and made.notice not in at.needs:
        raise node.error(f"没有动作要“{made.notice}”", "写动作 needs 里的一份材料", "notice")
    return made


def _examples(at: _At) -> Iterator[Example]:
    node = at.node.take("examples", strict.mapping)
    for name, value in node.entries(strict.mapping):
        answers = dict(value.take("with", strict.mapping).entries(_answer)) if "with" in value else {}
        refused = dict(value.take("refused", strict.mapping).entries(strict.text)) if "refused" in value else {}
        value.finish()
        yield Example(name, answers, refused, node.line_of(name))


def _answer(value: strict.Value) -> Json:
    """A kind: what somebody typed or chose."""
    if isinstance(value, strict.Sequence):
        return list(strict.texts(value))
    return value if isinstance(value, bool) else strict.text(value) if value is not None else ""


def _prove(at: _At, made: Counter) -> None:
    """Everything that is needed is asked or filled in, once; every name stands for something."""
    asked = [question.field for question in made.questions]
    twice = [name for name in asked if asked.count(name) > 1 or name in made.fills]
    if twice:
        raise at.node.error(f"“{twice[0]}”问了两次，或问了又自己填", "只留一处", "steps")
    missing = [name for name, field in at.fields.items() if field.needed and name not in (*asked, *made.fills)]
    if missing:
        raise at.node.error(f"登记要有“{missing[0]}”，窗口没有问，也没有填", "在 steps 里问，或写进 fills", "steps")
    if not asked or len(made.steps) > MOST_STEPS:
        raise at.node.error("没有问题，或步骤过多", f"写1至{MOST_STEPS}步", "steps")
    for key, names, known in (
        ("shows", made.shows, {*at.fields, *at.needs}),
        ("states", made.states, set(at.stages)),
    ):
        strange = [name for name in names if name not in known]
        if strange:
            raise at.node.error(f"{key}: 没有“{strange[0]}”", "写机制里的名称", key)
    personal = [name for name in made.shows if name in at.fields and at.fields[name].is_personal]
    if personal:
        raise at.node.error(f"“{personal[0]}”是个人信息，不能写进 shows", "本人留的信息另外按掩码给本人看", "shows")
    if at.consent and OPENING in at.consent.before:
        raise at.node.error("登记以前就要单独同意的，窗口不能直接登记", "同意另设一个动作，或不设窗口", "steps")
    if made.per_hour < 1:
        raise at.node.error("per_hour 小于1", "写一个地址一小时里最多交几件", "per_hour")


def refusals(mechanism: Mechanism, counter: Counter, answers: Mapping[str, Json]) -> dict[str, str]:
    """What is wrong with answers, by field: problem → remedy."""
    found: dict[str, str] = {}
    for question in counter.questions:
        problem = problem_with(mechanism.fields[question.field], answers.get(question.field))
        if problem:
            found[question.field] = problem
    return found


def problem_with(field: Field, answer: Json) -> str:
    """Why a field does not take an answer; empty when it does."""
    try:
        value = field.read(answer)
    except FieldRefusal as refusal:
        return f"{refusal.problem} → {refusal.remedy}" if refusal.remedy else refusal.problem
    if isinstance(value, str) and len(value) > LONGEST_TEXT:
        return f"有{len(value)}字 → 不超过{LONGEST_TEXT}字；更长的写成文件附上"
    return ""
