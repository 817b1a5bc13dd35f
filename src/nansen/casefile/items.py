"""Items: what ties together the statements on one paper, one stage of custody, one wish."""

from __future__ import annotations

from nansen.statements.model import Entry, Statement

Key = tuple[str, str]


def key(entry: Entry, statement: Statement) -> Key:
    """Return the line (item, term) of a case that a statement belongs to.

    The item `a` belongs to the entry itself and becomes `<entry id>/a`; one with a slash names an earlier item.
    """
    item = statement.item
    return (f"{entry.id}/{item}" if item and "/" not in item else item, statement.term)
