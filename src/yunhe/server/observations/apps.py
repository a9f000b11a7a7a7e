"""The observations as a Django app."""

from django.apps import AppConfig


class Observations(AppConfig):
    """Versions of observations, and approved periods."""

    name = "yunhe.server.observations"
    label = "observations"
    verbose_name = "观测值"
