"""What the law says of a file, in the words of the page: what is owed, what stands against it, which gates are shut.

The page reports what is met, open, held or barred. It never calls anything allowed: people decide.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field, replace

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from nansen.casefile.model import Case, Said
from nansen.desk import labels
from nansen.desk.draw import facts, law_words, words
from nansen.desk.draw.law_model import Cited, Door, Ground, Law, Owed, Pack, Told, WayOut
from nansen.desk.draw.model import Mark, Reader, Tone
from nansen.law.acts import REMOVAL
from nansen.law.model import Block, Book, Duty, Effect, Happening, Level, Passage, Rule, State
from nansen.office.rights import Rights, Way
from nansen.statements import terms

HASH_SIGNS = 12
_ORDER = (State.OVERDUE, State.DUE, State.OPEN)
_NOBODY = Reader()


@dataclass(frozen=True, slots=True)
class Hands:
    """What a reader may do about the law: the ids of the holds that he may lift, the decisions that he may propose."""

    releases: Collection[str] = field(default_factory=frozenset)
    proposes: Collection[str] = field(default_factory=frozenset)


def of(
    case: Case,
    rights: Rights,
    *,
    reader: Reader,
    book: Book,
    now: dt.datetime,
    hands: Hands | None = None,
    asked: tuple[str, str] | None = None,
) -> Law:
    """Return what the page shows of the rights of a file; `case` is the file as this reader may see it.

    The way that was asked about comes first and is shown open; so is the only one.
    """
    may = hands or Hands()
    owed = sorted((duty for duty in rights.duties if duty.pending), key=lambda duty: _ORDER.index(duty.state))
    return Law(
        pack=pack(book),
        owed=tuple(_owed(duty, reader=reader, book=book, now=now) for duty in owed),
        settled=tuple(_owed(duty, reader=reader, book=book, now=now) for duty in rights.duties if not duty.pending),
        standing=tuple(_ground(block, case, reader=reader, may=Hands()) for block in rights.standing),
        acts=tuple(
            (law_words.act(act), tuple(_ground(block, case, reader=reader, may=Hands()) for block in blocks))
            for act, blocks in rights.acts
        ),
        ways=tuple(
            replace(
                way(one, case, reader=reader, may=may),
                opened=not rights.ways[1:] or asked == (one.act, one.destination),
            )
            for one in sorted(rights.ways, key=lambda one: asked != (one.act, one.destination))
        ),
    )


def pack(book: Book) -> Pack:
    """Return the pack that a page cites."""
    return Pack(book.version, book.hash[:HASH_SIGNS], book.reviewed_by)


def cite(rule: Rule) -> Cited:
    """Return a rule as a page cites it."""
    return Cited(
        id=rule.id,
        title=words.phrase(rule.title),
        articles=rule.ground,
        level=law_words.mark(law_words.LEVELS[rule.level]),
        seen=words.phrase(law_words.SEEN.get(rule.verified, law_words.SEEN["K"])),
        note=words.phrase(rule.note.strip()) if rule.level is Level.DISPUTED and rule.note else "",
    )


def way(found: Way, case: Case, *, reader: Reader = _NOBODY, may: Hands | None = None) -> WayOut:
    """Return a disposition with its ten gates, all of them, in their order."""
    shut = sum(gate.passage is not Passage.CLEAR for gate in found.gates)
    return WayOut(
        act=found.act,
        destination=found.destination,
        title=law_words.act(found.act),
        where=law_words.place(found.destination) if found.destination or found.act in REMOVAL else "",
        proposed=found.proposed,
        tone=Tone.STOP if found.stopped else Tone.NONE,
        summary=law_words.summary(shut, len(found.gates), stopped=found.stopped),
        never=law_words.never(found.never, reader=reader),
        hidden=law_words.hidden(found.hidden),
        doors=tuple(
            Door(
                name=gate.name,
                label=words.phrase(law_words.GATES.get(gate.name, gate.name)),
                state=law_words.mark(law_words.PASSAGES[gate.passage]),
                grounds=tuple(_ground(block, case, reader=reader, may=may or Hands()) for block in gate.blocks),
                hidden=gate.passage is not Passage.CLEAR and not any(block.stops for block in gate.blocks),
            )
            for gate in found.gates
        ),
    )


def _owed(duty: Duty, *, reader: Reader, book: Book, now: dt.datetime) -> Owed:
    missed = ngettext("%(count)d earlier time was late", "%(count)d earlier times were late", duty.missed)
    late = [_("late")] if duty.late and not duty.pending else []
    late += [missed % {"count": duty.missed}] if duty.missed else []
    by = duty.by if duty.by and _sees(duty.by.said, reader) else None
    return Owed(
        rule=cite(duty.rule),
        step=law_words.step(duty.step.name),
        state=_state(duty, now),
        late=", ".join(late),
        when=_when(duty, book),
        clock=words.phrase(law_words.CLOCKS[duty.step.deadline.clock]) if duty.limit else "",
        fulfilled_by=tuple(words.phrase(book.events[name].label) for name in duty.step.fulfilled_by),
        lacks=_lacks(duty.lacks, reader),
        opened=_happened(duty.since, book) if _sees(duty.since.said, reader) else None,
        ended=_happened(by, book) if by else None,
        exception=duty.state is State.NOT_APPLICABLE and duty.by is None,
    )


def _state(duty: Duty, now: dt.datetime) -> Mark:
    if duty.state is State.OVERDUE and duty.limit:
        late = now - duty.limit
        length = words.length(dt.timedelta(days=late.days) if late.days > 1 else late)
        return Mark(_("overdue by %(length)s") % {"length": length}, Tone.STOP)
    return law_words.mark(law_words.STATES[duty.state])


def _when(duty: Duty, book: Book) -> str:
    if duty.limit:
        return _("by %(when)s") % {"when": words.moment(duty.limit)}
    if before := duty.step.deadline.before:
        return _("before this: %(event)s") % {"event": words.phrase(book.events[before].label)}
    return _("no number limits it")


def _happened(found: Happening, book: Book) -> Told:
    value = found.said.statement.value
    return Told(words.phrase(book.events[found.event].label), words.value(value, _term(found.said)), found.said.entry)


def _ground(block: Block, case: Case, *, reader: Reader, may: Hands) -> Ground:
    rule = block.rule
    line = case.line("release.rule", block.lifted) or case.line("override.rule", block.lifted) if block.lifted else None
    return Ground(
        rule=cite(rule),
        state=_speaks(block),
        stops=block.stops,
        who="" if block.lifted else _who(rule),
        lacks=_lacks(block.lacks, reader),
        facts=_facts(block.because, reader),
        lifted=bool(block.lifted),
        lifted_in=line.last.entry if line and line.last else None,
        release=block.stops and rule.id in may.releases,
        override=block.stops and rule.overridable and "override" in may.proposes,
    )


def _speaks(block: Block) -> Mark:
    rule = block.rule
    if block.lifted:
        return Mark(_("lifted"), Tone.GOOD)
    match rule.effect:
        case Effect.BAR:
            return Mark(_("barred") if rule.on else _("stands against"), Tone.STOP)
        case Effect.HOLD:
            to_do = Passage.HELD if rule.released_by else Passage.NEEDS
            return law_words.mark(law_words.PASSAGES[to_do]) if rule.on else Mark(_("to mend"), Tone.WARN)
        case Effect.WARN:
            return Mark(_("think about it"), Tone.WARN)
        case _:
            return Mark(_("to know"), Tone.NONE)


def _who(rule: Rule) -> str:
    if not rule.on or rule.effect not in {Effect.BAR, Effect.HOLD}:
        return ""
    if rule.effect is Effect.BAR:
        two = _("Two officers together may go past it.")
        return two if rule.overridable else _("Nobody can lift it; it ends only when the facts change.")
    if not rule.released_by:
        return _("It ends when the step is done.")
    roles = [_(labels.codes("role").get(role, role)) for role in rule.released_by]
    return _("May be lifted, with a reason, by: %(roles)s") % {"roles": ", ".join(roles)}


def _facts(because: Iterable[Said], reader: Reader) -> tuple[Told, ...]:
    told = ((said, _term(said)) for said in because)
    return tuple(
        Told(facts.alone(term) if term else said.statement.term, words.value(said.statement.value, term), said.entry)
        for said, term in told
        if term is None or reader.sees(term)
    )


def _lacks(names: Iterable[str], reader: Reader) -> tuple[str, ...]:
    """Return what is not answered, in words, without what could be withheld from this reader."""
    found = (terms.shipped().by_name.get(name) for name in names)
    return tuple(facts.alone(term) for term in found if term and reader.sees(term))


def _sees(said: Said, reader: Reader) -> bool:
    term = _term(said)
    return term is None or reader.sees(term)


def _term(said: Said) -> terms.Term | None:
    return terms.shipped().by_name.get(said.statement.term)
