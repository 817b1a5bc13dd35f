"""The rule pack for reading: all rules by section, and each rule with everything that it says."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from nansen.desk.draw import law, rule_words, words
from nansen.desk.draw import rules as draw
from nansen.desk.middleware import AtTheDesk
from nansen.desk.pages.seated import seated
from nansen.errors import NotFound
from nansen.law.model import Effect, Level
from nansen.office import lawbook

Shown = dict[str, object]


@require_safe
@seated
def show(request: AtTheDesk) -> HttpResponse:
    """Show all rules by section, or those of one effect or level; an unknown one of these means all."""
    book = lawbook.book()
    effect, level = request.GET.get("effect", ""), request.GET.get("level", "")
    effect, level = effect if effect in set(Effect) else "", level if level in set(Level) else ""
    sections = draw.index(book, effect=effect, level=level)
    shown = {
        "sections": sections,
        "count": sum(len(section.cards) for section in sections),
        "effects": draw.effects(),
        "levels": draw.levels(),
        "effect": effect,
        "level": level,
        **pack(),
    }
    return render(request, "rules.html", shown)


@require_safe
@seated
def one(request: AtTheDesk, rule: str) -> HttpResponse:
    """Show one rule: what is owed or stopped, its ground, its clock, its conditions, and how sure we are of it."""
    book = lawbook.book()
    if rule not in book.rules:
        raise NotFound("There is no such rule.")
    page = draw.page(book.rules[rule], book=book, profile=lawbook.profile())
    return render(request, "rule.html", {"page": page, **pack()})


def pack() -> Shown:
    """Return which pack is in force, how it stands to the one that was signed, and whether counsel has read it."""
    label, colour = rule_words.SIGNATURES[lawbook.signature()]
    return {"pack": law.pack(lawbook.book()), "signed": words.phrase(label), "signed_colour": colour}
