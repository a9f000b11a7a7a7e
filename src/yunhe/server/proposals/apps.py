"""Proposals as a Django app."""

from django.apps import AppConfig


class Proposals(AppConfig):
    """What was proposed, by whom, and what came of it."""

    name = "yunhe.server.proposals"
    label = "proposals"
    verbose_name = "提议"
