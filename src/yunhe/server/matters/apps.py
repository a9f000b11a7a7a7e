"""The matters as a Django app."""

from django.apps import AppConfig


class Matters(AppConfig):
    """Matters, notices and serial numbers."""

    name = "yunhe.server.matters"
    label = "matters"
    verbose_name = "事项"
