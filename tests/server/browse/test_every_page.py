"""Every page of the tables in `doors/`, as the first visitor whom it lets in.

Axe clean, nothing on the console, nothing leaves the site, nothing wider than the screen. A download is only asked for.
"""

import pytest
from browsing import Site
from test_doors import DOORS, VISITORS, Door, made
from visitors import account

pytestmark = [pytest.mark.browser, pytest.mark.npm]
READ = [door for door in DOORS if door.method == "GET" and 200 in door.statuses.values() and not door.is_streamed]


@pytest.mark.parametrize("door", READ, ids=lambda door: door.path)
def test_a_page_is_sound(door: Door, site: Site) -> None:
    order = ("clerk", *(name for name in VISITORS if name not in ("stranger", "clerk")), "stranger")
    visitor = next(name for name in order if door.statuses[name] == 200)
    page = site.page(account(visitor, *VISITORS[visitor]) if visitor != "stranger" else None)
    if door.is_download:
        assert page.request.get(site.url + made(door.path)).status == 200
        return
    page.goto(site.url + made(door.path))
    site.examine(page)
