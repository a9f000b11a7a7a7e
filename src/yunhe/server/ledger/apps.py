"""The ledger as a Django app."""

from django.apps import AppConfig


class Ledger(AppConfig):
    """Events and seals."""

    name = "yunhe.server.ledger"
    label = "ledger"
    verbose_name = "办理记录"
