"""A small dictionary, and files of invented people."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

from nansen.casefile import fold
from nansen.statements import parse, terms
from nansen.statements.model import Act, Entry, Kind, Manner, Source, Speaker, Statement
from nansen.statements.values import Instant

if TYPE_CHECKING:
    from nansen.casefile.model import Case
    from nansen.statements.values import Value

FILE = "f" * 32
WRITER = "a" * 32
DAY = dt.datetime(2025, 1, 9, 12, tzinfo=dt.UTC)

TOML = """
[list.yes_no]
yes = "Yes"
no = "No"
[list.interpreter_neutral]
yes = "Yes"
no = "No"
none_needed = "None needed"
[list.capacity]
able = "Able"
limited = "Limited"
unable = "Unable"
[list.wish]
return = "Return"
unwilling_to_return = "Not return"
stay = "Stay"
third_country = "Third country"
undecided = "Undecided"
cannot_communicate = "Cannot communicate"
[list.status]
genuine = "Genuine"
false = "False"
anothers = "Another's"
odd = "Odd"
[list.role]
registrar = "Registrar"
auditor = "Auditor"
"""
# group, repeats, area, files; then its terms: name, kind, sensitivity, many.
GROUPS: tuple[tuple[str, bool, str, str, tuple[str, ...]], ...] = (
    ("person", False, "intake", '"captive", "sought"', (
        "surname name S2", "first_names name S2", "patronymic name S2", "full_name name S2",
        "name_by_others name S2 many",
        "alias name S2 many", "father_full_name name S3", "birth_date date S2", "height measure S2", "sex yes_no S1",
        "religion text S4", "home_town place S3", "nationality country S2 many", "photo attachment S4 many",
    )),
    ("capture", False, "service", '"captive"', ("at instant S2",)),
    ("document", True, "intake", '"captive"', (
        "kind text S3", "number text S3", "name_on_it name S3", "birth_date_on_it date S3", "status status S3",
        "status_reason text S3 many",
    )),
    ("custody", True, "custody", '"captive"', (
        "custodian text S3", "place place S3", "began instant S3", "ended instant S3",
    )),
    ("wish", True, "wish", '"captive"', (
        "wish wish S4", "destination country S4", "interpreter text S4", "private yes_no S4", "capacity capacity S4",
        "neutral_interpreter interpreter_neutral S4", "options_told yes_no S4", "leading_question yes_no S4",
        "inducement yes_no S4",
        "asked_on instant S4", "reason text S4",
    )),
    ("health", False, "health", '"captive"', ("finding text S4",)),
    ("interview", True, "interview", '"captive"', (
        "language language S4", "began instant S4", "ill_treatment text S4 many", "orders text S4 many",
    )),
    ("death", False, "death", '"captive"', ("at instant S3",)),
    ("staff", False, "staff", '"staff"', (
        "name name S1", "role role S1 many", "site text S1", "assigned reference S1 many",
    )),
)  # fmt: skip


def _toml() -> str:
    rows = [TOML]
    for name, repeats, area, files, held in GROUPS:
        rows.append(
            f'[[group]]\nname = "{name}"\nlabel = "{name}"\nrepeats = {str(repeats).lower()}\narea = "{area}"\n'
            f"files = [{files}]\n"
        )
        for row in held:
            short, kind, sensitivity, *many = row.split()
            listed = kind in {"yes_no", "interpreter_neutral", "capacity", "wish", "status", "role"}
            rows.append(
                f'[[group.term]]\nname = "{name}.{short}"\nlabel = "{short}"\nkind = "{"code" if listed else kind}"\n'
                f'sensitivity = "{sensitivity}"\nsource = "a test"\nmany = {str(bool(many)).lower()}\n'
                + (f'list = "{kind}"\n' if listed else "")
                + ('unit = "cm"\n' if kind == "measure" else "")
            )
    return "".join(rows)


DICTIONARY = terms.read({"small.toml": _toml()})


def moment(text: str) -> Instant:
    """Return an instant as it would be typed."""
    return parse.instant(text)


def said(term: str, typed: str | Value, speaker: str = "himself", manner: str = "spoken", **more: Any) -> Statement:  # noqa: ANN401
    """Return a statement; a text is read as the form would read it, `said` is when it was said."""
    value = parse.value(DICTIONARY.term(term), typed) if isinstance(typed, str) else typed
    source = Source(Speaker(speaker), more.pop("words", ""), more.pop("interpreter", ""))
    at = more.pop("said", "")
    return Statement(
        id="", term=term, value=value, source=source, manner=Manner(manner), said_at=moment(at) if at else None, **more
    )


def entry(id_: str, *statements: Statement, at: dt.datetime = DAY, **more: Any) -> Entry:  # noqa: ANN401
    """Return an act on the file with these statements, which get their ids."""
    fields: dict[str, Any] = {
        "file": FILE, "kind": Kind.CAPTIVE, "act": Act.ACT, "form": "capture", "by": WRITER, "purpose": "intake",
    } | more  # fmt: skip
    numbered = tuple(
        Statement(**{name: getattr(one, name) for name in Statement.__slots__} | {"id": f"{id_}.{index}"})
        for index, one in enumerate(statements)
    )
    return Entry(id=id_, at=at, statements=numbered, **fields)


def case(*entries: Entry) -> Case:
    """Return the case of these entries."""
    return fold.of(entries, dictionary=DICTIONARY)


GOOD = {
    "private": "yes",
    "capacity": "able",
    "interpreter": "INT-1",
    "neutral_interpreter": "yes",
    "options_told": "yes",
    "leading_question": "no",
    "inducement": "no",
}
LATER = dt.timedelta(days=300)


def asked(
    id_: str,
    code: str,
    *,
    on: str = "",
    to: str = "",
    item: str = "a",
    speaker: str = "himself",
    manner: str = "spoken",
    written: str = "",
    **how: str,
) -> Entry:
    """Return the act of asking him once, as well as it can be done but for what `how` says.

    It is written down when he was asked, at the last moment that may mean; where nobody says when, or none that has
    come, 300 days after the first day.
    """
    rows = {**GOOD, **how}
    rest = [said(f"wish.{term}", typed, item=item) for term, typed in rows.items() if typed]
    where = [said("wish.destination", to, item=item)] if to else []
    wish = said("wish.wish", code, speaker, manner, item=item, said=on)
    at = min(moment(written or on).last, DAY + LATER) if written or on else DAY + LATER
    return entry(id_, wish, *where, *rest, at=at, form="wish")
