"""Pictures of a file: added with an item, shown when asked for, and covered where they would show a person.

No page of a case shows a picture by itself. The page that shows one is kept as a read entry before the first byte.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from nansen.casefile.model import Case
from nansen.desk.draw import facts
from nansen.desk.middleware import AtTheDesk
from nansen.desk.pages import earlier
from nansen.desk.pages.seated import seated
from nansen.errors import NotFound, Rejected
from nansen.formats import pictures
from nansen.formats.pictures import Box, Picture
from nansen.office import attach, give, may, read, write
from nansen.statements import terms
from nansen.statements.terms import Term
from nansen.statements.values import Attachment, Text

SIDES = ("left", "top", "width", "height")
BLANK_ROWS = 4
_KEEP = "keep"
_HEX = frozenset("0123456789abcdef")


@dataclass(frozen=True, slots=True)
class Publication:
    """A publication of the file in which a covered copy can be kept: the statement that names it, and its words."""

    on: str
    words: str


@seated
def add(request: AtTheDesk, file: str, term: str) -> HttpResponse:
    """Show and take the form by which a picture comes to an item of a file."""
    case = _case(request, file)
    offered = attach.terms_of(request.officer, case.kind, case.site, file, purpose=request.purpose)
    if term not in offered:
        raise NotFound(read.HIDDEN)
    found = terms.shipped().term(term)
    on = _on(request)
    item = _item(case, on, found.group) if terms.shipped().by_group[found.group].repeats else ""
    problems: list[str] = []
    if request.method == "POST":
        try:
            entry = attach.keep(
                file,
                _sent(request),
                term,
                item,
                officer=request.officer,
                purpose=request.purpose,
                now=timezone.now(),
                form=offered[term],
                id_=_once(request),
            )
        except Rejected as refusal:
            problems = _problems(refusal)
        else:
            messages.success(request, _("Kept as entry %(number)d.") % {"number": entry.number or 0})
            return redirect("case", file=file)
    told: dict[str, object] = {"file": file, "label": facts.alone(found), "help": found.help, "on": on}
    told |= {"once": _new(request), "problems": [("id_picture", words) for words in problems]}
    return render(request, "pictures/add.html", told, status=422 if problems else 200)


@require_safe
@seated
def show(request: AtTheDesk, file: str, attachment: str) -> HttpResponse:
    """Show one picture of a file, alone, and the way to cover what is on it."""
    case = _case(request, file)
    found = _under(case, attachment)
    covers = may.on(request.officer, "record:publication", case.kind, case.site, file, purpose=request.purpose)
    told = {
        "file": file,
        "attachment": attachment,
        "label": facts.alone(found),
        "level": found.sensitivity.name,
        "publications": _publications(case) if covers else (),
        "covers": covers,
        "gives": bool(give.item(case, attachment)),
    }
    return render(request, "pictures/show.html", told)


@require_safe
@seated
def image(request: AtTheDesk, file: str, attachment: str) -> HttpResponse:
    """Send the bytes of a picture; the entry that says so is durable before them, and no cache keeps them."""
    opened = attach.open_(file, attachment, officer=request.officer, purpose=request.purpose, now=timezone.now())
    response = HttpResponse(opened.data, content_type=opened.media_type)
    response["Content-Disposition"] = "inline"
    response["Cross-Origin-Resource-Policy"] = "same-origin"
    return response


@seated
def redact(request: AtTheDesk, file: str, attachment: str) -> HttpResponse:
    """Show a picture with the boxes that cover it, take them as the officer has set them, and keep the covered copy."""
    case, on = _case(request, file), _on(request)
    if not may.on(request.officer, "record:publication", case.kind, case.site, file, purpose=request.purpose):
        raise NotFound(read.HIDDEN)
    item = _item(case, on, attach.PUBLICATION)
    label = facts.alone(_under(case, attachment))
    boxes: tuple[Box, ...] = ()
    problems: list[str] = []
    who, purpose, now = request.officer, request.purpose, timezone.now()
    if request.method == "POST":
        try:
            boxes = _boxes(request)
            if _KEEP in request.POST:
                entry = attach.redact(
                    file, attachment, boxes, item, officer=who, purpose=purpose, now=now, id_=_once(request)
                )
                messages.success(request, _("Kept as entry %(number)d.") % {"number": entry.number or 0})
                return redirect("case", file=file)
        except Rejected as refusal:
            problems = _problems(refusal)
    opened = attach.open_(file, attachment, officer=who, purpose=purpose, now=now)
    picture = pictures.read_back(opened.data, opened.media_type)
    if request.method != "POST":
        boxes = pictures.faces(picture)
    told: dict[str, object] = {"file": file, "attachment": attachment, "label": label, "on": on}
    told["once"] = _new(request)
    told |= _laid_out(request, picture, boxes, faulty=bool(problems))
    told["problems"] = [("boxes", words) for words in problems]
    return render(request, "pictures/redact.html", told, status=422 if problems else 200)


def _laid_out(request: AtTheDesk, picture: Picture, boxes: tuple[Box, ...], *, faulty: bool) -> dict[str, object]:
    """Return the picture's size, the boxes drawn over it, and the rows of numbers with some blank ones after them."""
    rows = _typed(request) if faulty else [tuple(str(getattr(box, side)) for side in SIDES) for box in boxes]
    rows = [row for row in rows if any(row)] + [("",) * len(SIDES)] * BLANK_ROWS
    names = {"left": _("Left"), "top": _("Top"), "width": _("Width"), "height": _("Height")}
    return {
        "picture": picture,
        "boxes": boxes,
        "heads": [names[side] for side in SIDES],
        "rows": [[(side, names[side], typed) for side, typed in zip(SIDES, row, strict=True)] for row in rows],
        "proposed": request.method != "POST" and len(boxes),
        "asked": request.method != "POST",
    }


