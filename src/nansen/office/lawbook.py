"""The rule pack and the profile of this office: which pack is in force, who signed it, which policies were changed.

Both stand on the office's one `policy` file, so that a change has its name, reason and place in the ledger.
"""

from __future__ import annotations

import datetime as dt
from enum import StrEnum
from functools import lru_cache

from django.conf import settings

from nansen.casefile import fold
from nansen.casefile.model import Case
from nansen.errors import Broken, Misconfigured, NotFound, Rejected
from nansen.law import durations, rulebook, view
from nansen.law.model import Book, Profile
from nansen.ledger import notes
from nansen.office import keys, register
from nansen.statements import parse, terms
from nansen.statements.model import Manner, Source, Speaker, Statement
from nansen.statements.values import Instant, Precision, Text, Value
from nansen.store.models import File

PACK = "rule_pack"
_NUMBERS = ("weight_loss_percent",)
_WORDS = ("hostilities_ended", "protecting_power", "protecting_power_substitute", "family_danger", "not_party")


class Signature(StrEnum):
    """How the pack on disk stands to the one that the office signed."""

    SIGNED = "signed"
    CHANGED = "changed"
    UNSIGNED = "unsigned"


def file() -> str:
    """Return the id of the office's policy file."""
    return keys.repeatable_id("file|policy")


def book() -> Book:
    """Return the rule pack in force; raise Misconfigured, with file and line, where it is wrong."""
    return rulebook.shipped()


def profile() -> Profile:
    """Return the policies as they stand: the pack's values and what the office changed; read again when it did."""
    through = File.objects.filter(id=file()).values_list("through", flat=True).first()
    if through is None:
        return book().profile
    return _profile(str(settings.KEYS), str(settings.DATABASES["default"]["NAME"]), file(), through)


def signature() -> Signature:
    """Return whether the pack on disk is the one that was last signed with the office's policy key."""
    case = _case(file())
    signed = _last(case, PACK) if case else None
    if signed is None:
        return Signature.UNSIGNED
    value, note = signed
    try:
        text = notes.verified(note, keys.ring().policy_vkey)
    except (Broken, Rejected):
        return Signature.CHANGED
    return Signature.SIGNED if value == text.strip() == stamp() else Signature.CHANGED


def stamp() -> str:
    """Return the version and hash of the pack on disk, as they are signed and kept with every decision."""
    pack = book()
    return f"{pack.version} {pack.hash}"


def pack_statements(*, now: dt.datetime) -> tuple[Statement, ...]:
    """Return the statements by which the office signs the pack on disk."""
    note = notes.sign(stamp() + "\n", f"{keys.ring().origin}/policy", secret=keys.ring().policy)
    return _said(PACK, stamp(), reason=note, now=now)


def statements(name: str, value: str, *, reason: str, now: dt.datetime) -> tuple[Statement, ...]:
    """Return the statements of one changed policy; raise Rejected for an unknown one and a value that is none."""
    _check(name, value)
    return _said(name, value, reason=reason, now=now)


def _said(name: str, value: str, *, reason: str, now: dt.datetime) -> tuple[Statement, ...]:
    moment = Instant(now, now, Precision.SECOND)
    rows: dict[str, Value] = {"name": Text(name), "value": Text(value or "-"), "reason": Text(reason)}
    return tuple(
        Statement(
            id="",
            term=f"policy.{term}",
            value=said,
            source=Source(Speaker.OFFICER),
            manner=Manner.WRITTEN,
            item="policy",
            said_at=moment,
        )
        for term, said in rows.items()
    )


def _fits(name: str, value: str) -> bool:
    """Return whether a value is one: what came in by another way than `policies.change` must not stop every clock."""
    try:
        _check(name, value)
    except Rejected:
        return False
    return True


def _check(name: str, value: str) -> None:
    if name == PACK or name not in book().profile.policies:
        raise Rejected.because("policy", expected="a policy of the rule pack", found="another")
    if name in _NUMBERS:
        if not value.isdigit() or not 1 <= int(value) <= 99:
            raise Rejected.because("value", expected="a whole number from 1 to 99", found="another")
    elif name in _WORDS:
        _word(name, value)
    else:
        _length(name, value)


def _length(name: str, value: str) -> None:
    """Refuse what is no length of time, and one more than twice as long as shipped: a clock is no clock after years."""
    try:
        asked = durations.parse(value)
    except Misconfigured as error:
        raise Rejected.because("value", expected="a length of time such as P7D or PT24H", found="another") from error
    start = dt.datetime(2025, 1, 1, tzinfo=dt.UTC)
    shipped = durations.after(start, durations.parse(book().profile.value(name))) - start
    if durations.after(start, asked) - start > 2 * shipped:
        raise Rejected.because("value", expected="at most twice the time that the pack ships", found="a longer one")


def _word(name: str, value: str) -> None:
    """Refuse what is no day, no country codes, and a list that lets go a State that the pack ships as dangerous."""
    if name == "hostilities_ended":
        try:
            fits = not value or dt.date.fromisoformat(value).isoformat() == value
        except ValueError:
            fits = False
        if not fits:
            raise Rejected.because("value", expected="a day such as 2025-01-09, or nothing", found="another")
        return
    known = parse.countries()
    if name.startswith("protecting_power"):
        if value not in {"", "none", "ICRC"} and value not in known:
            raise Rejected.because("value", expected="none, ICRC or a country's code", found="another")
        return
    codes = set(value.split())
    if not codes <= set(known) or not codes >= set(book().profile.value(name).split()):
        raise Rejected.because(
            "value", expected="country codes with spaces, the shipped ones among them", found="others"
        )


@lru_cache(maxsize=8)
def _profile(_keys: str, _database: str, policy: str, _through: int) -> Profile:
    found = book().profile
    case = _case(policy)
    if case is None:
        return found
    for item in case.items("policy"):
        name, value, _ = _row(case, item)
        kept = "" if value == "-" else value
        if name in found.policies and _fits(name, kept):
            found = view.changed(found, name, kept)
    return found


def _last(case: Case, name: str) -> tuple[str, str] | None:
    rows = [_row(case, item) for item in case.items("policy")]
    return next(((value, reason) for known, value, reason in reversed(rows) if known == name), None)


def _row(case: Case, item: str) -> tuple[str, str, str]:
    found = []
    for term in ("policy.name", "policy.value", "policy.reason"):
        line = case.line(term, item)
        value = line.last.statement.value if line and line.last else None
        found.append(value.text if isinstance(value, Text) else "")
    return found[0], found[1], found[2]


def _case(policy: str) -> Case | None:
    try:
        return fold.of(register.entries(policy), dictionary=terms.shipped())
    except NotFound:
        return None
