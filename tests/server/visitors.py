"""Visitors of the site: a client of Django's for somebody in posts, for a resident, for a stranger."""

import os
from pathlib import Path
from typing import TYPE_CHECKING

from django.test import Client
from holders import SINCE, hold

if TYPE_CHECKING:
    from yunhe.server.accounts.models import Account

GONGSHU = Path(__file__).resolve().parents[2] / "districts/gongshu"
PASSWORD = "运河边上的一把长口令"
os.environ["YUNHE_DISTRICT"] = str(GONGSHU)


def stranger() -> Client:
    """Nobody in particular."""
    return Client(SERVER_NAME="localhost")


def account(name: str, *posts: str) -> "Account":
    """The account of somebody who holds these posts; of the public without any."""
    from yunhe.server.accounts.models import Account

    for post in posts:
        hold(GONGSHU, **{name: post})
    return Account.objects.create_user(name, PASSWORD, is_public=not posts)


def staff(person: str, *posts: str) -> Client:
    """Somebody who holds these posts, logged in."""
    client = stranger()
    client.force_login(account(person, *posts))
    return client


def resident(name: str = "住户甲") -> Client:
    """Somebody of the public, logged in."""
    client = stranger()
    client.force_login(account(name))
    return client


__all__ = ["GONGSHU", "PASSWORD", "SINCE", "account", "resident", "staff", "stranger"]
