"""The pages as a Django app."""

from django.apps import AppConfig


class Pages(AppConfig):
    """The site."""

    name = "yunhe.server.pages"
    label = "pages"
    verbose_name = "网站"
