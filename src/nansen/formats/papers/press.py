"""The press: sheets in, one PDF out, archival (PDF/A-2a, ISO 19005-2) and accessible (PDF/UA-1, ISO 14289-1)."""

from __future__ import annotations

import datetime as dt
import json
import re
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from threading import Lock
from typing import Any

import typst

from nansen.errors import Misconfigured, Rejected
from nansen.formats.papers import catalogue, extents, wording
from nansen.formats.papers import sheets as filling
from nansen.formats.papers.catalogue import FOLDER
from nansen.formats.papers.extents import Extent
from nansen.formats.papers.model import Filled, Piece, Sheet, Wording

STANDARDS: list[Any] = ["a-2a", "ua-1"]
FAMILIES = frozenset({"Noto Sans", "Noto Sans Arabic", "Noto Sans KR"})
WHOLE_MAX = 18
_LONG_WORD = re.compile(r"\S{18}")
_DIGIT = re.compile(r"\d")
_UNDRAWN = "could not be displayed"


def pdf(sheets: Sequence[Sheet], *, fonts: tuple[Path, ...]) -> bytes:
    """Return the sheets, one after the other, as one PDF: the same bytes for the same sheets.

    `fonts` are folders with the families of FAMILIES as TrueType files; those of the machine are not looked at. The
    file's own date is the midnight of the last day of issue, its title the name of the paper: no person is in its
    metadata. About 15 ms for one card once the fonts are read, 4 in a heap (`docs/reference/benchmarks.md`). Raises
    Rejected, with the number of the sheet from 1, for letters that no font holds; Misconfigured for folders without the
    families.
    """
    if not sheets:
        raise Rejected.because("papers", expected="at least one sheet", found="none")
    try:
        return _pressed(sheets, fonts)
    except typst.TypstError as error:
        if _UNDRAWN not in str(error):
            raise
        raise Rejected.because(
            f"sheet {_first_undrawn(sheets, fonts)}", expected="letters that the fonts hold", found="others"
        ) from None  # the error holds the text, which is personal


def data(sheets: Sequence[Sheet]) -> str:
    """Return what the templates read, as JSON: nothing of the case but what is printed."""
    names = {sheet.paper.name for sheet in sheets}
    languages = sorted({language for sheet in sheets for language in sheet.languages})
    words = {
        key: {language: texts[language] for language in languages}
        for key, texts in wording.shipped().items()
        if "." not in key
    }
    title = words[names.pop()][sheets[0].languages[0]] if len(names) == 1 else words["papers"][sheets[0].languages[0]]
    return json.dumps(
        {
            "title": title,
            "lang": sheets[0].languages[0],
            "words": words,
            "extents": {" ".join(tongues): _captions(tongues) for tongues in sorted({one.languages for one in sheets})},
            "sheets": [_sheet(sheet) for sheet in sheets],
        },
        ensure_ascii=False,
    )


def dated(sheets: Sequence[Sheet]) -> dt.datetime:
    """Return the date of a file of these sheets: the midnight (UTC) of the last day of issue, no hour of anybody's."""
    return dt.datetime.combine(max(sheet.issued_on for sheet in sheets), dt.time.min, dt.UTC)


class Press:
    """A compiler with its fonts read once; one sheet at a time, for typst's compiler is not to be shared by threads."""

    def __init__(self, fonts: tuple[Path, ...], *, template: str = "main.typ") -> None:
        """Read the fonts; raise Misconfigured, naming what is missing, where a family is not in the folders."""
        paths = [str(folder) for folder in fonts]
        missing = FAMILIES - set(typst.Fonts(include_system_fonts=False, font_paths=paths).families())
        if missing:
            raise Misconfigured(f"The fonts for papers: {', '.join(sorted(missing))} missing; run `make assets`.")
        self._lock = Lock()
        self._compiler = typst.Compiler(
            input=str(FOLDER / template), root=str(FOLDER), font_paths=paths, ignore_system_fonts=True
        )

    def press(self, text: str, at: dt.datetime) -> bytes:
        """Return the PDF of the data in `text`, dated `at`."""
        with self._lock:
            made: Any = self._compiler.compile(
                format="pdf", sys_inputs={"data": text}, pdf_standards=STANDARDS, timestamp=int(at.timestamp())
            )
        return bytes(made)


