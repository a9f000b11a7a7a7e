"""Every act of the machine proves itself on the shared sample."""

from collections.abc import Iterator, Mapping
from importlib.resources import files

import pytest

from yunhe.mechanisms import grammar, rehearsal
from yunhe.mechanisms.acts import acts
from yunhe.mechanisms.workdays import Calendar

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


def test_every_act_has_a_refusal_and_all_but_those_of_the_system_an_end() -> None:
    assert all(act.module.REFUSED and act.module.__doc__ for act in acts().values())
    assert {name for name, act in acts().items() if not act.module.ENDS} == {"迁移", "重算"}
