"""Papers of the Convention: which of them this file may have, what is to be chosen, and the printed sheet itself.

Nothing that was chosen stands in an address: a page is asked for again by POST, as a search is.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import get_language, gettext_noop
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from nansen.casefile.model import Case
from nansen.desk.draw import facts, law, law_words, provenance, words
from nansen.desk.draw.law_model import Cited
from nansen.desk.draw.model import Answer, Reader
from nansen.desk.middleware import AtTheDesk
from nansen.desk.pages import faults, reading
from nansen.desk.pages.faults import Problem
from nansen.desk.pages.seated import seated
from nansen.errors import NotFound, Rejected
from nansen.formats.papers import catalogue
from nansen.formats.papers.model import LANGUAGES, Paper
from nansen.formats.papers.picking import Choice
from nansen.law import sights
from nansen.office import papers, read
from nansen.office.papers import Order
from nansen.statements import terms

TITLES: Mapping[str, str] = {
    "capture_card": gettext_noop("Capture card"),
    "identity_document": gettext_noop("Identity document"),
    "death_notice": gettext_noop("Notification of death"),
    "repatriation_certificate": gettext_noop("Certificate of repatriation"),
    "letter_card": gettext_noop("Letter and card"),
    "capture_tag": gettext_noop("Capture tag"),
}
PLACES = 3


@dataclass(frozen=True, slots=True)
class Sheet:
    """A paper as the list shows it."""

    name: str
    title: str
    ground: str
    size: str
    seen: bool
    had: bool


@dataclass(frozen=True, slots=True)
class Option:
    """One answer that can be printed; `value` is what the form sends, `answer` what stands, `on` where it is chosen."""

    value: str
    on: bool
    answer: Answer | None = None
    words: str = ""


@dataclass(frozen=True, slots=True)
class Question:
    """What is to be chosen: one of several items or answers, of `many` any."""

    name: str
    label: str
    many: bool
    contested: bool
    options: tuple[Option, ...]


def offered(request: AtTheDesk, case: Case) -> tuple[Sheet, ...]:
    """Return the papers for files of this kind, as the page of a case shows them."""
    return tuple(
        Sheet(
            one.paper.name,
            title(one.paper.name),
            one.paper.ground,
            _("%(width)d × %(height)d mm") % {"width": one.paper.width_mm, "height": one.paper.height_mm},
            one.seen,
            one.had,
        )
        for one in papers.offers(case, officer=request.officer, purpose=request.purpose)
    )


def title(name: str) -> str:
    """Return the title of a paper in the language of the page."""
    return words.phrase(TITLES.get(name, name.replace("_", " ")))


@require_safe
@seated
def show(request: AtTheDesk, file: str) -> HttpResponse:
    """List the papers for this file, and say of each why this officer cannot print it where he cannot."""
    case = read.case(file, officer=request.officer, purpose=request.purpose, now=timezone.now()).case
    return render(request, "papers.html", {"file": file, "sheets": offered(request, case)})


@seated
def one(request: AtTheDesk, file: str, paper: str) -> HttpResponse:
    """Show what is to be chosen for one paper, and print it."""
    case = read.case(file, officer=request.officer, purpose=request.purpose, now=timezone.now()).case
    offer = next((found for found in offered(request, case) if found.name == paper), None)
    if offer is None or not (offer.seen and offer.had):
        raise NotFound("There is no such paper.")
    problems: tuple[Problem, ...] = ()
    if request.method == "POST" and request.POST.get("do") == "print":
        try:
            return _printed(request, case, catalogue.paper(paper))
        except Rejected as refusal:
            problems = faults.of(refusal, reader=reading.of(request, case))
    return _page(request, case, catalogue.paper(paper), problems=problems)


def _printed(request: AtTheDesk, case: Case, paper: Paper) -> HttpResponse:
    """Return the PDF for the browser to show; no name is in the file's, and no cache keeps it."""
    order = Order(
        paper=paper.name,
        languages=_languages(request, case),
        choice=_choice(request, case, paper),
        own_copy="own_copy" in request.POST,
    )
    data = papers.print_(case.file, order, officer=request.officer, purpose=request.purpose, now=timezone.now())
    response = HttpResponse(data, content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="{paper.name}.pdf"'
    response["Cache-Control"] = "no-store"
    response["Cross-Origin-Resource-Policy"] = "same-origin"
    return response


def _languages(request: AtTheDesk, case: Case) -> tuple[str, ...]:
    """Return the languages that were chosen, or his own and the page's where nothing was chosen yet."""
    if request.method == "POST":
        typed = (request.POST.get(f"language{place}", "") for place in range(1, PLACES + 1))
        return tuple(dict.fromkeys(one for one in typed if one))
    here = (get_language() or "en").partition("-")[0]
    wanted = (*papers.tongues(case), here if here in LANGUAGES else "en", "en", "fr")
    return tuple(dict.fromkeys(wanted))[:2]


def _choice(request: AtTheDesk, case: Case, paper: Paper) -> Choice:
    """Return what was chosen, item by place and answer by the id of its statement, as far as it is still asked."""
    items = {}
    for group, found in papers.items(case, paper).items():
        place = request.POST.get(f"item--{group}", "")
        if place.isdecimal() and 1 <= int(place) <= len(found):
            items[group] = found[int(place) - 1]
    asked = papers.picks(case, paper, Choice(items=items))
    chosen = {one.term: tuple(filter(None, request.POST.getlist(f"said--{one.term}"))) for one in asked}
    return Choice(chosen={term: ids for term, ids in chosen.items() if ids}, items=items)


def _page(request: AtTheDesk, case: Case, paper: Paper, *, problems: tuple[Problem, ...]) -> HttpResponse:
    reader, choice = reading.of(request, case), _choice(request, case, paper)
    chosen = (*_languages(request, case), "", "", "")[:PLACES]
    cited, hidden = _against(case, paper, reader=reader)
    tongues = [(code, words.locale().languages[code]) for code in LANGUAGES]
    told = {
        "file": case.file,
        "title": title(paper.name),
        "ground": paper.ground,
        "places": list(enumerate(chosen, 1)),
        "tongues": tongues,
        "questions": (*_items(case, paper, choice, reader=reader), *_picks(case, paper, choice, reader=reader)),
        "own_copy": "own_copy" in request.POST,
        "against": cited,
        "hidden": hidden,
        "problems": problems,
    }
    return render(request, "paper.html", told, status=422 if problems else 200)


def _items(case: Case, paper: Paper, choice: Choice, *, reader: Reader) -> tuple[Question, ...]:
    return tuple(
        Question(
            name=f"item--{group}",
            label=words.phrase(terms.shipped().by_group[group].label),
            many=False,
            contested=False,
            options=tuple(
                Option(str(place), on=choice.items.get(group) == item, words=_named(case, item, group, reader))
                for place, item in enumerate(found, 1)
            ),
        )
        for group, found in papers.items(case, paper).items()
    )


def _named(case: Case, item: str, group: str, reader: Reader) -> str:
    """Return the first answers of an item, by which an officer knows it from the others."""
    shown = facts.item(case, item, group, reader=reader)
    return " · ".join([fact.answers[-1].words for fact in shown if fact.answers][:3])


def _picks(case: Case, paper: Paper, choice: Choice, *, reader: Reader) -> tuple[Question, ...]:
    found = []
    for pick in papers.picks(case, paper, choice):
        term = terms.shipped().term(pick.term)
        fallback = () if pick.contested else pick.said if pick.many else pick.said[-1:]
        on = choice.chosen.get(pick.term) or tuple(one.statement.id for one in fallback)
        lines = {said.statement.id: line for line in case.lines.values() for said in line.said}
        options = tuple(
            Option(
                one.statement.id,
                on=one.statement.id in on,
                answer=provenance.answer(one, lines[one.statement.id], term=term, reader=reader),
            )
            for one in pick.said
        )
        found.append(Question(f"said--{pick.term}", facts.alone(term), pick.many, pick.contested, options))
    return tuple(found)


def _against(case: Case, paper: Paper, *, reader: Reader) -> tuple[tuple[Cited, ...], str]:
    blocks = papers.against(case.file, paper.name, now=timezone.now())
    shown = [block for block in blocks if sights.may(reader.sight, sights.levels(block.rule))]
    cited = tuple(law.cite(block.rule) for block in shown if not block.lifted)
    return cited, law_words.hidden(sum(block.stops for block in blocks) - sum(block.stops for block in shown))
