"""The vault as a Django app."""

from django.apps import AppConfig


class Vault(AppConfig):
    """Persons, payload, identities, looks and erasures."""

    name = "yunhe.server.vault"
    label = "vault"
    verbose_name = "个人信息"
