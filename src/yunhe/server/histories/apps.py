"""The histories of areas as a Django app."""

from django.apps import AppConfig


class Histories(AppConfig):
    """What each report says of each indicator for a year."""

    name = "yunhe.server.histories"
    label = "histories"
    verbose_name = "历年数据"
