"""What leaves the office: who may see all of it, the key that signs it, and the entry that says it was written out."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.db import IntegrityError

from nansen.casefile import access, fold
from nansen.casefile.model import Case, Officer, Subject
from nansen.errors import Forbidden, Rejected
from nansen.formats.messages import signed
from nansen.ledger import notes
from nansen.office import keys, register, write
from nansen.statements import terms
from nansen.statements.model import Act, Entry, Manner, Source, Speaker, Statement
from nansen.statements.values import Instant, Precision, Text, Value, utc

FORM = "message"
ITEM = "message"
ACTIONS = ("record:message", "send")


@dataclass(frozen=True, slots=True)
class Prepared:
    """What was written out: the entry that says so, the item of the message in its file, the signed bytes.

    `code` is the check code of a letter. The bytes are kept nowhere: the register holds their digest.
    """

    entry: Entry
    item: str
    data: bytes
    code: str = ""


def whole(file: str) -> Case:
    """Return a file with nothing withheld, for what a machine works out of it; its reader was asked for before."""
    return fold.of(register.entries(file), dictionary=terms.shipped())


def sees(case: Case, names: Collection[str], officer: Officer, *, purpose: str) -> None:
    """Refuse (Forbidden) an officer who may not see one of these terms, whether or not the file holds anything of it.

    What is withheld from him would else go out as not asked, or reach him in what he sends.
    """
    if unseen(case, names, officer, purpose=purpose):
        raise Forbidden("You may not see all that this carries: an officer who may must write it out.")


def unseen(case: Case, names: Collection[str], officer: Officer, *, purpose: str) -> frozenset[str]:
    """Return which of these terms an officer may not see on this file, whether or not it holds anything of them."""
    sight = access.sight(officer, _subject(case), purpose=purpose, rules=access.shipped())
    known = [terms.shipped().term(name) for name in names]
    return frozenset(
        one.name for one in known if not sight.of(one.area, one.sensitivity) or one.area in sight.own_first
    )


def allow(case: Case, officer: Officer, actions: Iterable[str] = ACTIONS, *, purpose: str) -> None:
    """Refuse (Forbidden) an officer who may do none of these on the file."""
    rules, subject = access.shipped(), _subject(case)
    if not any(access.may(officer, action, subject, purpose=purpose, rules=rules) for action in actions):
        raise Forbidden("Your role and purpose do not include this act.")


def seal() -> str:
    """Return the seal of this office: the name and id of the key that signs what it says."""
    return signed.seal(notes.parse(keys.ring().policy_vkey))


def said(name: str, value: Value, *, item: str = ITEM, text: str = "") -> Statement:
    """Return one statement of the office about a message."""
    return Statement(
        id="",
        term=f"message.{name}",
        value=value,
        source=Source(Speaker.OFFICER),
        manner=Manner.WRITTEN,
        item=item,
        text=text,
    )


def out(
    case: Case,
    data: bytes,
    heading: Sequence[Statement] = (),
    *,
    id_: str,
    item: str = "",
    officer: Officer,
    purpose: str,
    now: dt.datetime,
    code: str = "",
) -> Prepared:
    """Keep that signed bytes were written out - when, their digest, signature and seal - and return them.

    Of a message that a decision has named already `item` is its item; else the heading opens one.
    """
    rows: dict[str, Value] = {
        "exported_at": instant(now),
        "document": Text(signed.digest(data)),
        "signature": Text(data.decode().rstrip("\n").rpartition("\n")[2]),
        "seal": Text(seal()),
    }
    entry = kept(case, rows, heading, id_=id_, item=item or ITEM, officer=officer, purpose=purpose, now=now)
    return Prepared(entry, item or f"{entry.id}/{ITEM}", data, code)


def kept(
    case: Case,
    rows: Mapping[str, Value],
    heading: Sequence[Statement] = (),
    *,
    id_: str,
    item: str,
    officer: Officer,
    purpose: str,
    now: dt.datetime,
) -> Entry:
    """Keep an act on a message, on exactly the state of the file that it was made of, and return it.

    Raises Forbidden where it is not this officer's, Rejected where it was kept before or another act came in between.
    """
    allow(case, officer, purpose=purpose)
    statements = (*heading, *(said(name, value, item=item) for name, value in rows.items()))
    entry = write.draft(
        case.file,
        statements,
        kind=case.kind,
        form=FORM,
        officer=officer,
        purpose=purpose,
        now=now,
        act=Act.MESSAGE,
        id_=id_,
    )
    fold.check(case, entry, dictionary=terms.shipped())
    folded = {case.file: fold.on(case, entry, dictionary=terms.shipped())}
    try:
        return write.keep([entry], folded=folded, sent=True, as_read=True)[0]
    except IntegrityError:
        raise Rejected.because("message", expected="an act that is not kept yet", found="one that is") from None


def instant(moment: dt.datetime) -> Instant:
    """Return a point of time to the second."""
    at = utc(moment)
    return Instant(at, at, Precision.SECOND)


def _subject(case: Case) -> Subject:
    return Subject(file=case.file, kind=case.kind, site=case.site)
