"""The work floor as a Django app."""

from django.apps import AppConfig


class Floor(AppConfig):
    """What was seen, and which forms were handed in."""

    name = "yunhe.server.floor"
    label = "floor"
    verbose_name = "办事"
