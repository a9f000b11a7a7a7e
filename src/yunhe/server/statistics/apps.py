"""The statistics as a Django app."""

from django.apps import AppConfig


class Statistics(AppConfig):
    """Tallies."""

    name = "yunhe.server.statistics"
    label = "statistics"
    verbose_name = "统计"
