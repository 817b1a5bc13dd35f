"""The app's name."""

from django.apps import AppConfig


class DeskConfig(AppConfig):
    """Bring templates, static files and translations."""

    name = "nansen.desk"
    label = "desk"

    def ready(self) -> None:
        """Put the law before every decision by two, in whatever way the program is started."""
        from nansen.office import gate  # slow: needs the tables, which Django loads after the apps

        gate.open_()
