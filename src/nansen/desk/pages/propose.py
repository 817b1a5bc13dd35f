"""Proposing what two people decide: a disposition, a publication, a closing, or to go past a bar."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from nansen.casefile import access
from nansen.casefile.model import Case
from nansen.desk import labels
from nansen.desk.draw import facts, law, law_words, words
from nansen.desk.draw.model import Reader
from nansen.desk.forms import build
from nansen.desk.forms.model import Earlier, Field, Form, Section
from nansen.desk.middleware import AtTheDesk
from nansen.desk.pages import earlier, faults, reading, sent, ways
from nansen.desk.pages.faults import Problem
from nansen.desk.pages.seated import seated
from nansen.errors import NotFound, Rejected
from nansen.law.model import Rule
from nansen.office import decide, lawbook, read, write
from nansen.statements import terms
from nansen.statements.model import SOURCE_MAX, Manner, Source, Speaker, Statement
from nansen.statements.values import Code, Text, Value

# The form whose fields a proposal borrows, and what its page says of itself.
FORMS: Mapping[str, tuple[str, str]] = {
    "disposition": ("disposition", gettext_noop("What is decided or carried out. All ten gates are asked.")),
    "closing": ("disposition", gettext_noop("The file is closed on this day; nothing of it is lost.")),
    "publication": ("publication", gettext_noop("A publication that is on file already, approved by two.")),
}


@seated
def show(request: AtTheDesk, file: str, what: str) -> HttpResponse:
    """Show and take a proposal, which is its maker's signature; what it says is kept once another person signs."""
    case = read.case(file, officer=request.officer, purpose=request.purpose, now=timezone.now()).case
    if what not in {*FORMS, "override"} or not ways.proposes(request, case, what):
        raise NotFound("There is no such page.")
    reader = reading.of(request, case)
    if what == "override":
        return _override(request, case, reader=reader)
    on = (request.POST if request.method == "POST" else request.GET).get("on", "")
    if what == "publication" and not on:
        return _choose(request, case, reader=reader)
    asked = _form(request, case, what, on=earlier.of(case, on) if on else None)
    if request.method != "POST":
        return _page(request, case, what, asked=asked)
    said, asked = build.statements(asked)
    if said and what == "disposition" and not any(access.by_two(one) for one in said):
        said, asked = (), build.with_fault(asked, _("Say whether it is decided or carried out; one alone proposes."))
    problems = (*_ground_missing(request), *_problems(asked))
    if not problems:
        kept, problems = _proposed(request, case, what, said, reader=reader)
        if kept:
            return redirect("decision", file=file, item=kept)
    return _page(request, case, what, asked=asked, problems=problems)


def _form(request: AtTheDesk, case: Case, what: str, *, on: Earlier | None) -> Form:
    """Return the form with the fields that such a decision may say and no others."""
    typed = sent.typed(request)
    if request.method != "POST" and what == "disposition":
        names = {"code": request.GET.get("act", ""), "destination": request.GET.get("to", ""), "stage": "decided"}
        typed = {f"disposition.{name}{'' if on else '--disposition1'}": text for name, text in names.items() if text}
    form = build.blank(FORMS[what][0], case.kind, typed=typed, on=on)
    sections = (_section(part, access.shipped().two[what].terms) for part in form.sections)
    shown = tuple(part for part in sections if part.fields)
    if not shown:
        raise NotFound("There is no such form.")
    return replace(form, sections=shown)


def _section(part: Section, allowed: frozenset[str]) -> Section:
    top = terms.shipped().term("decision.body").sensitivity

    def fits(found: Field) -> bool:
        term = found.term
        said = bool(allowed & {term.name, term.group})
        return said and term.sensitivity <= top and term.kind != "attachment"

    rows = ((label, tuple(found for found in row if fits(found))) for label, row in part.fields)
    return replace(part, fields=tuple((label, row) for label, row in rows if row))


