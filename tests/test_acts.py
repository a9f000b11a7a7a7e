"""Every act of the machine proves itself on the shared sample."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import UTC, datetime
from importlib.resources import files

import pytest

from yunhe.mechanisms import grammar, machine, rehearsal
from yunhe.mechanisms.act import Act
from yunhe.mechanisms.acts import acts
from yunhe.mechanisms.situation import Situation, fold, walk
from yunhe.mechanisms.workdays import Calendar
from yunhe.types import Event

SAMPLE = grammar.load(str(files("yunhe.mechanisms.acts") / "sample.yaml"))
CALENDAR = Calendar.shipped()


def _steps(written: tuple[object, ...]) -> tuple[Mapping[str, object], ...]:
    return tuple({"do": step} if isinstance(step, str) else step for step in written)


def _cases(name: str) -> Iterator[object]:
    for act in acts().values():
        for number, (steps, wanted) in enumerate(getattr(act.module, name)):
            yield pytest.param(_steps(steps), wanted, id=f"{act.name}-{number}")


@pytest.mark.parametrize(("steps", "ends"), list(_cases("ENDS")))
def test_it_ends(steps: tuple[Mapping[str, object], ...], ends: str) -> None:
    situation, refused, at = rehearsal.rehearse(SAMPLE, steps, CALENDAR)
    assert refused is None, f"{at}: {refused}"
    assert situation is not None
    assert situation.state == ends


@pytest.mark.parametrize(("steps", "because"), list(_cases("REFUSED")))
def test_it_is_refused(steps: tuple[Mapping[str, object], ...], because: str) -> None:
    _, refused, at = rehearsal.rehearse(SAMPLE, steps, CALENDAR)
    assert refused is not None
    assert because in refused.because
    assert at == steps[-1]["do"]


def _opened_and_accepted() -> tuple[Situation, Event]:
    """A matter of the sample, and the event that takes it a step on."""
    at = datetime(2025, 3, 3, 1, tzinfo=UTC)
    opened = machine.open_matter(SAMPLE, "m", Act("登记", "申请人", at), CALENDAR)
    assert isinstance(opened, Event)
    before = walk([opened])
    done = machine.decide(SAMPLE, before, Act("受理", "窗口.受理岗", at), CALENDAR)
    assert isinstance(done, Event)
    return before, done


def test_what_may_be_taken_back_is_told_by_the_situation_before_not_by_the_event() -> None:
    before, done = _opened_and_accepted()
    now = done.body["now"]
    assert isinstance(now, Mapping)
    assert now["undo"] is True
    undo = fold(before, done).undo
    assert undo is not None
    put = undo["put"]
    assert isinstance(put, Mapping)
    assert (undo["by"], undo["number"], put["state"], put["owner"]) == ("窗口.受理岗", 2, "待受理", "窗口.受理岗")


def test_an_event_that_itself_says_what_to_put_back_folds_to_the_same() -> None:
    before, done = _opened_and_accepted()
    after = fold(before, done)
    now = done.body["now"]
    assert isinstance(now, Mapping)
    assert fold(before, replace(done, body={**done.body, "now": {**now, "undo": after.undo}})) == after


def test_every_act_has_a_refusal_and_all_but_those_of_the_system_an_end() -> None:
    assert all(act.module.REFUSED and act.module.__doc__ for act in acts().values())
    assert {name for name, act in acts().items() if not act.module.ENDS} == {"迁移", "重算"}
