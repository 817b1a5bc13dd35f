"""The law beside a case: what this officer may be told of it, and what he may do about it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import replace
from functools import cache

from django.utils import timezone
from django.utils.translation import get_language, override

from nansen.casefile import access
from nansen.casefile.model import Case, Subject
from nansen.desk import labels
from nansen.desk.draw import decision, law, law_words, words
from nansen.desk.draw.law import Hands
from nansen.desk.draw.law_model import WayOut
from nansen.desk.draw.model import Reader
from nansen.desk.middleware import AtTheDesk
from nansen.law.acts import DISPOSITIONS
from nansen.office import decide, lawbook, may, release, rights
from nansen.office.rights import Rights
from nansen.statements import parse, terms
from nansen.statements.model import Kind

PROPOSED_HERE = ("disposition", "publication", "closing")
_SENT = frozenset({Kind.CAPTIVE, Kind.OURS})
Shown = Mapping[str, object]


def of(request: AtTheDesk, case: Case, *, reader: Reader) -> Shown:
    """Return what the page of a case shows of the law and of its decisions; nothing of what the reader may not see."""
    now = timezone.now()
    told = _rights(request, case, reader=reader, now=now, asked=asked(request))
    may_do = hands(request, case, told)
    proposals = decision.all_of(decide.pending(case, now), case, reader=reader)
    kinds = [what for what in PROPOSED_HERE if what in may_do.proposes]
    return {
        "law": law.of(case, told, reader=reader, book=lawbook.book(), now=now, hands=may_do, asked=asked(request)),
        "looks": looks(request, case, reader=reader),
        "looked": asked(request) or ("", ""),
        "acts": [(code, law_words.act(code)) for code in DISPOSITIONS],
        "countries": countries(),
        "waiting": [one for one in proposals if one.waits],
        "ended": [one for one in proposals if not one.waits],
        "kinds": [(what, words.phrase(labels.codes("decision_what")[what])) for what in kinds],
    }


def way(request: AtTheDesk, case: Case, act: str, place: str, *, reader: Reader) -> WayOut | None:
    """Return one disposition with its gates as they stand now, or None for another act and for who may not look."""
    if act not in DISPOSITIONS or not looks(request, case, reader=reader):
        return None
    now = timezone.now()
    told = _rights(request, case, reader=reader, now=now, asked=(act, place))
    found = next((one for one in told.ways if (one.act, one.destination) == (act, place)), None)
    return law.way(found, case, reader=reader, may=hands(request, case, told)) if found else None


def asked(request: AtTheDesk) -> tuple[str, str] | None:
    """Return the act and destination that an address asks about, codes both; None where they are none."""
    act, place = request.GET.get("act", ""), request.GET.get("to", "")
    known = act in labels.codes("act") and (not place or place in parse.countries())
    return (act, place) if known else None


def looks(request: AtTheDesk, case: Case, *, reader: Reader) -> bool:
    """Return whether this officer may look at ways out at all: who sees wish and risk, and who plans by the flags.

    To anybody else a gate that opens for one country and shuts for another would tell what he wished or fears.
    """
    if case.kind not in _SENT:
        return False
    plans = may.on(request.officer, "plan", case.kind, case.site, case.file, purpose=request.purpose)
    known = terms.shipped()
    return plans or all(reader.sees(known.term(term)) for term in ("disposition.code", "wish.wish", "risk.outcome"))


def hands(request: AtTheDesk, case: Case, told: Rights) -> Hands:
    """Return which of the holds that bite this officer may lift, and which decisions he may propose."""
    subject = Subject(file=case.file, kind=case.kind, site=case.site)
    blocks = (block for one in told.ways for gate in one.gates for block in gate.blocks if block.stops)
    return Hands(
        releases=frozenset(
            rule for rule in {block.rule.id for block in blocks}
            if release.may(request.officer, rule, subject, purpose=request.purpose)
        ),
        proposes=frozenset(what for what in access.shipped().two if proposes(request, case, what)),
    )  # fmt: skip


def proposes(request: AtTheDesk, case: Case, what: str) -> bool:
    """Return whether this officer may propose such a decision on this file."""
    two = access.shipped().two.get(what)
    return two is not None and any(_may(request, case, action) for action in two.propose)


def signs(request: AtTheDesk, case: Case, what: str) -> bool:
    """Return whether this officer may be the second to sign such a decision on this file."""
    two = access.shipped().two.get(what)
    return two is not None and any(_may(request, case, action) for action in two.sign)


def countries() -> tuple[tuple[str, str], ...]:
    """Return all countries with their names in the language of the page."""
    return _countries(get_language() or "en")


def _may(request: AtTheDesk, case: Case, action: str) -> bool:
    return may.on(request.officer, action, case.kind, case.site, case.file, purpose=request.purpose)


def _rights(
    request: AtTheDesk, case: Case, *, reader: Reader, now: dt.datetime, asked: tuple[str, str] | None
) -> Rights:
    looking = looks(request, case, reader=reader)
    told = rights.of(case.file, sight=reader.sight, now=now, asked=asked if looking else None)
    return told if looking else replace(told, ways=())


@cache
def _countries(language: str) -> tuple[tuple[str, str], ...]:
    with override(language):
        return labels.countries()
