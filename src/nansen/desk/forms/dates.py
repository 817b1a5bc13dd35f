"""Dates as officers type them, in many tongues."""

from __future__ import annotations

import datetime as dt

_LANGUAGES = ["en", "uk", "ru", "ko", "fr", "ar"]


def reading(text: str) -> tuple[dt.date, dt.date] | None:
    """Return the day that a wording such as `9 січня 2025` or `2025년 1월 9일` means, or None where it is none.

    Only whole dates: a wording without its year, or one such as "yesterday", means nothing here. The first call takes
    two seconds.
    """
    import dateparser  # slow: two seconds and 20 MB that most requests do without

    found = dateparser.parse(
        text,
        languages=_LANGUAGES,
        settings={
            "STRICT_PARSING": True,
            "REQUIRE_PARTS": ["day", "month", "year"],
            "PARSERS": ["absolute-time"],
            "DATE_ORDER": "DMY",
        },
    )
    return (found.date(), found.date()) if found else None
