"""Countries and languages as officers type them: by code, or by name in the language of the page or in English."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from babel import Locale, UnknownLocaleError
from django.utils.translation import get_language

from nansen.statements import parse


def meant(kind: str, text: str) -> str:
    """Return the code of the country or language that a text names, or the text itself where it names none.

    What is a code already stays as it is, so that no language's word for one thing hides the code of another.
    """
    known = parse.countries() if kind == "country" else parse.languages() if kind == "language" else {}
    if not known or text in known:
        return text
    return _names(kind, get_language() or "en").get(text.casefold(), text)


@cache
def _names(kind: str, language: str) -> Mapping[str, str]:
    known = parse.countries() if kind == "country" else parse.languages()
    found: dict[str, str] = {}
    for locale in (Locale("en"), _locale(language)):
        names = locale.territories if kind == "country" else locale.languages
        found |= {names[code].casefold(): code for code in known if code in names}
    return found


def _locale(language: str) -> Locale:
    try:
        return Locale.parse(language.replace("-", "_"))
    except (UnknownLocaleError, ValueError):
        return Locale("en")
