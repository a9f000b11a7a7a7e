"""Access as a Django app."""

from django.apps import AppConfig


class Access(AppConfig):
    """Holdings of posts."""

    name = "yunhe.server.access"
    label = "access"
    verbose_name = "岗位和范围"
