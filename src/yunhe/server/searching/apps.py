"""The index of sentences as a Django app."""

from django.apps import AppConfig


class Searching(AppConfig):
    """Sentences by the pairs of letters that stand in them."""

    name = "yunhe.server.searching"
    label = "searching"
    verbose_name = "搜索"
