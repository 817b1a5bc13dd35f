"""The app's name."""

from django.apps import AppConfig


class DeskConfig(AppConfig):
    """Bring templates, static files and translations."""

    name = "nansen.desk"
    label = "desk"
