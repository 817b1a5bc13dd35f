"""Small filters: a value in words, a name in `<bdi>` with its language, a time in the language of the page."""

from __future__ import annotations

import datetime as dt

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from nansen.desk.draw import words
from nansen.desk.draw.model import Provenance
from nansen.statements import terms
from nansen.statements.values import Date, Precision, Value

register = template.Library()


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
    """Return the rows of a provenance as a list of terms and words: one filter for what a page holds by the hundred."""
    return format_html_join(
        "",
        "<div><dt>{}</dt><dd>{}</dd></div>",
        ((row.label, bdi(row.words, row.lang)) for row in source.rows),
    )


@register.filter
def moment(at: dt.datetime) -> str:
    """Return a point in time, in UTC and to the minute."""
    return words.moment(at)


@register.filter
def day(on: dt.date) -> str:
    """Return a day: `9 January 2025`, with the month in the case that the language asks for."""
    return words.date(Date(on, on, Precision.DAY))
