"""The words of a rule's page: sections of the pack, effects, whom a rule binds, and what its marks mean."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

from django.utils.translation import gettext_noop, ngettext

from nansen.desk.draw import words
from nansen.errors import Misconfigured
from nansen.law import durations
from nansen.law.model import Clock, Duration, Effect, Level
from nansen.office.lawbook import Signature

# By the number at the head of a rule file's name; a file with another number is shown by its name.
SECTIONS: Mapping[str, str] = {
    "1": gettext_noop("Status, protection, questioning, images"),
    "2": gettext_noop("Evacuation, camp, health, work and transfers"),
    "3": gettext_noop("Contact with the world and complaints"),
    "4": gettext_noop("Discipline and justice"),
    "5": gettext_noop("Release, repatriation, and not being sent back"),
    "6": gettext_noop("The dead, the missing and the bureau"),
    "7": gettext_noop("What the conditions and gates of a disposition ask beyond the treaties"),
}
EFFECTS: Mapping[Effect, tuple[str, str, str]] = {
    Effect.DUTY: (
        gettext_noop("Duty"),
        "blue",
        gettext_noop("Something must be done. Until it is, it stands on the file and on the due board."),
    ),
    Effect.BAR: (
        gettext_noop("Bar"),
        "red",
        gettext_noop("Must not be done. Where acts are named it stops them; else it stands against what is recorded."),
    ),
    Effect.HOLD: (
        gettext_noop("Hold"),
        "yellow",
        gettext_noop("Must wait. Where acts are named it stops them until the step is done or the hold is lifted."),
    ),
    Effect.WARN: (gettext_noop("Warning"), "purple", gettext_noop("Should be thought about. It stops nothing.")),
    Effect.INFO: (gettext_noop("To know"), "grey", gettext_noop("Should be known. It stops nothing.")),
}
MEANT: Mapping[Level, str] = {
    Level.CATEGORICAL: gettext_noop(
        "The treaty commands or forbids it and names no exception but those that the rule has."
    ),
    Level.QUALIFIED: gettext_noop("The treaty commands it within limits of its own, such as “as far as possible”."),
    Level.DISPUTED: gettext_noop(
        "States and courts read the treaty in more than one way; the note gives the readings."
    ),
    Level.POLICY: gettext_noop("No treaty demands it in this form. It is this office's own rule, and may be changed."),
}
SEEN: Mapping[str, str] = {
    "V": gettext_noop("The text of the article was read when the rule was written."),
    "v": gettext_noop("The text of the article was read only in part."),
    "K": gettext_noop("Written from general knowledge; the text was not read. Check it before you rely on it."),
}
BINDS: Mapping[str, str] = {
    "detaining_power": gettext_noop("the Detaining Power"),
    "power_depended_on": gettext_noop("the Power on which he depends"),
    "nib": gettext_noop("the National Information Bureau"),
    "camp": gettext_noop("the camp and its commander"),
    "neutral_power": gettext_noop("a neutral Power"),
    "receiving_power": gettext_noop("the Power that receives him"),
    "everyone": gettext_noop("everyone"),
    "captor": gettext_noop("the capturing unit"),
    "questioner": gettext_noop("whoever questions him"),
    "court": gettext_noop("the court"),
    "parties": gettext_noop("the parties to the conflict"),
    "prosecutor": gettext_noop("the prosecutor"),
    "cta": gettext_noop("the Central Tracing Agency"),
}
CLOCKS: Mapping[Clock, str] = {
    Clock.TREATY: gettext_noop("treaty"),
    Clock.SOONEST: gettext_noop("our reading of “as soon as possible”; policy"),
    Clock.POLICY: gettext_noop("policy"),
    Clock.NONE: "",
}
# Steps whose name is no word; any other is its own name.
STEPS: Mapping[str, str] = {"cta": gettext_noop("Central Tracing Agency")}
SIGNATURES: Mapping[Signature, tuple[str, str]] = {
    Signature.SIGNED: (gettext_noop("signed by this office"), "green"),
    Signature.CHANGED: (gettext_noop("changed since this office signed it"), "red"),
    Signature.UNSIGNED: (gettext_noop("not signed by this office"), "red"),
}


def section(where: str) -> str:
    """Return the section of a rule by the place where it stands (`rules/3_contact.toml, line 9`)."""
    name = file(where).rpartition("/")[2]
    known = SECTIONS.get(name.partition("_")[0])
    return words.phrase(known) if known else name


def file(where: str) -> str:
    """Return the file of the pack in the place where a rule stands."""
    return where.partition(",")[0]


def step(name: str) -> str:
    """Return the name of a step of a duty in words, empty where it has none."""
    return words.phrase(STEPS.get(name, name.replace("_", " "))) if name else ""


def length(found: Duration) -> str:
    """Return a length of time of the calendar in words: months, then days and hours."""
    months = ngettext("%(count)d month", "%(count)d months", found.months) % {"count": found.months}
    parts = [months] if found.months else []
    if found.seconds or not parts:
        parts.append(words.length(dt.timedelta(seconds=found.seconds)))
    return " ".join(parts)


def written(text: str) -> str:
    """Return a length of time as it is written (P7D) in words; nothing for a value of another kind."""
    try:
        return length(durations.parse(text))
    except Misconfigured:
        return ""
