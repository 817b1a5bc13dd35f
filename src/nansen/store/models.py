"""All tables, for Django."""

from nansen.store.attachments import Attachment
from nansen.store.index import File
from nansen.store.ledger import Body, Edge, Entry, Key, Sent, Subtree
from nansen.store.staff import Seat

__all__ = ["Attachment", "Body", "Edge", "Entry", "File", "Key", "Seat", "Sent", "Subtree"]
