"""The clock of a site: what is due happens without anybody asking, and a round that fails does not stop the next."""

import threading
from datetime import timedelta
from pathlib import Path

import pytest
from floor_matters import dispatched
from visitors import GONGSHU


def test_a_round_makes_happen_what_is_due(site_of_tests: Path) -> None:
    from yunhe.server.clock import now
    from yunhe.server.matters import row
    from yunhe.server.ticking import once

    number = dispatched()
    assert once(GONGSHU, now()).events == 0
    assert once(GONGSHU, now() + timedelta(days=10)).events > 0
    assert row.find(number).state == "办理中"  # taken by itself when nobody objects in time
    assert once(GONGSHU, now() + timedelta(days=10)).events == 0


def test_a_round_that_fails_does_not_stop_the_next(
    site_of_tests: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    from yunhe.server import ticking

    stopped, rounds = threading.Event(), list[int]()

    def failing(district: Path, at: object) -> None:
        rounds.append(1)
        if len(rounds) == 2:
            stopped.set()
        raise OSError("库不在")

    monkeypatch.setattr(ticking, "once", failing)
    ticking.tick_along(GONGSHU, stopped, every=0.001)
    assert len(rounds) == 2
    assert "库不在" in capsys.readouterr().err
