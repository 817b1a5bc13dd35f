"""The app's name and label."""

from django.apps import AppConfig


class StoreConfig(AppConfig):
    """Name the tables `store_*`, as `nansen verify` expects them."""

    name = "nansen.store"
    label = "store"