def _override(request: AtTheDesk, case: Case, *, reader: Reader) -> HttpResponse:
    """Take the ground for which two people go past a bar, for one act and one destination."""
    rule, about = lawbook.book().rules.get(request.GET.get("rule", "")), ways.asked(request)
    if rule is None or not rule.overridable or about is None or about[0] not in rule.on:
        raise NotFound("There is no such bar.")
    problems: tuple[Problem, ...] = ()
    if request.method == "POST":
        problems = _ground_missing(request)
        if not problems:
            said = _overridden(rule, *about, ground=_ground(request))
            kept, problems = _proposed(request, case, "override", said, reader=reader)
            if kept:
                return redirect("decision", file=case.file, item=kept)
    more = {"rule": law.cite(rule), "text": words.phrase(rule.text.strip()), "act": law_words.act(about[0])}
    more |= {"place": law_words.place(about[1])}
    return _page(request, case, "override", problems=problems, more=more)


def _overridden(rule: Rule, act: str, place: str, *, ground: str) -> tuple[Statement, ...]:
    rows: dict[str, Value] = {"rule": Text(rule.id), "act": Code(act), "ground": Text(ground)}
    if place:
        rows["destination"] = Code(place)
    source = Source(Speaker.OFFICER)
    return tuple(
        Statement(id="", term=f"override.{name}", value=value, source=source, manner=Manner.WRITTEN, item="override")
        for name, value in rows.items()
    )


def _choose(request: AtTheDesk, case: Case, *, reader: Reader) -> HttpResponse:
    """Show the publications on file, one of which is to be approved."""
    items = []
    for item in case.items("publication"):
        shown = facts.item(case, item, "publication", reader=reader)
        first = next((line.said[0] for line in facts.lines(case, "publication", item) if line.said), None)
        if first:
            items.append((first.statement.id, shown))
    return _page(request, case, "publication", more={"items": items})


def _proposed(
    request: AtTheDesk, case: Case, what: str, said: tuple[Statement, ...], *, reader: Reader
) -> tuple[str, tuple[Problem, ...]]:
    """Keep the proposal and return the id of its entry, or return why it was refused."""
    try:
        entry = decide.propose(
            case.file,
            what,
            said,
            ground=_ground(request),
            officer=request.officer,
            purpose=request.purpose,
            now=timezone.now(),
            id_=sent.once(request),
        )
    except Rejected as refusal:
        return "", faults.of(refusal, reader=reader)
    told = _("Proposed and signed by you, entry %(number)d. Another person signs it or refuses.")
    messages.success(request, told % {"number": entry.number or 0})
    return entry.id, ()


def _ground(request: AtTheDesk) -> str:
    return request.POST.get("ground", "").strip()


def _ground_missing(request: AtTheDesk) -> tuple[Problem, ...]:
    ground = _ground(request)
    if not ground:
        return (("id_ground", _("Ground: say why this is to be decided.")),)
    return (
        (("id_ground", _("Ground: at most %(count)d signs.") % {"count": SOURCE_MAX}),)
        if len(ground) > SOURCE_MAX
        else ()
    )


def _problems(asked: Form) -> tuple[Problem, ...]:
    parts = [(f"id_{part.name}_speaker", f"{_(part.title)}: {part.error}") for part in asked.sections if part.error]
    return (*parts, *((one.target, f"{_(one.term.label)}: {one.error}") for one in asked.errors))


def _page(
    request: AtTheDesk,
    case: Case,
    what: str,
    *,
    asked: Form | None = None,
    problems: tuple[Problem, ...] = (),
    more: Mapping[str, object] | None = None,
) -> HttpResponse:
    shown = {
        "file": case.file,
        "what": what,
        "title": words.phrase(labels.codes("decision_what")[what]),
        "intro": words.phrase(FORMS[what][1]) if what in FORMS else "",
        "asked": asked,
        "ground": _ground(request),
        "once": sent.once(request) or write.fresh_id(),
        "problems": problems,
        "pack": law.pack(lawbook.book()),
        **sent.choices(),
        **(more or {}),
    }
    return render(request, "decision_propose.html", shown, status=422 if problems else 200)
