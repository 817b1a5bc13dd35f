"""What was sent with a page, and the choices that every form offers."""

from __future__ import annotations

from functools import cache

from django.template.loader import render_to_string
from django.utils.html import format_html_join
from django.utils.translation import get_language, override
from django.utils.translation import gettext as _

from nansen.desk import labels
from nansen.desk.middleware import AtTheDesk


def typed(request: AtTheDesk) -> dict[str, str]:
    """Return what was sent, of a name that was sent more than once each value on its own line."""
    return {name: "\n".join(filter(None, map(str, values))) for name, values in request.POST.lists()}


def once(request: AtTheDesk) -> str | None:
    """Return the id that the page carried, so that a form sent twice is kept once."""
    given = request.POST.get("once", "")
    return given if len(given) == 32 and all(sign in "0123456789abcdef" for sign in given) else None


def choices() -> dict[str, object]:
    """Return the speakers, manners, answers instead of a value, countries and languages, in the page's language."""
    absences = [(code, _(label)) for code, label in labels.ABSENCES.items()]
    return {
        "speakers": [(code.value, _(label)) for code, label in labels.SPEAKERS.items()],
        "manners": [(code.value, _(label)) for code, label in labels.MANNERS.items()],
        "absences": absences,
        "no_absence": format_html_join("", '<option value="{}">{}</option>', [("", "–"), *absences]),
        "lists": _lists(get_language() or "en"),
    }


@cache
def _lists(language: str) -> str:
    with override(language):
        lists = {"countries": labels.countries(), "tongues": labels.languages()}
        return render_to_string("forms/parts/lists.html", lists)
