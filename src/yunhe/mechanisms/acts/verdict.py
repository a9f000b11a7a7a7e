"""What the signatures given so far decide: 会签 all agree, 或签 one agrees, 依次 all in their order."""

from collections.abc import Mapping
from typing import NamedTuple, cast

from yunhe.mechanisms.act import Act, Change, Refused
from yunhe.mechanisms.acts.permission import REASON
from yunhe.mechanisms.machine import carry_out
from yunhe.mechanisms.mechanism import Mechanism, Signing
from yunhe.mechanisms.situation import Situation
from yunhe.mechanisms.workdays import Calendar
from yunhe.types import Json


class Settled(NamedTuple):
    """The action that the signatures have decided for, and what it changes."""

    action: str
    now: Change
    tell: Json


def settle(mechanism: Mechanism, situation: Situation, act: Act, calendar: Calendar) -> Settled | Refused | None:
    """What follows from the signatures as they are now; None while they decide nothing."""
    stage = mechanism.stages[situation.state]
    assert stage.signing is not None
    verdict = _verdict(stage.signing, situation.signers, situation.signed)
    if verdict is None:
        return None
    action = stage.actions[stage.signing.agreed if verdict else stage.signing.refused]
    given = {REASON: act.given.get(REASON) or "各岗位签署同意"} if REASON in action.needs else {}
    done = carry_out(mechanism, situation, action, act._replace(given=given, to="", joint=()), calendar)
    if isinstance(done, Refused):
        return done
    return Settled(action.name, {**cast("Change", done.body["now"]), "undo": None}, done.body.get("tell", []))


def _verdict(signing: Signing, signers: tuple[str, ...], signed: Mapping[str, Json]) -> bool | None:
    """True or False when it is decided, None while it is not."""
    answers = [signed.get(post) for post in signers]
    if signing.how == "或签":
        return True if True in answers else (None if None in answers else False)
    return False if False in answers else (None if None in answers else True)
