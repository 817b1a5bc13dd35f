"""Answers to those who ask: looked at in their language, signed and taken away, and known again by the check code."""

from __future__ import annotations

from collections.abc import Mapping

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop
from django.views.decorators.http import require_POST

from nansen.casefile.model import Case
from nansen.desk import labels
from nansen.desk.draw import words
from nansen.desk.draw.model import Reader
from nansen.desk.middleware import AtTheDesk
from nansen.desk.pages import reading, send
from nansen.desk.pages.faults import Problem
from nansen.desk.pages.seated import seated
from nansen.errors import Forbidden, NotFound, Rejected
from nansen.formats.messages import letters
from nansen.formats.messages.model import Answer, Fact, Why
from nansen.formats.messages.telling import KIN
from nansen.office import may, read, reply
from nansen.office.reply import Draft
from nansen.statements import terms
from nansen.statements.model import Kind

# Why nothing is told directly, and the term that an officer must be allowed to see to be told so.
WHY: Mapping[Why, tuple[str, str]] = {
    Why.LAW: (gettext_noop("A wish, a risk or the danger to his family holds it back."), "risk.outcome"),
    Why.DANGER: (gettext_noop("A risk or possible harm to him or his family stands on the file."), "risk.outcome"),
    Why.STRANGER: (gettext_noop("Who asks is no kin of his."), ""),
    Why.CHOICE: (gettext_noop("He chose that this relative is not told directly."), "kin.contact_choice"),
    Why.UNASKED: (gettext_noop("Nobody has asked him yet whether his family is to be told."), "kin.contact_choice"),
}
NEVER = (
    gettext_noop("where exactly he is held"),
    gettext_noop("what he wants and what he fears"),
    gettext_noop("what he said"),
)
UNKNOWN: Mapping[Fact, str] = {
    Fact.ALIVE: gettext_noop("when he was last seen alive"),
    Fact.HEALTH: gettext_noop("his state of health"),
    Fact.MAIL: gettext_noop("his address for letters"),
    Fact.DIED_ON: gettext_noop("the date of his death"),
    Fact.GRAVE: gettext_noop("where his grave is"),
}
_EXTRACTED = frozenset({Kind.CAPTIVE, Kind.REMAINS})


def answers(request: AtTheDesk, case: Case) -> dict[str, object]:
    """Return what the page of a case offers: an answer on an enquiry, a family extract on a person."""
    allowed = any(
        may.on(request.officer, action, case.kind, case.site, case.file, purpose=request.purpose)
        for action in ("record:message", "send")
    )
    return {"may_answer": allowed and case.kind is Kind.REQUEST, "may_extract": allowed and case.kind in _EXTRACTED}


@seated
def show(request: AtTheDesk, file: str) -> HttpResponse:
    """Show the answer to an enquiry as it would be signed now, what it does not tell and why, and sign it."""
    case = _case(request, file)
    if not answers(request, case)["may_answer"]:
        raise NotFound(read.HIDDEN)
    reader = reading.of(request, case)
    wrong: tuple[Problem, ...] = ()
    if request.method == "POST":
        try:
            return send.out(request, file, reply.answer(file, checked=_checked(request), **send.who(request)))
        except (Rejected, Forbidden) as refusal:
            wrong = send.problems(refusal, reader=reader)
    try:
        draft = reply.look(file, **send.who(request))
    except (Rejected, Forbidden) as refusal:
        return _page(request, file, None, reader=reader, problems=wrong or send.problems(refusal, reader=reader))
    return _page(request, file, draft, reader=reader, problems=wrong)


@seated
def extract(request: AtTheDesk, file: str) -> HttpResponse:
    """Take the relative and the language of a family extract, and write it out, or say that the Agency is told."""
    case = _case(request, file)
    if not answers(request, case)["may_extract"]:
        raise NotFound(read.HIDDEN)
    wrong: tuple[Problem, ...] = ()
    if request.method == "POST":
        relation, language = request.POST.get("relation", ""), request.POST.get("language", "")
        try:
            if relation not in KIN:
                raise Rejected.because("relation", expected="kin of his", found="nobody")
            made = reply.extract(file, relation, language, checked=_checked(request), **send.who(request))
            return send.out(request, file, made)
        except (Rejected, Forbidden) as refusal:
            wrong = send.problems(refusal, reader=reading.of(request, case))
    relations = [(code, _(label)) for code, label in labels.codes("relation").items() if code in KIN]
    told = {
        "file": file,
        "relations": relations,
        "tongues": _tongues(),
        "typed": request.POST,
        "problems": wrong,
    }
    return render(request, "extract.html", told, status=422 if wrong else 200)


@require_POST
@seated
def genuine(request: AtTheDesk, file: str, message: str) -> HttpResponse:
    """Say whether a check code that somebody reads out is that of this letter."""
    case = _case(request, file)
    item = next((one for one in case.items("message") if one.partition("/")[0] == message), "")
    if not item:
        raise NotFound(read.HIDDEN)
    if reply.genuine(file, item, request.POST.get("code", ""), **send.who(request)):
        messages.success(request, _("The code is that of this letter: it is genuine."))
    else:
        messages.error(request, _("The code is not that of this letter. Do not trust what the caller holds."))
    return redirect("message", file=file, message=message)


def _checked(request: AtTheDesk) -> str:
    """Return who looked at his choice and at the danger to his family; refuse a letter of which nobody did."""
    if "checked" not in request.POST:
        raise Rejected.because(
            "his choice and the danger to his family", expected="that you have looked at both", found="no word of it"
        )
    return request.officer.label


def _why(draft: Draft, reader: Reader) -> tuple[str, ...]:
    """Return the reasons that this officer may see, and, where he may not see all, always that there may be others.

    The last sentence stands under every answer through the Agency, whether or not there are: its absence would tell.
    """
    if draft.telling.answer is not Answer.HELD_BACK:
        return ()
    known = [sentence for why, (sentence, term) in WHY.items() if why in draft.why and _sees(reader, term)]
    blind = not all(_sees(reader, term) for _, term in WHY.values())
    return (*map(words.phrase, known), *((_("There may be reasons that you may not see."),) if blind else ()))


def _sees(reader: Reader, term: str) -> bool:
    return not term or reader.sees(terms.shipped().term(term))


def _tongues() -> list[tuple[str, str]]:
    return [(code, words.locale().languages[code]) for code in letters.shipped()]


def _case(request: AtTheDesk, file: str) -> Case:
    return read.case(file, officer=request.officer, purpose=request.purpose, now=timezone.now()).case


def _page(
    request: AtTheDesk, file: str, draft: Draft | None, *, reader: Reader, problems: tuple[Problem, ...]
) -> HttpResponse:
    told: dict[str, object] = {"file": file, "draft": draft, "problems": problems}
    if draft:
        told |= {
            "answer": words.phrase(labels.codes("enquiry_answer")[draft.telling.answer.value]),
            "never": [words.phrase(one) for one in NEVER],
            "unknown": [words.phrase(UNKNOWN[one]) for one in draft.telling.unknown],
            "why": _why(draft, reader),
        }
    return render(request, "answer.html", told, status=422 if problems else 200)
