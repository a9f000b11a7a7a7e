"""One thin turn of the whole wheel: a sentence of the report, its matters, one SELECT, the sentence again."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

import yunhe
from yunhe import systems
from yunhe.reading.reader import read_text
from yunhe.server.matters import mirror
from yunhe.server.measuring import measure
from yunhe.server.office import office_of
from yunhe.writing.sentence import compile_sentence

GONGSHU = Path(__file__).parents[2] / "districts" / "gongshu"
KEY, YEAR = "deputies_suggestions", 2024
SIMULATED = GONGSHU / "simulated" / "人大代表建议-2024.csv"


@pytest.mark.usefixtures("database")
def test_the_figure_of_the_report_comes_back_from_its_matters() -> None:
    said = next(claim for claim in yunhe.read(GONGSHU / "reports" / "2025.txt").claims if claim.indicator.id == KEY)
    assert (str(said.quantity.value), said.quantity.unit, said.period) == ("206", "件", "2024")

    office = office_of(str(GONGSHU))
    saved = mirror.saved_of(GONGSHU, "人大代表建议")
    now = datetime(2024, 12, 31, 4, tzinfo=UTC)
    done = mirror.bring_in(office, "人大代表建议", saved, str(SIMULATED), now, simulated=True)
    assert done.opened == 206

    figure = measure(GONGSHU, KEY, YEAR)
    assert (figure.value, figure.unit, figure.simulated) == (said.quantity.value, "件", True)
    assert measure(GONGSHU, KEY, YEAR + 1).value == 0

    compiled = compile_sentence("办理人大代表建议{deputies_suggestions}。", {KEY: figure})
    (back,) = read_text(compiled.text).claims
    assert (back.quantity, back.kind, back.indicator) == (said.quantity, said.kind, said.indicator)
    assert (back.span.start, back.span.end) == (compiled.figures[0][1].start, compiled.figures[0][1].end)


def test_the_front_table_says_simulated() -> None:
    (shown,) = [row for row in systems.table(GONGSHU) if row.id == "S152"]
    assert shown.state == "模拟"
