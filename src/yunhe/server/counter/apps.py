"""The counter as a Django app."""

from django.apps import AppConfig


class Counter(AppConfig):
    """Drafts, codes, counts of use."""

    name = "yunhe.server.counter"
    label = "counter"
    verbose_name = "公众窗口"
