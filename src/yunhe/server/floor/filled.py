"""A form as somebody filled it in: what it gives, and what is wrong at which place; what was typed is kept as typed."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, TypeAlias

from django.core import signing
from django.http import QueryDict
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext as _

from yunhe.access.posts import is_post, unit_of
from yunhe.definitions.fields import FieldRefusal
from yunhe.mechanisms.act import Act
from yunhe.mechanisms.guarding import sealed_as
from yunhe.mechanisms.machine import EVIDENCE, LONGEST_TEXT, is_sealed
from yunhe.mechanisms.mechanism import Mechanism
from yunhe.mechanisms.offers import CORRECT, SPLIT, Input, Offer
from yunhe.mechanisms.situation import Situation
from yunhe.server.floor import uploads
from yunhe.server.matters import evidence
from yunhe.types import Json

PREFIX, KEPT, SALT = "g.", "kept.", "attachment"
_SEPARATORS = "、，,；;\n"


Posted: TypeAlias = QueryDict | MultiValueDict[str, Any]
Files: TypeAlias = MultiValueDict[str, Any]


@dataclass
class Filled:
    """What a form gives, by the place it belongs to; `problems` by the name of the input."""

    given: dict[str, Json] = field(default_factory=dict)
    units: dict[str, str] = field(default_factory=dict)
    joint: tuple[str, ...] = ()
    to: str = ""
    clock: str = ""
    agree: bool = True
    files: dict[str, Any] = field(default_factory=dict)
    kept: dict[str, Mapping[str, Json]] = field(default_factory=dict)
    problems: dict[str, str] = field(default_factory=dict)

    def put_into(self, act: Act) -> Act:
        """The act with what was filled in."""
        put = act._replace(given=self.given, units=self.units, joint=self.joint, to=self.to)
        return put._replace(clock=self.clock, agree=self.agree)


def key_of(one: Input) -> str:
    """The name of an input in the form."""
    return f"{PREFIX}{one.name}"


def read(
    offer: Offer, posted: Posted, files: Files, units: Iterable[str], situation: Situation | None = None
) -> Filled:
    """Read what was posted for an offer; nothing is kept or done yet."""
    filled = Filled()
    known = frozenset(units)
    for one in (*offer.inputs, *offer.extra):
        problem = _read_one(filled, one, posted, files, known)
        if problem:
            filled.problems[one.name] = problem
    if situation is not None and offer.name in (CORRECT, SPLIT):
        _leave_out_unchanged(filled, offer, situation)
    return filled


def problem_of(one: Input, posted: Posted, units: Iterable[str]) -> str:
    """What is wrong with one input as it is typed, empty when nothing."""
    return _read_one(Filled(), one, posted, MultiValueDict(), frozenset(units)) or ""


def _read_one(filled: Filled, one: Input, posted: Posted, files: Files, units: frozenset[str]) -> str | None:
    if one.what == "file" or (one.field is not None and one.field.kind == "file"):
        return _read_file(filled, one, posted, files)
    if one.what == "field":
        return _read_field(filled, one, posted)
    written = str(posted.get(key_of(one)) or "").strip()
    if not written:
        return _("没有填，填上%s") % one.name if one.needed else None
    if one.what == "text":
        filled.given[one.name] = written
        return _("过长，不超过%s字") % LONGEST_TEXT if len(written) > LONGEST_TEXT else None
    return _read_place(filled, one, written, units)


def _read_field(filled: Filled, one: Input, posted: Posted) -> str | None:
    assert one.field is not None
    raw = posted.getlist(key_of(one)) if one.field.kind == "choices" else posted.get(key_of(one))
    if not raw or (isinstance(raw, str) and not raw.strip()):
        return _("没有填，填上%s") % f"{one.name}（{one.field.title}）" if one.needed else None
    try:
        filled.given[one.name] = one.field.read(raw)
    except FieldRefusal as refusal:
        return str(refusal)
    return None


def _read_place(filled: Filled, one: Input, written: str, units: frozenset[str]) -> str | None:
    """A post, a unit, a state, another matter, a clock, an answer."""
    match one.what:
        case "unit":
            filled.units[one.name] = written
            return _unknown_unit(written, units)
        case "joint":
            filled.joint = _parted(written)
            return next((problem for unit in filled.joint if (problem := _unknown_unit(unit, units))), None)
        case "post":
            filled.to = written
            return _unknown_post(written, units)
        case "clock":
            filled.clock = written
        case "answer":
            filled.agree = written == one.options[0]
        case _:
            filled.to = written
    if one.options and written not in one.options:
        return _("没有“%(written)s”，可选：%(options)s") % {
            "written": written[:40],
            "options": _("、").join(one.options),
        }
    return _("过长") if len(written) > 200 else None


def _parted(written: str) -> tuple[str, ...]:
    for sign in _SEPARATORS:
        written = written.replace(sign, " ")
    return tuple(written.split())


def _unknown_unit(written: str, units: frozenset[str]) -> str | None:
    if not units or written in units:
        return None
    near = [unit for unit in sorted(units) if written in unit or unit in written][:3]
    if not near:
        return _("没有单位“%s”，从单位名单里选") % written[:40]
    return _("没有单位“%(written)s”，是不是%(near)s") % {"written": written[:40], "near": _("、").join(near)}


def _unknown_post(written: str, units: frozenset[str]) -> str | None:
    if not is_post(written):
        return _("“%s”不是岗位，写“单位.岗位”，如 区住建局.承办岗") % written[:40]
    return _unknown_unit(unit_of(written), units)


# Attachments


def _read_file(filled: Filled, one: Input, posted: Posted, files: Files) -> str | None:
    """A file that comes now, or one that came with the form before and was in order."""
    file = files.get(key_of(one))
    if file is not None:
        problem = uploads.refused(file.name, file.size, file.file) or _unfit_name(one, file)
        filled.files[one.name] = file
        return str(problem) if problem else None
    kept = _kept_before(str(posted.get(KEPT + one.name) or ""))
    if kept is not None:
        filled.kept[one.name] = kept
        return None
    return _("没有选文件") if one.needed else None


def _unfit_name(one: Input, file: Any) -> str | None:
    from yunhe.definitions.kinds import file as kind

    try:
        kind.read({"name": file.name, "sha256": "0" * 64, "size": file.size}, EVIDENCE)
    except FieldRefusal as refusal:
        return str(refusal)
    return None


def _kept_before(written: str) -> Mapping[str, Json] | None:
    try:
        found = signing.loads(written, salt=SALT, max_age=24 * 60 * 60) if written else None
    except signing.BadSignature:
        return None
    return found if isinstance(found, dict) else None


def keep_files(filled: Filled, mechanism: Mechanism) -> None:
    """Put the attachments away and let the form speak of them; those of guarded stores lie encrypted."""
    filled.given.update(filled.kept)
    for name, file in filled.files.items():
        file.file.seek(0)
        sealed = sealed_as(mechanism, name) is not None
        filled.given[name] = evidence.keep_stream(file.file, file.name, file.size, sealed=sealed)


def keep_for_next_time(filled: Filled, mechanism: Mechanism) -> dict[str, tuple[str, str]]:
    """Input → name and signed token of each attachment that was in order, so that it need not be chosen again.

    One of a guarded store is not kept: its key must not leave the server.
    """
    made = {name: (str(file["name"]), signing.dumps(dict(file), salt=SALT)) for name, file in filled.kept.items()}
    for name, file in filled.files.items():
        if name not in filled.problems and sealed_as(mechanism, name) is None:
            file.file.seek(0)
            said = evidence.keep_stream(file.file, file.name, file.size)
            made[name] = (file.name, signing.dumps(said, salt=SALT))
    return made


def _leave_out_unchanged(filled: Filled, offer: Offer, situation: Situation) -> None:
    """Only what is put otherwise is given; the rest stands as it was."""
    for one in offer.inputs:
        value = situation.values.get(one.name)
        if one.what == "field" and not is_sealed(value) and filled.given.get(one.name) == value:
            filled.given.pop(one.name, None)
