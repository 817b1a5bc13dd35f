"""A decision by two in the words of the page: exactly what is kept once a second person signs, and how it stands."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from nansen.casefile.decisions import Decision, State
from nansen.casefile.model import Case, Said
from nansen.desk import labels
from nansen.desk.draw import facts, law_words, provenance, words
from nansen.desk.draw.law_model import Kept, Proposal
from nansen.desk.draw.model import Reader, Tone
from nansen.statements import terms
from nansen.statements.model import Statement
from nansen.statements.values import Code, Text

GROUP_SIGNS = 8
_STATES: Mapping[State, tuple[str, Tone]] = {
    State.WAITING: (gettext_noop("waits for a second person"), Tone.WARN),
    State.SIGNED: (gettext_noop("signed by two"), Tone.GOOD),
    State.REFUSED: (gettext_noop("refused"), Tone.STOP),
    State.WITHDRAWN: (gettext_noop("taken back"), Tone.NONE),
    State.EXPIRED: (gettext_noop("lapsed"), Tone.NONE),
    State.VOID: (gettext_noop("void: the facts have changed"), Tone.WARN),
}
_ENDED: Mapping[State, str] = {
    State.SIGNED: gettext_noop("Signed by %(name)s, %(when)s"),
    State.REFUSED: gettext_noop("Refused by %(name)s, %(when)s"),
    State.WITHDRAWN: gettext_noop("Taken back by %(name)s, %(when)s"),
}


def all_of(found: Iterable[Decision], case: Case, *, reader: Reader) -> tuple[Proposal, ...]:
    """Return the decisions of a file, those that wait first, then the latest first."""
    newest = sorted(found, key=lambda one: one.proposed_at, reverse=True)
    return tuple(of(one, case, reader=reader) for one in sorted(newest, key=lambda one: one.state is not State.WAITING))


def of(found: Decision, case: Case, *, reader: Reader) -> Proposal:
    """Return one decision; what its statements say of terms that this reader may not see is withheld."""
    about = _about(found.statements)
    sentence = _ENDED.get(found.state)
    named = {"name": provenance.officer(found.ended_by, reader)} if found.ended_by else {}
    return Proposal(
        id=found.item.partition("/")[0],
        what=found.what,
        title=words.phrase(labels.codes("decision_what").get(found.what, found.what)),
        state=law_words.mark(_STATES[found.state]),
        waits=found.state is State.WAITING,
        void=found.state is State.VOID,
        ground=found.ground,
        kept=tuple(_kept(one, case, reader=reader) for one in found.statements),
        by=provenance.officer(found.proposed_by, reader),
        at=words.moment(found.proposed_at),
        entry=found.entry,
        expires=words.moment(found.expires_at),
        digest=found.digest,
        groups=grouped(found.digest),
        ended=_(sentence) % {**named, "when": words.moment(found.ended_at)} if sentence and found.ended_at else "",
        ended_in=found.ended,
        act=about.get("act", ""),
        place=about.get("place", ""),
        rule=about.get("rule", ""),
    )


def grouped(digest: str) -> str:
    """Return a digest in groups of eight signs, as two people read it to each other."""
    return " ".join(digest[at : at + GROUP_SIGNS] for at in range(0, len(digest), GROUP_SIGNS))


def _kept(statement: Statement, case: Case, *, reader: Reader) -> Kept:
    term = terms.shipped().by_name.get(statement.term)
    label = facts.alone(term) if term else statement.term
    if term and not reader.sees(term):
        return Kept(label, _("Withheld"), "", "", "", "")
    return Kept(
        label=label,
        words=words.value(statement.value, term),
        lang=words.language(statement.value, statement.lang),
        source=provenance.short(statement),
        text=statement.text,
        instead=_instead(statement, case),
    )


def _instead(statement: Statement, case: Case) -> str:
    """Return which earlier statement this one replaces or withdraws, in words; empty where none."""
    ended = statement.replaces or statement.withdraws
    earlier = _earlier(case, statement.term, {ended} - {""})
    if earlier is None:
        return _("ends an earlier statement") if ended else ""
    said = words.value(earlier.statement.value, terms.shipped().by_name.get(statement.term))
    number = {"words": said, "number": earlier.entry if earlier.entry is not None else "–"}
    sentence = _("withdraws “%(words)s” of entry %(number)s")
    return (sentence if statement.withdraws else _("in place of “%(words)s” of entry %(number)s")) % number


def _earlier(case: Case, term: str, ids: Collection[str]) -> Said | None:
    lines = (line for (_item, name), line in case.lines.items() if name == term)
    return next((said for line in lines for said in line.said if said.statement.id in ids), None)


def _about(statements: Iterable[Statement]) -> dict[str, str]:
    """Return the act, the destination and the rule that a proposal is about."""
    parts = {"code": "act", "act": "act", "destination": "place", "rule": "rule"}
    found = {}
    for one in statements:
        group, _dot, last = one.term.partition(".")
        if group in {"disposition", "override"} and last in parts and isinstance(one.value, Code | Text):
            found[parts[last]] = one.value.code if isinstance(one.value, Code) else one.value.text
    return found
