"""A small rule pack of the tests' own: the three bars without which none is read, and what a test adds to it."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from nansen.law import rulebook
from nansen.law.model import Book
from nansen.statements import terms

PACK = 'version = "1"\nreviewed_by = "Counsel"\n'
PROFILE = """
[policy.lead]
value = "PT24H"
label = "Due from"
source = "Policy"
[policy.soon]
value = "P2D"
label = "Soon"
source = "Policy"
[policy.wish_fresh]
value = "P14D"
label = "Fresh"
source = "Policy"
"""
EVENTS = """
[came]
label = "Came to a camp"
of = "custody"
at = "custody.began"
when = ["custody.kind is camp or transit"]
[left]
label = "Left our hands"
of = "custody"
at = "custody.ended"
when = ["custody.ended_how is died or released"]
[captured]
label = "Captured"
of = "file"
at = "capture.at"
[card]
label = "Card sent"
of = "card"
at = "card.sent_on"
[wired]
label = "Told by wire"
of = "complaint"
at = "complaint.transmitted_at"
[prosecuted]
label = "Prosecution decided on"
of = "legal"
at = "legal.prosecution_decided_on"
[trial]
label = "Trial opened"
of = "legal"
at = "legal.trial_at"
[notified]
label = "Power told"
of = "legal"
at = "legal.notice_power_received_on"
[receipt]
label = "Receipt given"
of = "effects"
at_or_recorded = true
when = ["effects.kind is money", "effects.found_by is given"]
[reviewed]
label = "Looked at again"
of = "measure"
at = "measure.reviewed_on"
"""
NEEDED = """
[[rule]]
id = "gc3-118-unwilling"
title = "He does not want it"
text = "Words."
ground = ["GC III 118"]
binds = "everyone"
level = "disputed"
verified = "V"
effect = "BAR"
files = ["captive"]
when = ["wish_against"]
on = "removal"
gate = "wish"
[[rule]]
id = "gc3-109-not-against-will"
title = "Not against his will"
text = "Words."
ground = ["GC III 109(3)"]
binds = "detaining_power"
level = "treaty_categorical"
verified = "V"
effect = "BAR"
files = ["captive"]
when = ["wish_against"]
on = "removal"
gate = "wish"
[[rule]]
id = "nr-cat-3"
title = "No return to torture"
text = "Words."
ground = ["CAT 3"]
binds = "detaining_power"
level = "treaty_categorical"
verified = "V"
effect = "BAR"
files = ["captive"]
when = ["risk_found"]
on = "removal"
gate = "risk"
"""


def rule(id_: str, effect: str, *more: str) -> str:
    """Return the text of a rule: its own lines after what every rule has."""
    first = (f'id = "{id_}"', 'title = "Title"', 'text = "Words."', 'ground = ["GC III 70"]', 'binds = "camp"')
    return "\n".join(
        ("[[rule]]", *first, 'level = "policy"', 'verified = "V"', f'effect = "{effect}"', 'files = ["captive"]', *more)
    )


def files(*rules: str, **more: str) -> dict[str, str]:
    """Return the files of the pack with these rules; `events` and `profile` are added to what is there."""
    return {
        "pack.toml": PACK,
        "profile.toml": PROFILE + more.get("profile", ""),
        "events/1.toml": EVENTS + more.get("events", ""),
        "rules/1.toml": NEEDED,
        "rules/2.toml": "\n".join(rules),
    }


@cache
def book(*rules: str, events: str = "", profile: str = "") -> Book:
    """Return the pack with these rules, read."""
    return read(files(*rules, events=events, profile=profile))


def read(texts: Mapping[str, str]) -> Book:
    """Return the book of these texts over the dictionary that ships."""
    return rulebook.read(texts, dictionary=terms.shipped())
