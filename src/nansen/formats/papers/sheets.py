"""A sheet: one paper filled in from one case, in the languages that he and his captor read."""

from __future__ import annotations

import datetime as dt
import unicodedata
from collections.abc import Sequence

from nansen.casefile.model import Case, Said
from nansen.errors import Rejected
from nansen.formats.papers import picking, wording
from nansen.formats.papers.model import LANGUAGES, Field, Filled, Mark, Paper, Piece, Sheet
from nansen.formats.papers.picking import Choice
from nansen.statements.terms import Term
from nansen.statements.values import Code, Precision, check_words

OFFICE_MAX = 80


def of(
    case: Case,
    paper: Paper,
    *,
    languages: Sequence[str],
    issued_on: dt.date,
    office: str,
    choice: Choice | None = None,
    own_copy: bool = False,
) -> Sheet:
    """Return a paper filled in: what stands and is not contested, a dash for all else, never a guess.

    `languages` are two or three of LANGUAGES, his own among them (GC III Annex IV, remarks); the first gives the
    direction. `case` is the case as its officer may see it. Raises Rejected for other languages, for what `picking`
    refuses and where a field that the paper needs would be a dash; Forbidden where what it prints is withheld.
    """
    tongues = tuple(dict.fromkeys(languages))
    if not (2 <= len(tongues) <= 3 and set(tongues) <= set(LANGUAGES)):
        raise Rejected.because("languages", expected=f"two or three of {', '.join(LANGUAGES)}", found="others")
    check_words(office, "office", OFFICE_MAX)
    chosen = choice or Choice()
    picking.check(case, paper, chosen)
    fields = []
    for place in paper.fields:
        found = tuple(picking.said(case, paper, place, choice=chosen))
        if not found and place.name in paper.needs:
            raise Rejected.because(place.name, expected="one answer that stands", found="none, or several")
        fields.append(_filled(paper, place, found, languages=tongues, own_copy=own_copy))
    return Sheet(
        paper=paper, languages=tongues, issued_on=issued_on, office=office, fields=tuple(fields), own_copy=own_copy
    )


def width(text: str) -> int:
    """Return the length of a text in signs of half width: a syllable of Hangul or a Han character counts two."""
    return sum(2 if unicodedata.east_asian_width(sign) in "WF" else 1 for sign in text)


def _filled(
    paper: Paper, place: Field, found: Sequence[tuple[Term, Said]], *, languages: Sequence[str], own_copy: bool
) -> Filled:
    basis = tuple(dict.fromkeys(_basis(said, languages[0]) for _, said in found)) if own_copy else ()
    if place.marks:
        return Filled(name=place.name, marks=_marks(paper, place, found, languages), basis=basis)
    worded = (
        answer for term, said in found for answer in wording.of(said.statement, place, term=term, languages=languages)
    )
    answers = tuple(dict.fromkeys(worded))
    length = sum(width(piece.text) + 3 for answer in answers for piece in answer)
    return Filled(name=place.name, answers=answers, basis=basis, long=length > place.room)


def _marks(
    paper: Paper, place: Field, found: Sequence[tuple[Term, Said]], languages: Sequence[str]
) -> tuple[Mark, ...]:
    term = place.terms[0]
    standing = {said.statement.value.code for _, said in found if isinstance(said.statement.value, Code)}
    refused = paper.refused.codes if paper.refused and paper.refused.term == term.name else frozenset()
    codes = [code for code in (term.codes.labels if term.codes else ()) if code not in refused]
    return tuple(
        Mark(wording.named(code, term=term, languages=languages), (code in standing) if standing else None)
        for code in codes
    )


def _basis(said: Said, language: str) -> str:
    """Return who said so and where it is written down, in the sheet's first language."""
    source = said.statement.source
    speaker = wording.shipped()[f"speaker.{source.speaker}"][language]
    words = f"{speaker}: {source.words}" if source.words else speaker
    return words if said.entry is None else f"{words} ({said.entry})"


def issued(sheet: Sheet) -> tuple[Piece, ...]:
    """Return the day of issue in each language of the sheet."""
    return wording.dates(sheet.issued_on, sheet.issued_on, Precision.DAY, languages=sheet.languages)
