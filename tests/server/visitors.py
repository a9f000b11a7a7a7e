"""Visitors of the site: a client of Django's for somebody in posts, for a resident, for a stranger."""

import os
from pathlib import Path

from django.test import Client
from holders import SINCE, hold

GONGSHU = Path(__file__).resolve().parents[2] / "districts/gongshu"
PASSWORD = "运河边上的一把长口令"
os.environ["YUNHE_DISTRICT"] = str(GONGSHU)


def stranger() -> Client:
    """Nobody in particular."""
    return Client(SERVER_NAME="localhost")


def staff(person: str, *posts: str) -> Client:
    """Somebody who holds these posts, logged in."""
    from yunhe.server.accounts.models import Account

    for post in posts:
        hold(GONGSHU, **{person: post})
    client = stranger()
    client.force_login(Account.objects.create_user(person, PASSWORD))
    return client


def resident(name: str = "住户甲") -> Client:
    """Somebody of the public, logged in."""
    from yunhe.server.accounts.models import Account

    client = stranger()
    client.force_login(Account.objects.create_user(name, PASSWORD, is_public=True))
    return client


__all__ = ["GONGSHU", "PASSWORD", "SINCE", "resident", "staff", "stranger"]
