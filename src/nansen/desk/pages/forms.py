"""The forms: a new file's first form, and every further form on a file."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from nansen.desk import labels
from nansen.desk.forms import build
from nansen.desk.forms.model import Earlier, Form
from nansen.desk.middleware import AtTheDesk
from nansen.desk.pages import earlier, sent
from nansen.desk.pages.seated import seated
from nansen.errors import NotFound, Rejected
from nansen.office import may, read, write
from nansen.statements.model import Kind

FIRST = {
    Kind.CAPTIVE: "capture", Kind.OURS: "capture", Kind.REMAINS: "capture", Kind.SOUGHT: "tracing", Kind.PLACE: "camp",
    Kind.REQUEST: "enquiry",
}  # fmt: skip
LAID_BY_HAND = {"capture", "interview", "wish"}


@seated
def new(request: AtTheDesk, kind: str) -> HttpResponse:
    """Show and take the first form of a new file, after a search in this session."""
    if not request.session.get("searched"):
        return redirect("search")
    if kind not in {found.value for found in may.create(request.officer, purpose=request.purpose)}:
        raise NotFound("There is no such form.")
    return _answer(request, FIRST[Kind(kind)], Kind(kind), file=None)


@seated
def fill(request: AtTheDesk, file: str, form: str) -> HttpResponse:
    """Show and take a form on a file that the officer may see."""
    kind = read.kind(file, officer=request.officer, purpose=request.purpose, form=form)
    on = (request.POST if request.method == "POST" else request.GET).get("on", "")
    return _answer(request, form, kind, file=file, on=_earlier(request, file, on) if on else None)


def _earlier(request: AtTheDesk, file: str, on: str) -> Earlier:
    """Return the item to which the statement `on` belongs, as this officer may see it; the reading is an entry.

    Raises NotFound where there is no such statement, or none for him.
    """
    case = read.case(file, officer=request.officer, purpose=request.purpose, now=timezone.now()).case
    return earlier.of(case, on)


def _answer(request: AtTheDesk, name: str, kind: Kind, *, file: str | None, on: Earlier | None = None) -> HttpResponse:
    form = build.blank(name, kind, typed=sent.typed(request), on=on)
    status = 200
    if request.method == "POST":
        said, form = build.statements(form)
        status = 422
        if said:
            try:
                entry = write.draft(
                    file,
                    said,
                    kind=kind,
                    form=name,
                    officer=request.officer,
                    purpose=request.purpose,
                    now=timezone.now(),
                    id_=sent.once(request),
                )
                (kept,) = write.once(entry, officer=request.officer)
            except Rejected as refusal:
                form = build.with_faults(form, refusal.faults)
            else:
                request.session["searched"] = False
                messages.success(request, _("Kept as entry %(number)d.") % {"number": kept.number or 0})
                return redirect("case", file=kept.file)
    return _page(request, form, kind, file=file, status=status)


def _page(request: AtTheDesk, form: Form, kind: Kind, *, file: str | None, status: int) -> HttpResponse:
    by_hand = form.name in LAID_BY_HAND and not form.on
    template = f"forms/{form.name}.html" if by_hand else "forms/form.html"
    return render(
        request,
        template,
        {
            "form": form,
            "kind": kind.value,
            "kind_label": labels.KINDS[kind],
            "file": file,
            "once": sent.once(request) or write.fresh_id(),
            **sent.choices(),
        },
        status=status,
    )
