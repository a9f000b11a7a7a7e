"""Answering 回应: what the applicant may do with a matter just now, the form that it takes, and doing it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import NamedTuple

from django.utils.translation import gettext as _

from yunhe.definitions.fields import Field
from yunhe.mechanisms.act import Act
from yunhe.mechanisms.acts import ask_human, supplement, urge
from yunhe.mechanisms.admission import not_admitted
from yunhe.mechanisms.counter import Agreement, Counter, Wording
from yunhe.mechanisms.mechanism import APPLICANT, OPINIONS, Action, Mechanism, is_text_need
from yunhe.mechanisms.situation import Situation
from yunhe.server.access import outside
from yunhe.server.access.outside import counter_of
from yunhe.server.counter.asking import narrowed
from yunhe.server.matters import row
from yunhe.server.matters.work import Office

REASON = OPINIONS[0]


class Offer(NamedTuple):
    """Something the applicant may do now: its name in the definition, how it is called, what it asks for."""

    name: str
    ask: str
    help: str
    fields: tuple[Field, ...]
    files: tuple[str, ...] = ()
    requires: Sequence[object] = ()
    agreement: Agreement | None = None
    fixed: Mapping[str, str] = {}  # where the action leaves one choice, it is made
    many: bool = False  # files under numbered names, any of which may be left out

    @property
    def is_plain(self) -> bool:
        """Whether nothing is asked: one press does it."""
        return not (self.fields or self.files or self.agreement)


def offers(office: Office, number: str, at: datetime) -> list[Offer]:
    """What the applicant may do now, what the step waits for first."""
    situation = row.find(number)
    mechanism = office.version_of(situation)
    counter = counter_of(office, mechanism)
    assert counter is not None
    return [*_of_definition(mechanism, counter, situation, at), *_always(mechanism, situation, at)]


def offer(office: Office, number: str, name: str, at: datetime) -> Offer | None:
    """The offer of this name, where there is one now."""
    return next((each for each in offers(office, number, at) if each.name == name), None)


def answer(office: Office, number: str, act: Act) -> Situation:
    """Do what was offered."""
    return outside.do_outside(office, number, act)


def _of_definition(mechanism: Mechanism, counter: Counter, situation: Situation, at: datetime) -> Iterator[Offer]:
    stage = mechanism.stages[situation.state]
    if situation.is_merged or stage.signing is not None:
        return
    for action in stage.actions.values():
        wording = counter.acts.get(action.name, Wording(action.name))
        if APPLICANT not in (action.by or (stage.owner,)):
            continue
        if not_admitted(situation, stage, action, Act(action.name, APPLICANT, at)) is None:
            yield _offer(mechanism, counter, action, wording)


def _offer(mechanism: Mechanism, counter: Counter, action: Action, wording: Wording) -> Offer:
    """An action of the definition with the form that it takes."""
    given = mechanism.consent.given if mechanism.consent else None
    agrees = counter.agreement if given is not None and given.do == action.name else None
    made = (given.evidence, agrees.notice) if given is not None and agrees else ()
    fields = [_field(mechanism, need) for need in action.needs if need in mechanism.fields or is_text_need(need)]
    fixed = {field.name: only[0] for field in fields if len(only := narrowed(action.requires, field)) == 1}
    asked = tuple(field for field in fields if field.name not in fixed)
    files = tuple(need for need in action.needs if need not in (*mechanism.fields, *made) and not is_text_need(need))
    return Offer(action.name, wording.ask, wording.help, asked, files, action.requires, agrees, fixed=fixed)


def _field(mechanism: Mechanism, need: str) -> Field:
    """A need as a field that must be filled."""
    found = mechanism.fields.get(need)
    return replace(found, needed=True) if found else Field(need, "long_text", needed=True)


def _always(mechanism: Mechanism, situation: Situation, at: datetime) -> Iterator[Offer]:
    """What the law and every definition let an applicant do."""
    if situation.is_open and not situation.is_merged:
        yield _said(supplement.NAME, Field(supplement.SAID, "long_text"), many=True)
        is_late = situation.due is not None and situation.due <= at
        if is_late and situation.owner != APPLICANT and urge.NAME in mechanism.stages[situation.state].flow:
            yield _said(urge.NAME)
    automatic = situation.automatic
    if automatic and f"{ask_human.NAME}·{automatic['from']}" not in situation.taken:
        yield _said(ask_human.NAME, Field(REASON, "long_text"))


def _said(name: str, *fields: Field, many: bool = False) -> Offer:
    called = words(name)
    assert called is not None
    return Offer(name, called.ask, called.help, fields, many=many)


def words(name: str) -> Wording | None:
    """How that is called which every applicant may do."""
    match name:
        case supplement.NAME:
            return Wording(_("补充说明或材料"), _("办结以前随时可以补充，不影响期限"))
        case urge.NAME:
            return Wording(_("催一催"), _("已经过了期限，提醒正在办的单位"))
        case ask_human.NAME:
            return Wording(
                _("要求由人来决定"),
                _("这一步是系统到期自动作出的，您有权要求由人来决定（个人信息保护法 第二十四条）"),
            )
    return None
