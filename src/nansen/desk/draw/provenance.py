"""Who said it, how, when, and who wrote it down: in full, for every value on a page."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from nansen.casefile.model import Line, Said, Standing
from nansen.desk import labels
from nansen.desk.draw import words
from nansen.desk.draw.model import Answer, Provenance, Reader, Row, State
from nansen.statements.model import Speaker, Statement
from nansen.statements.terms import Term
from nansen.statements.values import Absent, Attachment, Date, Instant, Reference

SAID_BY, HOW, INTERPRETER = gettext_noop("Said by"), gettext_noop("How"), gettext_noop("Interpreter")
IN_HIS_WORDS, IN_THESE_WORDS = gettext_noop("In his words"), gettext_noop("In these words")
AS_TYPED, SAID_AT, NO_TIME = gettext_noop("As typed"), gettext_noop("Said or so since"), gettext_noop("no time given")
WRITTEN_DOWN, BY_OFFICER = gettext_noop("Written down"), gettext_noop("By officer")
ON_THE_FORM, FOR, CITED = gettext_noop("On the form"), gettext_noop("For"), gettext_noop("entry %(number)s")
_STATES = {Standing.REPLACED: State.REPLACED, Standing.WITHDRAWN: State.WITHDRAWN}


def answer(said: Said, line: Line, *, term: Term | None, reader: Reader) -> Answer:
    """Return a statement of a line as the page shows it, struck with its reason where it no longer holds."""
    statement = said.statement
    absent = isinstance(statement.value, Absent)
    picture = statement.value if isinstance(statement.value, Attachment) else None
    return Answer(
        words=words.value(statement.value, term),
        lang=words.language(statement.value, statement.lang),
        source=of(said, reader=reader),
        state=_STATES.get(said.standing, State.ABSENT if absent else State.STANDS),
        note=ended(said, line),
        file=statement.value.file if isinstance(statement.value, Reference) else "",
        picture=picture.id if picture and picture.media_type.startswith("image/") else "",
        level=term.sensitivity.name if term else "",
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
    """Return the provenance of a statement; rows of which nothing is known are left out."""
    statement = said.statement
    own = statement.source.speaker is Speaker.HIMSELF
    told = (
        (SAID_BY, who(statement), ""),
        (HOW, words.phrase(labels.MANNERS[statement.manner]), ""),
        (INTERPRETER, statement.source.interpreter, ""),
        (IN_HIS_WORDS if own else IN_THESE_WORDS, *_wording(statement)),
        (AS_TYPED, _typed(statement), ""),
        (SAID_AT, words.instant(statement.said_at) if statement.said_at else words.phrase(NO_TIME), ""),
        (WRITTEN_DOWN, words.moment(said.recorded_at), ""),
        (BY_OFFICER, officer(said.by, reader), ""),
        (ON_THE_FORM, form(said.form, reader), ""),
        (FOR, purpose(said.purpose), ""),
    )
    rows = tuple(Row(words.phrase(label), found, lang) for label, found, lang in told if found)
    cited = words.phrase(CITED) % {"number": said.entry} if said.entry is not None else ""
    return Provenance(short=short(statement), cited=cited, rows=rows, entry=said.entry)


def short(statement: Statement) -> str:
    """Return who said it and how, on one line."""
    speaker, manner = labels.SPEAKERS[statement.source.speaker], labels.MANNERS[statement.manner]
    return f"{words.phrase(speaker)}, {words.phrase(manner)}"


def who(statement: Statement) -> str:
    """Return who said it: the kind of speaker, with his name or title where one was written down."""
    speaker = words.phrase(labels.SPEAKERS[statement.source.speaker])
    return f"{speaker} ({statement.source.words})" if statement.source.words else speaker


def officer(by: str, reader: Reader) -> str:
    """Return an officer by his label where it is known, else by the first eight digits of his staff file."""
    return reader.officers.get(by) or by[:8]


def form(code: str, reader: Reader) -> str:
    """Return a form or an action in words."""
    return words.phrase(reader.forms[code]) if code in reader.forms else code


def purpose(code: str) -> str:
    """Return a purpose in words, with what it rests on."""
    return words.phrase(labels.codes("purpose").get(code, code))


def _wording(statement: Statement) -> tuple[str, str]:
    if not statement.text or statement.withdraws:
        return "", ""
    tongue = words.locale().languages.get(statement.lang.partition("-")[0], statement.lang)
    return (f"“{statement.text}” ({tongue})" if tongue else f"“{statement.text}”"), statement.lang


def _typed(statement: Statement) -> str:
    value = statement.value
    return value.wording if isinstance(value, Date | Instant) and not words.lettered(value.wording) else ""
