"""What the reader reaches on figures annotated by hand: it may get better, never worse without being seen."""

import pytest

from benchmarks.accuracy import classed_as_other, figures, ours, paired, tally
from benchmarks.intervals import Share
from benchmarks.matching import classes, links
from benchmarks.sets import loaded, shipped_readings
from benchmarks.unread import shares

# Measured figures less a small margin. Raise them when the reader gets better.
FLOORS = {
    "gold": {"P": 0.985, "R": 0.985},
    "train": {"P": 0.98},
    "held": {"P": 0.95},
}
CLASS_FLOORS: dict[str, dict[str, float]] = {"train": {}, "held": {}}
LINK_FLOORS: dict[str, dict[str, float]] = {"train": {}, "held": {}}


def short_of(floors: dict[str, float], measured: dict[str, Share]) -> dict[str, str]:
    """The figures below their floor."""
    return {name: f"{measured[name]} < {floor}" for name, floor in floors.items() if measured[name].value < floor}


@pytest.mark.parametrize("which", FLOORS)
def test_the_scorers_figures_hold(which: str) -> None:
    assert short_of(FLOORS[which], figures(tally(loaded(which), ours))) == {}


@pytest.mark.parametrize("which", CLASS_FLOORS)
def test_recall_of_each_class_holds(which: str) -> None:
    assert short_of(CLASS_FLOORS[which], classes(paired(loaded(which)))) == {}


@pytest.mark.parametrize("which", LINK_FLOORS)
def test_identity_place_base_and_owner_hold(which: str) -> None:
    assert short_of(LINK_FLOORS[which], links(paired(loaded(which)))._asdict()) == {}


def test_no_gold_figure_of_the_whole_reports_is_classed_as_something_else() -> None:
    assert classed_as_other(loaded("gold")) == {}


def test_next_to_nothing_of_the_shipped_reports_is_unread() -> None:
    arabic, chinese = shares(shipped_readings())
    assert arabic.of > 15_000
    assert chinese.of > 5_000
    assert arabic.value <= 0.005
    assert chinese.value <= 0.03
