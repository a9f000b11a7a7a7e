"""The registers as a Django app."""

from django.apps import AppConfig


class Registers(AppConfig):
    """Entries, what they refer to, imports."""

    name = "yunhe.server.registers"
    label = "registers"
    verbose_name = "台账"
