"""Who he may be: names as hypotheses, each with who says so; a paper says what is printed on it, not who he is."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from nansen.casefile import answers, timeline
from nansen.casefile.model import Case, Hypothesis, Line, Paper, Said, Worth
from nansen.statements.model import Speaker
from nansen.statements.values import Code, Name

SAID_BY_HIMSELF, ON_PAPER, GIVEN_BY_OTHERS = "said_by_himself", "on_paper", "given_by_others"
_PARTS = ("person.surname", "person.first_names", "person.patronymic")
_WHOLE = ("person.full_name", "person.name_original", "person.name_by_others")
_BESIDE = ("person.alias", "person.call_sign")
_LANGUAGES = {
    "Cyrl": frozenset({"be", "bg", "kk", "ky", "mk", "mn", "ru", "sr", "tg", "tt", "uk"}),
    "Arab": frozenset({"ar", "fa", "ps", "ur"}),
    "Hani": frozenset({"ja", "ko", "zh"}),
}


def hypotheses(case: Case) -> tuple[Hypothesis, ...]:
    """Return the names that may be his, the one to show first first; only what stands.

    First what he says himself, then papers that are genuine or not yet judged, then what others say, and last papers
    known to be false or another's. Within these, names before aliases and call signs, then the latest first. Surname,
    first names and patronymic of one speaker in one script are one name. Names of parents are not his.
    """
    place = timeline.order(case)
    found = [*_said(case), *_printed(case)]
    found.sort(key=lambda one: place(one.said), reverse=True)
    return tuple(sorted(found, key=_rank))


def header(case: Case) -> Hypothesis | None:
    """Return the name to show first, or None where none is known but on papers known to be false or another's."""
    first = next(iter(hypotheses(case)), None)
    return None if first is None or first.worth in {Worth.FALSE, Worth.ANOTHERS} else first


def names(case: Case) -> tuple[Hypothesis, ...]:
    """Return every spelling once, in the order of `hypotheses`, with its script and language for `<bdi lang>`."""
    found: dict[str, Hypothesis] = {}
    for one in hypotheses(case):
        found.setdefault(one.name, one)
    return tuple(found.values())


def papers(case: Case) -> tuple[Paper, ...]:
    """Return the papers found with him in the order in which they came; worth UNKNOWN until somebody has judged."""
    found = []
    for item in case.items("document"):
        printed = next(reversed(_named(case.line("document.name_on_it", item))), None)
        reasons = case.line("document.status_reason", item)
        found.append(
            Paper(
                item=item,
                kind=answers.words(case, "document.kind", item),
                number=answers.words(case, "document.number", item),
                name=printed[1].text if printed else "",
                lang=language(printed[1], printed[0].statement.lang) if printed else "",
                worth=_worth(case, item),
                reasons=reasons.standing if reasons else (),
            )
        )
    return tuple(found)


def language(name: Name, lang: str) -> str:
    """Return the BCP 47 tag of a name: Hangul is Korean; another script by the statement's language where that can be.

    Where it cannot, the language is undetermined and the script is told: `und-Cyrl`.
    """
    if name.script == "Hang":
        return "ko"
    spoken = lang.partition("-")[0]
    return spoken if spoken in _LANGUAGES.get(name.script, ()) else f"und-{name.script}"


def _said(case: Case) -> Iterator[Hypothesis]:
    for term in (*_WHOLE, *_BESIDE):
        for said, name in _named(case.line(term)):
            yield _hypothesis(said, name.text, name)
    voices: dict[tuple[str, ...], dict[str, dict[str, tuple[Said, Name]]]] = {}
    for term in _PARTS:
        for said, name in _named(case.line(term)):
            acts = voices.setdefault(_voice(said, name), {})
            acts.setdefault(said.entry_id, {})[term] = (said, name)
    for acts in voices.values():
        yield from _joined(acts)


def _joined(acts: Mapping[str, Mapping[str, tuple[Said, Name]]]) -> Iterator[Hypothesis]:
    """Yield the whole names of one voice: the parts of each act, what it leaves out taken from the voice's last."""
    last = {term: part for parts in acts.values() for term, part in parts.items()}
    whole = {}
    for parts in acts.values():
        filled = {**last, **parts}
        text = " ".join(filled[term][1].text for term in _PARTS if term in filled)
        said, name = next(parts[term] for term in _PARTS if term in parts)
        whole[text] = _hypothesis(said, text, name)
    yield from whole.values()


def _voice(said: Said, name: Name) -> tuple[str, ...]:
    """Return who speaks, in which script: parts of a name that different people give are never put together."""
    source = said.statement.source
    own = source.speaker is Speaker.HIMSELF
    return (source.speaker, "" if own else source.words, "" if own else source.file, name.script)


def _named(line: Line | None) -> tuple[tuple[Said, Name], ...]:
    """Return the names that stand in a line with the statements that bear them."""
    said = line.standing if line else ()
    return tuple((one, one.statement.value) for one in said if isinstance(one.statement.value, Name))


def _hypothesis(said: Said, text: str, name: Name) -> Hypothesis:
    return Hypothesis(
        basis=_basis(said), name=text, script=name.script, lang=language(name, said.statement.lang), said=said
    )


def _printed(case: Case) -> Iterator[Hypothesis]:
    for item in case.items("document"):
        for said, name in _named(case.line("document.name_on_it", item)):
            found = _hypothesis(said, name.text, name)
            yield replace(found, basis=ON_PAPER, paper=item, worth=_worth(case, item))


def _basis(said: Said) -> str:
    match said.statement.source.speaker:
        case Speaker.HIMSELF:
            return SAID_BY_HIMSELF
        case Speaker.PAPER:
            return ON_PAPER
        case _:
            return GIVEN_BY_OTHERS


def _rank(one: Hypothesis) -> tuple[int, bool]:
    doubted = one.worth in {Worth.FALSE, Worth.ANOTHERS}
    rank = 3 if doubted else (SAID_BY_HIMSELF, ON_PAPER, GIVEN_BY_OTHERS).index(one.basis)
    return rank, one.said.statement.term in _BESIDE


def _worth(case: Case, item: str) -> Worth:
    """Return the last judgement that stands: an `unknown` said later takes back nothing."""
    said = [value.code for value in answers.of(case.line("document.status", item)) if isinstance(value, Code)]
    return Worth(said[-1]) if said and said[-1] in set(Worth) else Worth.UNKNOWN