def _case(request: AtTheDesk, file: str) -> Case:
    return read.case(file, officer=request.officer, purpose=request.purpose, now=timezone.now()).case


def _on(request: AtTheDesk) -> str:
    return (request.POST if request.method == "POST" else request.GET).get("on", "")


def _item(case: Case, on: str, group: str) -> str:
    """Return the key of the item of this group to which the statement `on` belongs; NotFound where it is none."""
    found = earlier.of(case, on)
    if found.group != group or not found.key:
        raise NotFound(read.HIDDEN)
    return found.key


def _under(case: Case, attachment: str) -> Term:
    """Return the term under which a picture stands in what this reader sees of the case; NotFound where it is none."""
    for line in case.lines.values():
        for said in line.said:
            value = said.statement.value
            if isinstance(value, Attachment) and value.id == attachment:
                return terms.shipped().term(line.term)
    raise NotFound(read.HIDDEN)


def _publications(case: Case) -> tuple[Publication, ...]:
    """Return the publications of a case, each by its channel or by its place among them."""
    found = case.items(attach.PUBLICATION)
    offered = []
    for place, item in enumerate(found, start=1):
        said = next((line.said[0] for line in facts.lines(case, attach.PUBLICATION, item) if line.said), None)
        channel = case.line("publication.channel", item)
        value = channel.last.statement.value if channel and channel.last else None
        words = value.text if isinstance(value, Text) else ""
        if said:
            order = _("%(number)d of %(all)d") % {"number": place, "all": len(found)}
            offered.append(Publication(said.statement.id, f"{words} ({order})" if words else order))
    return tuple(offered)


def _sent(request: AtTheDesk) -> bytes:
    """Return the file that came with the form; what was too large for the desk's memory was dropped as it came."""
    found = request.FILES.get("picture")
    if not isinstance(found, UploadedFile):
        largest = f"a file of at most {pictures.SIZE_MAX // 1_000_000} MB"
        raise Rejected.because("picture", expected=largest, found="none, or a larger one")
    return bytes(found.read())


def _boxes(request: AtTheDesk) -> tuple[Box, ...]:
    return pictures.read_boxes("; ".join(",".join(row) for row in _typed(request) if any(row)))


def _typed(request: AtTheDesk) -> list[tuple[str, ...]]:
    """Return the rows of numbers as they were typed; an uneven table is cut to whole rows."""
    return list(zip(*([typed.strip() for typed in request.POST.getlist(side)] for side in SIDES), strict=False))


def _problems(refusal: Rejected) -> list[str]:
    told = _("Expected: %(expected)s. Found: %(found)s.")
    return [told % {"expected": _(fault.expected), "found": _(fault.found)} for fault in refusal.faults]


def _once(request: AtTheDesk) -> str | None:
    given = request.POST.get("once", "")
    return given if len(given) == 32 and _HEX.issuperset(given) else None


def _new(request: AtTheDesk) -> str:
    return _once(request) or write.fresh_id()