@cache
def _press(fonts: tuple[Path, ...]) -> Press:
    return Press(fonts)


def _pressed(sheets: Sequence[Sheet], fonts: tuple[Path, ...]) -> bytes:
    return _press(fonts).press(data(sheets), dated(sheets))


def _first_undrawn(sheets: Sequence[Sheet], fonts: tuple[Path, ...]) -> int:
    """Return the number of the first sheet that cannot be printed alone; halves the heap: few sheets are printed."""
    low, high = 0, len(sheets)
    while high - low > 1:
        middle = (low + high) // 2
        try:
            _pressed(sheets[low:middle], fonts)
        except typst.TypstError:
            high = middle
        else:
            low = middle
    return low + 1


@cache
def _captions(languages: tuple[str, ...]) -> dict[str, Extent | None]:
    """Return the extents of the captions in these languages, and of the titles, which are named like their papers."""
    words = {key: texts for key, texts in wording.shipped().items() if "." not in key}
    found = {key: extents.of(" · ".join(texts[language] for language in languages)) for key, texts in words.items()}
    first, *others = languages
    titles = {
        name: extents.title(words[name][first], " · ".join(words[name][language] for language in others))
        for name in catalogue.shipped()
    }
    return found | titles


def _sheet(sheet: Sheet) -> dict[str, object]:
    return {
        "template": sheet.paper.template,
        "name": sheet.paper.name,
        "width": sheet.paper.width_mm,
        "height": sheet.paper.height_mm,
        "languages": sheet.languages,
        "office": _said((Piece(sheet.office),)),
        "issued": _said(filling.issued(sheet)),
        "own": sheet.own_copy,
        "fields": {field.name: _field(field, sheet.languages) for field in sheet.fields},
    }


def _field(field: Filled, languages: tuple[str, ...]) -> dict[str, object]:
    return {
        "answers": [_worded(answer) for answer in field.answers],
        "marks": [{"words": _worded(mark.words), "on": mark.on} for mark in field.marks],
        "basis": field.basis,
        "long": field.long,
        "extent": _extent(field, languages),
    }


def _extent(field: Filled, languages: tuple[str, ...]) -> Extent | None:
    """Return the extent of what stands in the field's place; None on our own copy, which has smaller type beside it."""
    if field.basis or field.marks:
        return None
    if field.long:
        return extents.of("→ " + " / ".join(wording.shipped()["overleaf"][language] for language in languages))
    return extents.of(_spelt(field.answers) or "—")


def _said(answer: Wording) -> dict[str, object]:
    return {"words": _worded(answer), "extent": extents.of(_spelt((answer,)))}


def _spelt(answers: Sequence[Wording]) -> str:
    """Return answers as the templates join them, without a place to break in what may not be broken."""
    return " · ".join(
        " / ".join(piece.text.replace(" ", "\u00a0") if _whole(piece) else _breakable(piece.text) for piece in answer)
        for answer in answers
    )


def _worded(answer: Wording) -> list[dict[str, object]]:
    return [_piece(piece) for piece in answer]


def _piece(piece: Piece) -> dict[str, object]:
    """Return a run: a long word may be broken anywhere, to stay in its place; a date or a short number nowhere.

    Done here, for a regular expression in a template costs more than all the rest of a card.
    """
    return {"text": _breakable(piece.text), "lang": piece.lang, "whole": _whole(piece)}


def _breakable(text: str) -> str:
    return _LONG_WORD.sub("\\g<0>\u200b", text)


def _whole(piece: Piece) -> bool:
    return len(piece.text) <= WHOLE_MAX and _DIGIT.search(piece.text) is not None
