"""The head of a case file: every name that may be his with its basis, and the facts that tell his file from another."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from nansen.casefile import identity
from nansen.casefile.model import Case, Hypothesis, Worth
from nansen.desk.draw import facts, provenance, words
from nansen.desk.draw.model import Answer, Basis, Block, Fact, Head, Mark, Named, Reader, Tone
from nansen.statements import terms
from nansen.statements.values import Code

BASES: Mapping[str, str] = {
    "said_by_himself": gettext_noop("said by himself"),
    "on_paper": gettext_noop("on a paper"),
    "given_by_others": gettext_noop("given by others"),
}
WORTHS: Mapping[Worth, Mark] = {
    Worth.GENUINE: Mark(gettext_noop("genuine, his own"), Tone.GOOD),
    Worth.FALSE: Mark(gettext_noop("false"), Tone.STOP),
    Worth.ANOTHERS: Mark(gettext_noop("another's"), Tone.WARN),
    Worth.UNKNOWN: Mark(gettext_noop("worth unknown"), Tone.NONE),
}
_BEFORE = ("person.birth_date", "service.rank", "service.number", "captive.pow_number", "person.nationality")
_AFTER = ("capture.at", "capture.place", "health.state")
_NAME_TERMS = (
    "person.surname",
    "person.first_names",
    "person.full_name",
    "person.name_original",
    "person.name_by_others",
)


def of(case: Case, *, reader: Reader) -> Head:
    """Return the head of a case; facts of which nothing was said are left out, withheld ones say so."""
    shown = [facts.of(line, reader=reader) for term in _BEFORE if (line := case.line(term))]
    powers = _powers(case, reader)
    if powers:
        shown.append(powers)
    shown += [facts.of(line, reader=reader) for term in _AFTER if (line := case.line(term))]
    return Head(
        names=_names(case, reader),
        withheld=any((line := case.line(term)) and line.withheld for term in _NAME_TERMS),
        facts=tuple(shown),
    )


def papers(case: Case, *, reader: Reader) -> tuple[Block, ...]:
    """Return the papers found with him, each with its kind as title, its worth as mark, and all that is said of it."""
    return tuple(_paper(case, item, reader) for item in case.items("document"))


def _names(case: Case, reader: Reader) -> tuple[Named, ...]:
    found: dict[str, list[Hypothesis]] = {}
    for one in identity.hypotheses(case):
        found.setdefault(one.name, []).append(one)
    return tuple(
        Named(words=name, lang=borne[0].lang, bases=tuple(_basis(one, reader) for one in borne))
        for name, borne in found.items()
    )


def _basis(one: Hypothesis, reader: Reader) -> Basis:
    mark = _worth(one.worth) if one.paper else None
    return Basis(_(BASES[one.basis]), provenance.of(one.said, reader=reader), mark)


def _worth(worth: Worth) -> Mark:
    mark = WORTHS[worth]
    return Mark(_(mark.words), mark.tone)


def _paper(case: Case, item: str, reader: Reader) -> Block:
    kind, status = _said(case, "document.kind", item), _said(case, "document.status", item)
    line = case.line("document.status", item)
    mark: Mark | None = _worth(Worth(status) if status else Worth.UNKNOWN)
    if line and (line.contested or line.withheld):
        mark = Mark(_("worth contested"), Tone.WARN) if line.contested else None
    title = _(terms.shipped().lists["document_kind"].labels.get(kind, kind)) if kind else _("A paper")
    shown = facts.item(case, item, "document", reader=reader)
    return Block(
        title=title,
        facts=shown,
        mark=mark,
        way=facts.way(case, item, "document", reader=reader),
        pictures=facts.pictures(case, item, "document", reader=reader),
    )


def _said(case: Case, term: str, item: str) -> str:
    line = case.line(term, item)
    value = line.last.statement.value if line and line.last else None
    return value.code if isinstance(value, Code) else ""


def _powers(case: Case, reader: Reader) -> Fact | None:
    """Return the Powers on which he may depend as one fact: many, each with its basis, apart from his nationality."""
    dictionary = terms.shipped()
    shown: list[Answer] = []
    withheld = False
    for item in case.items("power"):
        country, basis = case.line("power.country", item), case.line("power.basis", item)
        if country is None:
            continue
        withheld = withheld or country.withheld
        term = dictionary.by_name["power.basis"]
        on = [words.value(said.statement.value, term) for said in basis.standing] if basis else []
        said = provenance.answers(country, term=dictionary.by_name["power.country"], reader=reader)
        shown += [replace(one, words=f"{one.words} ({', '.join(on)})") if on else one for one in said]
    if not shown and not withheld:
        return None
    return Fact(label=_(dictionary.by_group["power"].label), answers=tuple(shown), withheld=not shown)
