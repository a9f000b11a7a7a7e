"""The shelf of reports as a Django app."""

from django.apps import AppConfig


class Reports(AppConfig):
    """Reports, and what was read and found in them."""

    name = "yunhe.server.reports"
    label = "reports"
    verbose_name = "报告"
