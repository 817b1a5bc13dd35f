"""Who said it, how, when, and who wrote it down: in full, for every value on a page."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext as _

from nansen.casefile.model import Line, Said, Standing
from nansen.desk import labels
from nansen.desk.draw import words
from nansen.desk.draw.model import Answer, Provenance, Row, State, Reader
from nansen.statements.model import Statement
from nansen.statements.terms import Term
from nansen.statements.values import Absent, Date, Instant, Reference

_STATES = {Standing.REPLACED: State.REPLACED, Standing.WITHDRAWN: State.WITHDRAWN}


def answer(said: Said, line: Line, *, term: Term | None, reader: Reader) -> Answer:
    """Return a statement of a line as the page shows it, struck with its reason where it no longer holds."""
    statement = said.statement
    absent = isinstance(statement.value, Absent)
    return Answer(
        words=words.value(statement.value, term),
        lang=words.language(statement.value, statement.lang),
        source=of(said, reader=reader),
        state=_STATES.get(said.standing, State.ABSENT if absent else State.STANDS),
        note=ended(said, line),
        file=statement.value.file if isinstance(statement.value, Reference) else "",
    )


def answers(line: Line, *, term: Term | None, reader: Reader) -> tuple[Answer, ...]:
    """Return what was said of a line, in the order of the ledger; a withdrawal is told with what it withdrew."""
    return tuple(answer(said, line, term=term, reader=reader) for said in line.said if not spent(said))


def spent(said: Said) -> bool:
    """Return whether a statement only withdrew another and says nothing of its own."""
    return bool(said.ended_by) and said.ended_by == said.statement.id


def ended(said: Said, line: Line) -> str:
    """Return by what, and why, a statement was replaced or withdrawn; empty where it was not."""
    later = next((one for one in line.said if one.statement.id == said.ended_by), None) if said.ended_by else None
    if later is None or later is said:
        return ""
    number = {"number": later.entry if later.entry is not None else "–", "reason": later.statement.text}
    if not later.statement.withdraws:
        return _("Replaced in entry %(number)s.") % number
    if later.statement.text:
        return _("Withdrawn in entry %(number)s: %(reason)s") % number
    return _("Withdrawn in entry %(number)s; no reason is given.") % number


def of(said: Said, *, reader: Reader) -> Provenance:
    """Return the provenance of a statement."""
    statement = said.statement
    rows = (
        Row(_("Said by"), who(statement)),
        Row(_("How"), _(labels.MANNERS[statement.manner])),
        Row(_("Interpreter"), statement.source.interpreter),
        Row(_("In his words") if statement.source.speaker == "himself" else _("In these words"), *_wording(statement)),
        Row(_("As typed"), _typed(statement)),
        Row(_("Said or so since"), words.instant(statement.said_at) if statement.said_at else _("no time given")),
        Row(_("Written down"), words.moment(said.recorded_at)),
        Row(_("By officer"), officer(said.by, reader)),
        Row(_("On the form"), form(said.form, reader)),
        Row(_("For"), purpose(said.purpose)),
    )
    short = f"{_(labels.SPEAKERS[statement.source.speaker])}, {_(labels.MANNERS[statement.manner])}"
    return Provenance(short=short, rows=tuple(row for row in rows if row.words), entry=said.entry)


def who(statement: Statement) -> str:
    """Return who said it: the kind of speaker, with his name or title where one was written down."""
    speaker = _(labels.SPEAKERS[statement.source.speaker])
    return f"{speaker} ({statement.source.words})" if statement.source.words else speaker


def officer(by: str, reader: Reader) -> str:
    """Return an officer by his label where it is known, else by the first eight digits of his staff file."""
    return reader.officers.get(by) or by[:8]


def form(code: str, reader: Reader) -> str:
    """Return a form or an action in words."""
    return _(reader.forms[code]) if code in reader.forms else code


def purpose(code: str) -> str:
    """Return a purpose in words, with what it rests on."""
    return _(labels.codes("purpose").get(code, code))


def _wording(statement: Statement) -> Sequence[str]:
    if not statement.text or statement.withdraws:
        return ("",)
    tongue = words.locale().languages.get(statement.lang.partition("-")[0], statement.lang)
    return (f"“{statement.text}” ({tongue})" if tongue else f"“{statement.text}”", statement.lang)


def _typed(statement: Statement) -> str:
    value = statement.value
    return value.wording if isinstance(value, Date | Instant) and not words.lettered(value.wording) else ""
