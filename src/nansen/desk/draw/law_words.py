"""The words in which the law is told: gates, states, levels, clocks, and what nobody can lift."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop, ngettext

from nansen.desk import labels
from nansen.desk.draw import words
from nansen.desk.draw.model import Mark, Reader, Tone
from nansen.law.model import Clock, Level, Passage, State
from nansen.law.never import Stop
from nansen.statements import terms

GATES: Mapping[str, str] = {
    "identity": gettext_noop("Identity and Power"),
    "status": gettext_noop("Status"),
    "protected": gettext_noop("Child, civilian, retained"),
    "wish": gettext_noop("Wish"),
    "risk": gettext_noop("Risk there and onward"),
    "medical": gettext_noop("Medical"),
    "judicial": gettext_noop("Proceedings"),
    "deal": gettext_noop("Terms of the deal"),
    "paperwork": gettext_noop("Papers, effects, account"),
    "notifications": gettext_noop("Notifications"),
}
PASSAGES: Mapping[Passage, tuple[str, Tone]] = {
    Passage.CLEAR: (gettext_noop("clear"), Tone.GOOD),
    Passage.NEEDS: (gettext_noop("a step is needed"), Tone.WARN),
    Passage.HELD: (gettext_noop("held"), Tone.WARN),
    Passage.BARRED: (gettext_noop("barred"), Tone.STOP),
}
STATES: Mapping[State, tuple[str, Tone]] = {
    State.OVERDUE: (gettext_noop("overdue"), Tone.STOP),
    State.DUE: (gettext_noop("due"), Tone.WARN),
    State.OPEN: (gettext_noop("open"), Tone.NONE),
    State.DONE: (gettext_noop("done"), Tone.GOOD),
    State.NOT_APPLICABLE: (gettext_noop("does not apply"), Tone.NONE),
}
LEVELS: Mapping[Level, tuple[str, Tone]] = {
    Level.CATEGORICAL: (gettext_noop("treaty, categorical"), Tone.WANT),
    Level.QUALIFIED: (gettext_noop("treaty, qualified"), Tone.WANT),
    Level.DISPUTED: (gettext_noop("disputed"), Tone.WARN),
    Level.POLICY: (gettext_noop("policy"), Tone.NONE),
}
SEEN: Mapping[str, str] = {
    "V": gettext_noop("text seen"),
    "v": gettext_noop("text seen in part"),
    "K": gettext_noop("text not seen"),
}
CLOCKS: Mapping[Clock, str] = {
    Clock.TREATY: gettext_noop("the treaty's number"),
    Clock.SOONEST: gettext_noop("policy; the treaty says as soon as possible"),
    Clock.POLICY: gettext_noop("policy"),
    Clock.NONE: "",
}
STEPS: Mapping[str, str] = {
    "acknowledge": gettext_noop("receipt acknowledged"),
    "agency": gettext_noop("to the Central Tracing Agency"),
    "answer": gettext_noop("answer"),
    "appeal": gettext_noop("appeal"),
    "bureau": gettext_noop("to the bureau"),
    "buried": gettext_noop("burial"),
    "captive": gettext_noop("to the captive himself"),
    "certificate": gettext_noop("certificate"),
    "copy": gettext_noop("copy"),
    "cta": gettext_noop("to the Central Tracing Agency"),
    "duplicate": gettext_noop("duplicate"),
    "family": gettext_noop("to the family"),
    "full": gettext_noop("all functions"),
    "heard": gettext_noop("he is heard"),
    "humanitarian": gettext_noop("humanitarian functions"),
    "kin": gettext_noop("to the next of kin"),
    "list": gettext_noop("list"),
    "marked": gettext_noop("grave marked"),
    "officer": gettext_noop("officer named"),
    "open": gettext_noop("opened"),
    "opened": gettext_noop("opened"),
    "original": gettext_noop("original"),
    "outcome": gettext_noop("outcome"),
    "plan": gettext_noop("plan"),
    "protecting_power": gettext_noop("to the Protecting Power"),
    "quarters": gettext_noop("quarters"),
    "registered": gettext_noop("registered"),
    "report": gettext_noop("report"),
    "representative": gettext_noop("to the representative of the captives"),
    "risk": gettext_noop("risk looked at again"),
    "sent": gettext_noop("sent"),
    "statement": gettext_noop("statement"),
    "summary": gettext_noop("summary"),
    "takedown": gettext_noop("removal asked for"),
    "told": gettext_noop("told"),
}
_STOPS: Mapping[Stop, tuple[str, str]] = {
    Stop.UNWILLING: (
        gettext_noop("He does not want to go there. Nobody can lift this; only a later G3 wish of his own ends it."),
        "wish.wish",
    ),
    Stop.RISK: (
        gettext_noop("A risk was found there. Nobody can lift this; only a new assessment ends it."),
        "risk.outcome",
    ),
    Stop.UNPROVED: (
        gettext_noop("No current G3 wish of his asks for this. Nobody can lift this; only he himself can ask for it."),
        "wish.wish",
    ),
    Stop.NOWHERE: (gettext_noop("No destination is named. Nobody can lift this; nobody is sent to nowhere."), ""),
}
_STOP_UNSEEN = gettext_noop("Something stops this for good. Nobody can lift it, and its ground is not yours to see.")


def mark(of_: tuple[str, Tone]) -> Mark:
    """Return a word with its colour in the language of the page."""
    return Mark(words.phrase(of_[0]), of_[1])


def step(name: str) -> str:
    """Return a step of a duty in words, nothing for a duty of one step."""
    return words.phrase(STEPS.get(name, name.replace("_", " "))) if name else ""


def act(code: str) -> str:
    """Return an act, a disposition or another, in words."""
    return words.phrase(labels.codes("act").get(code, code))


def place(country: str) -> str:
    """Return a destination in words, one that is not named too."""
    return labels.country(country) if country else _("no destination named")


def never(stops: Iterable[Stop], *, reader: Reader) -> tuple[str, ...]:
    """Return what nobody can lift, in sentences; of what this reader may not see only that it stops."""
    return tuple(dict.fromkeys(words.phrase(_stop(*_STOPS[stop], reader)) for stop in stops))


def summary(shut: int, of_all: int, *, stopped: bool) -> str:
    """Return how many of the gates are shut; that none is shut is called no more than that."""
    if shut:
        said = ngettext("Stopped by %(shut)d of %(all)d gates.", "Stopped by %(shut)d of %(all)d gates.", shut)
        return said % {"shut": shut, "all": of_all}
    if stopped:
        return _("No gate stops it, and what nobody can lift stops it all the same.")
    return _("All ten gates are clear. That is no finding of lawfulness.")


def hidden(count: int) -> str:
    """Return how many stops this reader is not told of, or nothing."""
    said = ngettext(
        "%(count)d further stop whose ground you may not see.",
        "%(count)d further stops whose ground you may not see.",
        count,
    )
    return said % {"count": count} if count else ""


def _stop(sentence: str, term: str, reader: Reader) -> str:
    return sentence if not term or reader.sees(terms.shipped().term(term)) else _STOP_UNSEEN
