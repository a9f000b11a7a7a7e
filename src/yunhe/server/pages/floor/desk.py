"""My desk: the open matters of every post held, in groups, the most urgent first."""

from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from yunhe.mechanisms.mechanism import Mechanism
from yunhe.server.clock import now
from yunhe.server.floor import board, counting
from yunhe.server.floor.board import Item
from yunhe.server.pages.floor import before
from yunhe.server.pages.here import here
from yunhe.server.pages.page import Who
from yunhe.server.pages.sitting import Sitting, sitting_of

PATH = "desk/"
WHO = Who.SEATED


def show(request: HttpRequest) -> HttpResponse:
    """The board, as the address asks for it."""
    sitting, at = sitting_of(request), now()
    post, group, page = asked(request, sitting)
    held = [seat.post for seat in sitting.seats]
    posts = [post] if post else held
    counted = counted_of(sitting, held, at)
    found = board.items(posts, sitting.person, sitting.scope, at, group, page)
    given = {
        "area": "floor",
        "seats": [(seat, counted[seat.post][board.ALL]) for seat in sitting.seats],
        "post": post,
        "group": group,
        "groups": groups(posts, counted),
        "rows": [row_of(item, at) for item in found[: board.PAGE]],
        "page": page,
        "next": page + 1 if len(found) > board.PAGE and page < board.MOST_PAGES else 0,
        "simulated": any(item.simulated for item in found),
        "query_of": urlencode({"post": post, "group": group}),
        "badge": sum(counted[one][name] for one in held for name in (board.LATE, board.TODAY, board.ASKED)),
        "total": sum(counted[one][board.ALL] for one in held),
    }
    return render(request, "floor/desk.html", given)


def counted_of(sitting: Sitting, held: list[str], at: Any) -> dict[str, dict[str, int]]:
    """Of each post how many there are of each group."""
    marked = board.marked(held, sitting.scope)
    plain = board.counts(held, sitting.person, sitting.scope, at)
    return {count.post: {**count.groups, **marked[count.post]} for count in plain}


def asked(request: HttpRequest, sitting: Sitting) -> tuple[str, str, int]:
    """Post, group and page, each as far as it is one that exists."""
    post, group, page = (request.GET.get(key, "") for key in ("post", "group", "page"))
    known = group if group in words() else board.ALL
    number = int(page) if page.isascii() and page.isdecimal() and len(page) < 5 else 1
    return post if sitting.seat(post) else "", known, min(max(number, 1), board.MOST_PAGES)


def words() -> dict[str, str]:
    """The groups and what they are called."""
    return {
        board.ALL: _("全部"),
        board.LATE: _("逾期"),
        board.TODAY: _("今天到期"),
        board.SOON_DUE: _("临期"),
        board.ASKED: _("请我办"),
        board.BACK: _("被退回"),
        board.WAITING: _("等会办"),
        board.UNREAD: _("未读"),
        board.PAUSED: _("暂停"),
    }


def groups(posts: list[str], counted: dict[str, Any]) -> list[tuple[str, str, int]]:
    """Each group with its word and how many there are."""
    return [(name, word, sum(counted[post][name] for post in posts)) for name, word in words().items()]


def row_of(item: Item, at: Any) -> dict[str, Any]:
    """A line of the board."""
    kind, word = before.light_of(item, at)
    mechanism = mechanism_of(item)
    return {
        "item": item,
        "title": item.title(mechanism) or (mechanism.name if mechanism else item.mechanism),
        "kind": mechanism.name if mechanism else item.mechanism,
        "light": kind,
        "word": word,
        "left": counting.span(item.due, at) if item.due else "",
    }


def mechanism_of(item: Item) -> Mechanism | None:
    """The version that a matter runs under, when the district still has it."""
    versions = here().office.library.versions.get(item.mechanism, ())
    return next((each for each in versions if each.version == item.version), None)
