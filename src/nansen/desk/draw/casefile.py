"""The page of a case file, and that of one entry: everything said, in its place, with who said it."""

from __future__ import annotations

from dataclasses import replace

from django.utils.translation import gettext as _

from nansen.casefile import timeline
from nansen.casefile.model import Case, Event, Said
from nansen.desk.draw import custody, facts, head, provenance, wishes, words
from nansen.desk.draw.model import Answer, Done, Fact, Moment, Page, Reader, State
from nansen.statements import terms
from nansen.statements.model import Entry, Kind
from nansen.statements.values import Date, Instant

LAID_OUT = frozenset({"wish", "custody", "document", "message"})
_CAPTIVITY = frozenset({Kind.CAPTIVE, Kind.OURS})
_NOBODY = Reader()


def view(case: Case, *, reader: Reader = _NOBODY) -> Page:
    """Return what the page of a case shows to this reader, in the language of the page.

    Linear in the statements.
    """
    captivity = case.kind in _CAPTIVITY
    return Page(
        head=head.of(case, reader=reader),
        wish=wishes.of(case, reader=reader) if captivity else None,
        papers=head.papers(case, reader=reader),
        custody=custody.of(case, reader=reader),
        custody_withheld=custody.withheld(case),
        groups=facts.groups(case, without=LAID_OUT, reader=reader),
        timeline=tuple(_moment(event, case, reader) for event in timeline.of(case, dictionary=terms.shipped())),
        unknown=facts.unknown(case, reader=reader),
        entries=tuple(done(entry, reader=reader) for entry in case.entries),
    )


def of_entry(case: Case, number: int, *, reader: Reader = _NOBODY) -> tuple[Fact, ...]:
    """Return the facts that one entry brought in, with that entry's statements alone, in the order of the case."""
    shown = []
    for line in case.lines.values():
        term = terms.shipped().by_name.get(line.term)
        brought = [said for said in line.said if said.entry == number]
        if brought:
            answers = tuple(_brought(provenance.answer(said, line, term=term, reader=reader), said) for said in brought)
            shown.append(
                Fact(label=facts.alone(term) if term else line.term, answers=answers, contested=line.contested)
            )
    return tuple(shown)


def done(entry: Entry, *, reader: Reader = _NOBODY) -> Done:
    """Return an act as the table of entries shows it; what is withheld of it is said to be."""
    return Done(
        number=entry.number,
        form=provenance.form(entry.form, reader) or _("Withheld"),
        when=words.moment(entry.at),
        by=provenance.officer(entry.by, reader),
        purpose=provenance.purpose(entry.purpose) or _("Withheld"),
        reason=entry.reason,
    )


def _moment(event: Event, case: Case, reader: Reader) -> Moment:
    term = terms.shipped().by_name.get(event.term)
    statement = event.said.statement
    line = case.lines[event.item, event.term]
    dated = isinstance(statement.value, Date | Instant)
    answer = provenance.answer(event.said, line, term=term, reader=reader)
    when = answer.words if dated or statement.said_at is None else words.instant(statement.said_at)
    heard = term is not None and term.area == "interview" and not dated
    label = (
        event.term if term is None else _(terms.shipped().by_group[term.group].label) if heard else facts.alone(term)
    )
    return Moment(when=when, label=label, answer=replace(answer, words="") if dated or heard else answer)


def _brought(answer: Answer, said: Said) -> Answer:
    """Return a statement as its own entry shows it; one that only withdrew another says that."""
    if not provenance.spent(said):
        return answer
    return replace(
        answer, words=_("An earlier statement is withdrawn"), lang="", state=State.STANDS, note=said.statement.text
    )
