"""Words for codes: roles, purposes, speakers, manners, kinds, countries, as an officer reads them in his language."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from babel import Locale, UnknownLocaleError
from django.utils.translation import get_language, gettext_noop
from django.utils.translation import gettext as _

from nansen.casefile import access
from nansen.casefile.model import Officer
from nansen.statements import parse, terms
from nansen.statements.model import Kind, Manner, Speaker
from nansen.statements.terms import Term

SPEAKERS: Mapping[Speaker, str] = {
    Speaker.HIMSELF: gettext_noop("the person himself"),
    Speaker.PAPER: gettext_noop("a paper"),
    Speaker.OFFICER: gettext_noop("the officer who wrote it"),
    Speaker.WITNESS: gettext_noop("a witness"),
    Speaker.FAMILY: gettext_noop("the family"),
    Speaker.EXPERT: gettext_noop("a doctor or other expert"),
    Speaker.CAPTOR: gettext_noop("the capturing unit"),
    Speaker.POWER: gettext_noop("a Power"),
    Speaker.PUBLISHED: gettext_noop("a published report"),
}
MANNERS: Mapping[Manner, str] = {
    Manner.SPOKEN: gettext_noop("spoken"),
    Manner.WRITTEN: gettext_noop("written"),
    Manner.NODDED: gettext_noop("nodded"),
    Manner.GESTURE: gettext_noop("by a gesture"),
    Manner.SILENT: gettext_noop("silent"),
    Manner.OBSERVED: gettext_noop("observed"),
    Manner.PRINTED: gettext_noop("printed or stamped"),
    Manner.VIDEO: gettext_noop("on a video"),
    Manner.REPORTED: gettext_noop("reported"),
    Manner.ASSESSED: gettext_noop("assessed"),
}
KINDS: Mapping[Kind, str] = {
    Kind.CAPTIVE: gettext_noop("captive, held by us"),
    Kind.SOUGHT: gettext_noop("sought by the family"),
    Kind.OURS: gettext_noop("ours, held by the other side"),
    Kind.REMAINS: gettext_noop("remains"),
    Kind.SOURCE: gettext_noop("a source"),
    Kind.DOCUMENT: gettext_noop("a document"),
    Kind.QUESTION: gettext_noop("a question"),
    Kind.CLAIM: gettext_noop("a claim"),
    Kind.ASSESSMENT: gettext_noop("an assessment"),
    Kind.REQUEST: gettext_noop("a tracing request"),
    Kind.LIST: gettext_noop("a list of an exchange"),
    Kind.DEAL: gettext_noop("a deal"),
    Kind.PLACE: gettext_noop("a place"),
    Kind.STAFF: gettext_noop("staff"),
    Kind.POLICY: gettext_noop("a rule of the office"),
}
ABSENCES: Mapping[str, str] = {
    "unknown": gettext_noop("unknown"),
    "declined": gettext_noop("declined"),
    "not_asked": gettext_noop("not asked"),
}


@dataclass(frozen=True, slots=True)
class OfficerWords:
    """An officer as the head of the page shows him."""

    label: str
    roles_label: str
    site: str


def officer(who: Officer) -> OfficerWords:
    """Return an officer's name, roles and site in words."""
    roles = [_(label) for code, label in codes("role").items() if code in who.roles]
    return OfficerWords(who.label, ", ".join(roles), who.site)


def purposes_of(who: Officer) -> tuple[tuple[str, str], ...]:
    """Return the purposes that an officer's roles may state, in the order of the list, with their words."""
    allowed = access.purposes(who, rules=access.shipped())
    return tuple((code, _(label)) for code, label in codes("purpose").items() if code in allowed)


def codes(name: str) -> Mapping[str, str]:
    """Return a list of codes of the data dictionary with its English labels."""
    return terms.shipped().lists[name].labels


def code(term: Term, value: str) -> str:
    """Return a code of a term in words: a country or a language by CLDR, any other from its list."""
    if term.kind == "country":
        return _("disputed") if value == parse.DISPUTED else country(value)
    if term.kind == "language":
        return str(_locale().languages.get(value, value))
    return _(term.codes.labels.get(value, value)) if term.codes else value


def country(value: str) -> str:
    """Return a country's name in the language of the page (CLDR)."""
    return str(_locale().territories.get(value, value))


def countries() -> tuple[tuple[str, str], ...]:
    """Return all countries with their names in the language of the page, sorted by name."""
    return tuple(sorted(((value, country(value)) for value in parse.countries()), key=lambda pair: pair[1]))


def languages() -> tuple[tuple[str, str], ...]:
    """Return all languages with their names in the language of the page, sorted by name."""
    names = _locale().languages
    return tuple(sorted(((value, names.get(value, value)) for value in parse.languages()), key=lambda pair: pair[1]))


def _locale() -> Locale:
    try:
        return Locale.parse((get_language() or "en").replace("-", "_"))
    except UnknownLocaleError:
        return Locale("en")
