"""Accounts as a Django app."""

from django.apps import AppConfig


class Accounts(AppConfig):
    """Who logs in."""

    name = "yunhe.server.accounts"
    label = "accounts"
    verbose_name = "账号"

    def ready(self) -> None:
        """Hear who logs in."""
        from yunhe.server.accounts import logins

        logins.listen()
