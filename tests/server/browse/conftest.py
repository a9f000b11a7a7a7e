"""Journeys: a browser a file, a site a test. One width in `make test`, all of them, light and dark, in `make soak`."""

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

SCREENS = [
    pytest.param((1440, False), id="1440"),
    *(
        pytest.param((width, dark), id=f"{width}{'-dark' if dark else ''}", marks=pytest.mark.soak)
        for width, dark in ((1440, True), (1024, False), (390, False), (390, True))
    ),
]


@pytest.fixture(scope="module")
def browser_of_file() -> Iterator[object]:
    """A browser for all journeys of a file."""
    from browsing import browsed

    with browsed() as browser:
        yield browser


@pytest.fixture(params=SCREENS)
def site(request: pytest.FixtureRequest, site_of_tests: Path, browser_of_file: object) -> Iterator[object]:
    """The site over an empty database with keys of every store."""
    from browsing import Site, served

    width, is_dark = request.param
    with served() as url:
        found = Site(url, browser_of_file, width, is_dark)
        yield found
        assert found.wrong == []
