"""The site opens over every district of `examples/`: its pages answer, and nothing of the first stands in them."""

import re
from collections.abc import Iterator
from html import unescape
from pathlib import Path
from urllib.parse import quote

import pytest
from django.test import Client
from vaults import key_file
from visitors import GONGSHU, PASSWORD, SINCE, stranger

from yunhe.cli import main
from yunhe.definitions.codes import district_of
from yunhe.mechanisms.library import library_of
from yunhe.registers.register import registers_of

EXAMPLES = Path(__file__).resolve().parents[2] / "examples"
OTHERS = sorted(path.parent for path in EXAMPLES.glob("*/district.yaml"))
DESKS = {"danzhou": ("市大数据中心", "市水务局.复核岗"), "sunitezuoqi": ("旗政务服务局", "旗农牧局.受理岗")}
FOR_ALL, AT_A_DESK, MANY = (
    ("/", "/mechanisms/", "/counter/"),
    ("/desk/", "/dashboard/", "/matters/", "/registers/", "/units/"),
    80,
)
SAID = re.compile("拱墅|杭州|浙江|" + "|".join(district_of(GONGSHU).subdistricts.values()))


@pytest.fixture(params=OTHERS, ids=lambda folder: folder.name)
def served(request: pytest.FixtureRequest, site_of_tests: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A site over another district, with a little of a simulated year in it."""
    from yunhe.server.pages.here import forget

    folder: Path = request.param
    monkeypatch.setenv("YUNHE_KEYS", key_file(site_of_tests / "另一把", "公共"))
    assert main(["simulate", "--year", "2022", "--scale", "0.02", "--district", str(folder)]) == 0
    monkeypatch.setenv("YUNHE_DISTRICT", str(folder))
    forget()
    yield folder
    monkeypatch.undo()
    forget()


def officer(folder: Path) -> Client:
    """Somebody who holds a post there, appointed by its own security officer."""
    from yunhe.access.roles import access_of
    from yunhe.server.access.holding import Officer, Term, appoint
    from yunhe.server.accounts.models import Account

    keeper, post = DESKS[folder.name]
    security = f"{keeper}.安全管理员"
    access, term = access_of(folder), Term(SINCE, None, "任")
    for person, held in (("G1", security), ("W1", post)):
        appoint(access, Officer(security, "G1", SINCE), held, person, term)
    client = stranger()
    client.force_login(Account.objects.create_user("W1", PASSWORD, is_public=False))
    return client


def addresses(folder: Path) -> Iterator[str]:
    """Every page without a thing in its address, and those of the district's own things."""
    from yunhe.server.pages.urls import pages

    yield from (f"/{page.path}" for page in pages() if page.show and "<" not in page.path)
    district = district_of(folder)
    yield from (f"/mechanism/{quote(name)}/" for name in library_of(folder, district).versions)
    yield from (f"/register/{quote(name)}/" for name in registers_of(folder))
    yield from (f"/subdistrict/{code}/" for code in district.subdistricts)
    yield from (f"/unit/{quote(post.partition('.')[0])}/" for post in DESKS[folder.name][1:])


def opened(client: Client, address: str) -> str:
    """What a page says to somebody: in HTML, or nothing where it sends elsewhere, refuses or is a file."""
    answer = client.get(address)
    missing_kind = answer.status_code == 404 and address.startswith("/tasks/")  # no loop of tasks is written there
    assert answer.status_code in (200, 302, 403) or missing_kind, (address, answer.status_code)
    return answer.content.decode() if answer["Content-Type"].startswith("text/html") else ""


def test_its_pages_open_and_say_nothing_of_the_first(served: Path) -> None:
    for client in (stranger(), officer(served)):
        assert district_of(served).name in opened(client, "/")
        for address in addresses(served):
            said = SAID.search(opened(client, address))
            assert not said, (address, said)


def test_its_main_pages_answer_and_lead_nowhere_that_is_not(served: Path) -> None:
    for client, main_pages in ((stranger(), FOR_ALL), (officer(served), FOR_ALL + AT_A_DESK)):
        led: set[str] = set()
        for address in main_pages:
            answer = client.get(address)
            assert answer.status_code == 200, address
            led |= {unescape(link) for link in re.findall(r'href="(/[^"#]*)"', answer.content.decode())}
        for address in sorted(link for link in led if not link.startswith("/static/"))[:MANY]:
            assert client.get(address).status_code in (200, 302), address


def test_a_herder_finds_the_counter(site_of_tests: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from yunhe.server.pages.here import forget

    monkeypatch.setenv("YUNHE_DISTRICT", str(EXAMPLES / "sunitezuoqi"))
    forget()
    assert "双峰驼保种扶持资金" in opened(stranger(), "/counter/")
    assert "马还是驼" in opened(stranger(), f"/counter/apply/{quote('保种扶持')}/1/")
    monkeypatch.undo()
    forget()
