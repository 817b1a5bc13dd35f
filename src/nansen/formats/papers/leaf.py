"""A plain leaf: what was signed as data, a message or a letter, as a page that can be read, filed and posted."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Sequence
from functools import cache
from pathlib import Path

import typst

from nansen.errors import Rejected
from nansen.formats.papers.press import Press


def pdf(
    title: str,
    rows: Sequence[tuple[str, str]] = (),
    *,
    lines: Sequence[str] = (),
    lang: str = "en",
    on: dt.date,
    fonts: tuple[Path, ...],
) -> bytes:
    """Return an A4 PDF (PDF/A-2a, PDF/UA-1) of rows of (label, value), then of lines: the same bytes for the same.

    `on` is the day of the file. The page is a copy for eyes: what proves anything is the signed file beside it, which
    is printed among the rows. Raises Rejected for letters that no font holds, as `press.pdf` raises Misconfigured.
    """
    told = {"title": title, "lang": lang, "rows": [list(row) for row in rows], "lines": list(lines)}
    try:
        return _press(fonts).press(json.dumps(told, ensure_ascii=False), dt.datetime.combine(on, dt.time.min, dt.UTC))
    except typst.TypstError:
        # The template is fixed, so only the letters can be at fault; the error holds the text, which is personal.
        raise Rejected.because("leaf", expected="letters that the fonts hold", found="others") from None


@cache
def _press(fonts: tuple[Path, ...]) -> Press:
    return Press(fonts, template="leaf.typ")
