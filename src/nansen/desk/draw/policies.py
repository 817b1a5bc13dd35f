"""The policies of the office as a page shows them: shipped value, value in force, and every change with its reason."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from nansen.casefile.model import Case
from nansen.desk.draw import rule_words, words
from nansen.law.model import Policy, Profile
from nansen.office.lawbook import PACK
from nansen.statements.values import Text

EMPTY = "-"  # how the office keeps a value that is empty: no statement is blank


@dataclass(frozen=True, slots=True)
class Change:
    """One change: the value as it was written, in words, the reason, who made it and when, and its entry."""

    value: str
    words: str
    reason: str
    by: str
    at: str
    entry: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A policy with the value that ships and the one in force, each as written and in words; its changes, last first.

    `standing` is the change that is in force, None where the shipped value is; `earlier` are those before it.
    """

    name: str
    label: str
    source: str
    shipped: str
    shipped_words: str
    value: str
    value_words: str
    standing: Change | None
    earlier: tuple[Change, ...]


def rows(shipped: Profile, standing: Profile, case: Case, *, names: Mapping[str, str]) -> tuple[Row, ...]:
    """Return all policies in the order of the pack; `case` is the policy file, `names` officers by staff file."""
    made = _changes(case, names)
    return tuple(
        _row(policy, standing.value(policy.name), made.get(policy.name, [])) for policy in shipped.policies.values()
    )


def signings(case: Case, *, names: Mapping[str, str]) -> tuple[Change, ...]:
    """Return by whom and when a pack was signed, the last first; `value` is its version and hash."""
    return tuple(_changes(case, names).get(PACK, ()))


def _row(policy: Policy, value: str, changes: Sequence[Change]) -> Row:
    # A change that came in by another way and is no value is passed over by the office: it does not stand here either.
    standing = next((change for change in changes if change.value == value), None)
    return Row(
        name=policy.name,
        label=words.phrase(policy.label),
        source=policy.source,
        shipped=policy.value,
        shipped_words=rule_words.written(policy.value),
        value=value,
        value_words=rule_words.written(value),
        standing=standing,
        earlier=tuple(change for change in changes if change is not standing),
    )


def _changes(case: Case, names: Mapping[str, str]) -> dict[str, list[Change]]:
    found: dict[str, list[Change]] = {}
    for item in reversed(case.items("policy")):
        line = case.line("policy.value", item)
        if line is None or line.last is None:
            continue
        said = line.last
        kept = _text(case, "policy.value", item)
        value = "" if kept == EMPTY else kept
        change = Change(
            value=value,
            words=rule_words.written(value),
            reason=_text(case, "policy.reason", item),
            by=names.get(said.by, ""),
            at=words.moment(said.recorded_at),
            entry=said.entry,
        )
        found.setdefault(_text(case, "policy.name", item), []).append(change)
    return found


def _text(case: Case, term: str, item: str) -> str:
    line = case.line(term, item)
    value = line.last.statement.value if line and line.last else None
    return value.text if isinstance(value, Text) else ""
