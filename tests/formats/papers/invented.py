"""Invented captives for papers, whole files folded with the shipped dictionary."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from nansen.casefile import fold
from nansen.casefile.model import Case
from nansen.statements import parse, terms
from nansen.statements.model import Act, Entry, Kind, Manner, Source, Speaker, Statement
from nansen.statements.values import Name, Value

FONTS = (Path(__file__).resolve().parents[3] / "src/nansen/desk/static/built/fonts",)
FILE, WRITER = "f" * 32, "a" * 32
DAY = dt.datetime(2025, 1, 12, 9, tzinfo=dt.UTC)
ISSUED = dt.date(2025, 1, 12)
OFFICE = "National Information Bureau, Office 1"
DICTIONARY = terms.shipped()

HIM = {
    "person.surname": "Ri",
    "person.first_names": "Chol Su",
    "person.name_original": "리철수",
    "person.patronymic": "declined",
    "person.father_first_name": "Yong Ho",
    "person.birth_date": "1999-04",
    "person.religion": "Secret-Faith",
    "person.blood_type": "AB_pos",
    "service.rank": "전사",
    "service.number": "A-4471",
    "service.unit": "94th brigade",
    "power.country@p": "KP",
    "capture.at": "2025-01-09T10:20Z",
    "capture.tag_no": "T-000 412",
    "capture.unit": "95th brigade",
    "capture.circumstances": "Found wounded in a trench, alone.",
    "capture.condition": "Jaw wound, conscious",
    "captive.pow_number": "UA-2025-0031",
    "captive.identity_basis": "claimed",
    "health.state": "seriously_wounded",
    "kin.name@k": "리영호",
    "kin.relation@k": "father",
    "kin.to_be_informed@k": "yes",
    "mmc.decision@m": "A",
    "mmc.date@m": "2025-06-01",
    "mmc.chairman@m": "Dr. Anna Meier",
    "finding.finding@f": "Open fracture of the lower jaw with loss of tissue",
    "finding.annex1_code@f": "A2-f",
    "finding.treatment@f": "Secret-Treatment",
    "death.at": "2025-07-02T03:15Z",
    "death.cause": "Sepsis",
    "death.buried_on": "2025-07-03",
    "death.marked": "yes",
    "death.cremated": "no",
    "death.certified_by": "Camp commander",
    "effects.item@e": "Watch",
    "effects.disposition@e": "sent_to_bureau",
    "effects.item@g": "Letters, 3",
    "custody.detaining_power@c": "UA",
    "document.kind@d": "military_id",
}
PLACES = {
    "person.birth_place": {"words": "함경남도", "country": "KP"},
    "captive.camp": {"words": "Табір Захід-1"},
    "kin.address@k": {"words": "함흥시 회상구역 12", "country": "KP"},
    "capture.place": {"words": "near Plekhove", "country": "RU", "latitude": "51.1234", "longitude": "35.2345"},
    "death.place": {"words": "Hospital 7", "country": "UA"},
    "death.burial_place": {"words": "Cemetery 2", "country": "UA", "latitude": "49.8", "longitude": "24.0"},
}


def said(term: str, typed: object, *, speaker: Speaker = Speaker.HIMSELF, words: str = "") -> Statement:
    """Return a statement; `term@item` names its item, a text is read as a form would read it."""
    name, _, item = term.partition("@")
    value: Value = parse.value(DICTIONARY.term(name), typed) if isinstance(typed, str | dict) else typed  # type: ignore[assignment]
    return Statement(id="", term=name, item=item, value=value, source=Source(speaker, words), manner=Manner.SPOKEN)


def entry(number: int, *statements: Statement, kind: Kind = Kind.CAPTIVE) -> Entry:
    """Return an act with these statements, which get their ids."""
    id_ = f"{number:032x}"
    numbered = tuple(
        Statement(**{name: getattr(one, name) for name in Statement.__slots__} | {"id": f"{id_}.{index}"})
        for index, one in enumerate(statements)
    )
    return Entry(
        id=id_, file=FILE, kind=kind, act=Act.ACT, form="capture", by=WRITER, purpose="intake", at=DAY,
        statements=numbered, number=number,
    )  # fmt: skip


def case(*more: Statement, without: frozenset[str] = frozenset(), kind: Kind = Kind.CAPTIVE) -> Case:
    """Return the invented captive's case with `more` said of him later, and without some terms."""
    rows = {**HIM, **PLACES}
    whole = [said(term, typed) for term, typed in rows.items() if term not in without]
    entries = [entry(1, *whole, kind=kind), *(entry(number, one, kind=kind) for number, one in enumerate(more, 2))]
    return fold.of(entries, dictionary=DICTIONARY)


def named(text: str) -> Name:
    """Return a name as written."""
    return Name(text)
