"""What the reader reaches on figures annotated by hand: it may get better, never worse without being seen."""

import pytest

from benchmarks.accuracy import classed_as_other, figures, ours, paired, tally
from benchmarks.intervals import Share
from benchmarks.matching import classes, links
from benchmarks.sets import loaded, shipped_readings
from benchmarks.unread import shares

# Measured figures less a small margin. Raise them when the reader gets better.
FLOORS = {
    "gold": {
        "P": 0.99,
        "R": 0.995,
        "F1": 0.99,
        "kind": 0.995,
        "link": 0.985,
        "bound": 0.995,
        "status": 0.995,
        "period": 0.99,
        "rank scope": 0.995,
        "thresholds": 0.895,
    },
    "train": {
        "P": 0.99,
        "R": 0.985,
        "F1": 0.985,
        "kind": 0.99,
        "link": 0.96,
        "bound": 0.99,
        "status": 0.98,
        "period": 0.965,
        "rank scope": 0.975,
        "thresholds": 0.93,
    },
    "held": {
        "P": 0.98,
        "R": 0.97,
        "F1": 0.975,
        "kind": 0.985,
        "link": 0.935,
        "bound": 0.99,
        "status": 0.985,
        "period": 0.95,
        "rank scope": 0.885,
        "thresholds": 0.805,
    },
}
CLASS_FLOORS = {
    "train": {
        "bound ~": 0.98,
        "bound <": 0.945,
        "bound >": 0.98,
        "estimate": 0.99,
        "target": 0.955,
        "change": 0.965,
        "rank": 0.98,
        "streak": 0.98,
        "threshold": 0.93,
        "range": 0.98,
    },
    "held": {
        "bound ~": 0.95,
        "bound <": 0.925,
        "bound >": 0.965,
        "estimate": 0.965,
        "target": 0.955,
        "change": 0.905,
        "rank": 0.905,
        "streak": 0.925,
        "threshold": 0.8,
        "range": 0.98,
    },
}
LINK_FLOORS = {
    "train": {
        "id_precision": 0.98,
        "id_coverage": 0.925,
        "place": 0.95,
        "place_named": 0.225,
        "base": 0.98,
        "base_named": 0.915,
        "of": 0.955,
        "of_named": 0.94,
    },
    "held": {
        "id_precision": 0.985,
        "id_coverage": 0.84,
        "place": 0.95,
        "place_named": 0.225,
        "base": 0.97,
        "base_named": 0.855,
        "of": 0.935,
        "of_named": 0.865,
    },
}


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
