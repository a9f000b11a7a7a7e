"""Reports made ready for reading, as a Django app."""

from django.apps import AppConfig


class Renderings(AppConfig):
    """What pages of reports are made of."""

    name = "yunhe.server.renderings"
    label = "renderings"
    verbose_name = "报告页面"
