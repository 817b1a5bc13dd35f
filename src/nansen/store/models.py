"""All tables, for Django."""

from nansen.store.index import File
from nansen.store.ledger import Body, Edge, Entry, Key, Sent, Subtree
from nansen.store.staff import Seat

__all__ = ["Body", "Edge", "Entry", "File", "Key", "Seat", "Sent", "Subtree"]
