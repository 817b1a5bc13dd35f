"""Small filters: a value in words, a name in `<bdi>` with its language, a time in the language of the page."""

from __future__ import annotations

import datetime as dt
from functools import lru_cache
from html import escape

from django.template import Library
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext_noop

from nansen.desk.draw import words
from nansen.desk.draw.model import Provenance, Row
from nansen.statements import terms
from nansen.statements.values import Date, Precision, Value

register = Library()
ENTRY, PROOF = gettext_noop("Entry"), gettext_noop("its proof")


@register.filter
def in_words(found: Value, term: str = "") -> str:
    """Return a statement's value in words; `term` is its name in the dictionary, needed for codes."""
    return words.value(found, terms.shipped().by_name.get(term))


@register.filter
def bdi(text: str, lang: str = "") -> SafeString:
    """Return a name that keeps its own direction among its neighbours, with its language where it is known."""
    return format_html('<bdi lang="{}">{}</bdi>', lang, text) if lang else format_html("<bdi>{}</bdi>", text)


@register.filter
def rows(source: Provenance) -> SafeString:
    """Return the rows of a provenance, its entry and its proof: one filter, for a page holds a hundred of them."""
    shown = [f"<div><dt>{escape(row.label)}</dt><dd>{_words(row)}</dd></div>" for row in source.rows]
    if source.entry is not None:
        entry = f'<a class="govuk-link" href="{_address("entry", source.entry)}">{source.entry}</a>'
        proof = (
            f'<a class="govuk-link" href="{_address("proof", source.entry)}" download>{escape(words.phrase(PROOF))}</a>'
        )
        shown.append(f"<div><dt>{escape(words.phrase(ENTRY))}</dt><dd>{entry}, {proof}</dd></div>")
    return mark_safe("".join(shown))  # noqa: S308 - every word above is escaped, the rest is ours


def _words(row: Row) -> str:
    lang = f' lang="{escape(row.lang)}"' if row.lang else ""
    return f"<bdi{lang}>{escape(row.words)}</bdi>"


@lru_cache(maxsize=4096)
def _address(page: str, entry: int) -> str:
    return reverse(page, args=(entry,))


@register.filter
def moment(at: dt.datetime) -> str:
    """Return a point in time, in UTC and to the minute."""
    return words.moment(at)


@register.filter
def day(on: dt.date) -> str:
    """Return a day: `9 January 2025`, with the month in the case that the language asks for."""
    return words.date(Date(on, on, Precision.DAY))
