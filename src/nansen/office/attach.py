"""Pictures beside a file: kept with the entry that names them, opened after a read entry, given away only covered.

Sealed under the file's key in a table of their own that only grows. The id of an attachment is a keyed digest of its
bytes under that key: the statement in the ledger vouches for the picture, and tells nothing once the key is gone.
Nothing touches a disk in clear. There is no way to export an original.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import hmac
import secrets
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from nansen.casefile import access, fold
from nansen.casefile.model import Case, Line, Officer
from nansen.errors import Broken, Fault, Forbidden, NansenError, NotFound, Rejected
from nansen.formats import pictures
from nansen.formats.pictures import Box, Picture
from nansen.ledger import seal
from nansen.ledger.model import Act
from nansen.office import keys, may, read, register, write
from nansen.statements import canonical, terms
from nansen.statements.model import Entry, Kind, Manner, Sensitivity, Source, Speaker, Statement
from nansen.statements.values import Attachment as Named
from nansen.statements.values import Text, Value
from nansen.store.models import Attachment, Body

PICTURES = ("person.photo", "document.image", "effects.image", "publication.picture")
PUBLICATION, REDACTED, BOXES = "publication", "publication.redacted", "publication.boxes"
APPROVED_BY = ("publication.basis", "publication.approver")
_NAMING = b"nansen|attachment|1"
_STEP = 500
_MARK = b'"attachment":'


@dataclass(frozen=True, slots=True)
class Opened:
    """A picture that this reader may see, as it is kept, and the number of the entry that says he has seen it."""

    data: bytes
    media_type: str
    read: int


def terms_of(officer: Officer, kind: Kind, site: str, file: str, *, purpose: str) -> dict[str, str]:
    """Return the terms under which this officer may add a picture to a file, each with the form that carries it."""
    found = {}
    for name in PICTURES:
        term = terms.shipped().term(name)
        allowed = (form for form in term.forms if may.on(officer, f"record:{form}", kind, site, file, purpose=purpose))
        if kind in term.files and (form := next(allowed, "")):
            found[name] = form
    return found


def keep(
    file: str,
    data: bytes,
    term: str,
    item: str,
    *,
    officer: Officer,
    purpose: str,
    now: dt.datetime,
    form: str,
    id_: str | None = None,
) -> Entry:
    """Keep a picture that came in, bare of all that stood beside it, and the statement that names it: one transaction.

    `item` is the key of an item, or empty where the term's group does not repeat. With `id_` the same page is kept
    once. Raises NotFound for a file or form that is not this officer's, Rejected for another term and for no picture.
    """
    kind = read.kind(file, officer=officer, purpose=purpose, form=form)
    if term not in PICTURES:
        raise Rejected.because("term", expected="one that takes a picture", found="another")
    picture = pictures.take(data)
    said = _said(term, _named(file, picture), item)
    entry = write.draft(file, (said,), kind=kind, form=form, officer=officer, purpose=purpose, now=now, id_=id_)
    return _kept(entry, picture, officer=officer)


def open_(file: str, attachment: str, *, officer: Officer, purpose: str, now: dt.datetime) -> Opened:
    """Return a picture of a file; NotFound where there is none, or where this reader may not see the term it is under.

    The read entry, which names the picture, is durable before the picture is unsealed. Raises Broken where what is kept
    is not what the ledger names.
    """
    case = _shown(file, officer=officer, purpose=purpose)
    under = [
        (said.statement.value, terms.shipped().term(line.term).sensitivity)
        for line in case.lines.values()
        for said in line.said
        if isinstance(said.statement.value, Named) and said.statement.value.id == attachment
    ]
    if not under:
        raise NotFound(read.HIDDEN)
    level = max(sensitivity for _, sensitivity in under)
    return _noted(file, under[0][0], level, "read:picture", officer=officer, purpose=purpose, now=now)


def redact(
    file: str,
    attachment: str,
    boxes: Iterable[Box],
    item: str,
    *,
    officer: Officer,
    purpose: str,
    now: dt.datetime,
    id_: str | None = None,
) -> Entry:
    """Keep a copy of a picture with these boxes filled, and where they are, in a publication of the file.

    An earlier copy of that publication is replaced by it and stays in the record. Raises as `keep` and `open_` do.
    """
    kind = read.kind(file, officer=officer, purpose=purpose, form=PUBLICATION)
    case = _shown(file, officer=officer, purpose=purpose)
    if item not in case.items(PUBLICATION):
        raise NotFound(read.HIDDEN)
    covered = tuple(boxes)
    found = open_(file, attachment, officer=officer, purpose=purpose, now=now)
    picture = pictures.redact(pictures.read_back(found.data, found.media_type), covered)
    words = Text(f"{attachment}: {pictures.write_boxes(covered)}")
    said = (
        _said(REDACTED, _named(file, picture), item, line=case.line(REDACTED, item)),
        _said(BOXES, words, item, line=case.line(BOXES, item)),
    )
    entry = write.draft(file, said, kind=kind, form=PUBLICATION, officer=officer, purpose=purpose, now=now, id_=id_)
    return _kept(entry, picture, officer=officer)


def derivative(file: str, item: str, *, approved: bool, officer: Officer, purpose: str, now: dt.datetime) -> Opened:
    """Return the covered copy of a publication, to be given away: the one way out for a picture.

    `approved` is the gate's word that two different people have signed this publication as it stands. Raises Forbidden
    without it, without a basis and an approver in the item, and where more than one copy stands; NotFound where this
    reader sees no covered copy.
    """
    case = _shown(file, officer=officer, purpose=purpose)
    line = case.line(REDACTED, item)
    if line is None or not line.standing:
        raise NotFound(read.HIDDEN)
    signed = (case.line(term, item) for term in APPROVED_BY)
    found = [said.statement.value for said in line.standing]
    if not approved or not all(one and one.standing for one in signed) or len(found) > 1:
        raise Forbidden("Two different people must approve this publication, with its basis, before a picture leaves.")
    if not isinstance(found[0], Named):
        raise NotFound(read.HIDDEN)
    level = terms.shipped().term(REDACTED).sensitivity
    return _noted(file, found[0], level, "read:derivative", officer=officer, purpose=purpose, now=now)


def faults() -> Iterator[Fault]:
    """Yield what is wrong with the attachments: named and not kept, kept and not named, or not what was sealed.

    Opens every act and every attachment once. Memory is that of the ids. What is kept meanwhile is no fault: rows that
    nothing names are asked for before the ledger is read, names without a row after it.
    """
    before = set(Attachment.objects.values_list("id", "file"))
    named = {
        (statement.value.id, file): (number, statement.value.media_type)
        for number, file, entry in _naming()
        for statement in entry.statements
        if isinstance(statement.value, Named)
    }
    kept = set(Attachment.objects.values_list("id", "file"))
    for (id_, file), (number, media_type) in named.items():
        if (id_, file) not in kept:
            yield Fault(f"entry {number}", "the attachment that it names", "none")
            continue
        try:
            _unsealed(file, id_, media_type)
        except NansenError:
            yield Fault(f"attachment {id_[:8]}", "what was sealed under its file's key", "another, or no key")
    for id_, _ in sorted(before - named.keys()):
        yield Fault(f"attachment {id_[:8]}", "an entry of its file that names it", "none")


def _naming() -> Iterator[tuple[int, str, Entry]]:
    """Yield the acts that name an attachment; a body that does not open is for the ledger's own check to tell."""
    rows = (
        Body.objects.exclude(act="read").order_by("number").values_list("number", "file", "entry_id", "act", "sealed")
    )
    origin, last = keys.ring().origin, -1
    while found := list(rows.filter(number__gt=last)[:_STEP]):
        opened = keys.of_files(tuple({row[1] for row in found}))
        for number, file, entry_id, act, sealed in found:
            try:
                aad = seal.binding(origin, file, entry_id=entry_id, act=Act(act))
                plain = seal.lift(opened[file], bytes(sealed), aad=aad)
            except (NansenError, KeyError, ValueError):
                continue
            if _MARK in plain:
                yield number, file, canonical.decode(plain, number=number)
        last = found[-1][0]


def _shown(file: str, *, officer: Officer, purpose: str) -> Case:
    subject = register.outline(file).subject
    sight = access.sight(officer, subject, purpose=purpose, rules=access.shipped())
    if not sight.seen:
        raise NotFound(read.HIDDEN)
    whole = fold.of(register.entries(file), dictionary=terms.shipped())
    return access.withhold(whole, sight, officer=officer, dictionary=terms.shipped())


def _noted(
    file: str, named: Named, level: Sensitivity, action: str, *, officer: Officer, purpose: str, now: dt.datetime
) -> Opened:
    kept = write.note_read(
        [file], officer=officer, action=action, purpose=purpose, opened=level, now=now, query=f"picture {named.id}"
    )
    return Opened(_unsealed(file, named.id, named.media_type), named.media_type, kept.number or 0)


def _said(term: str, value: Value, item: str, *, line: Line | None = None) -> Statement:
    earlier = line.last.statement.id if line and line.last else ""
    return Statement(
        id="", term=term, value=value, source=Source(Speaker.OFFICER), manner=Manner.OBSERVED, item=item,
        replaces=earlier,
    )  # fmt: skip


def _named(file: str, picture: Picture) -> Named:
    return Named(_id(file, picture.data), picture.media_type, len(picture.data))


def _id(file: str, data: bytes) -> str:
    naming = hmac.new(keys.of_file(file), _NAMING, hashlib.sha256).digest()
    return hmac.new(naming, data, hashlib.sha256).hexdigest()[:32]


def _kept(entry: Entry, picture: Picture, *, officer: Officer) -> Entry:
    file, id_ = entry.file, _id(entry.file, picture.data)
    sealed = seal.close(
        keys.of_file(file),
        picture.data,
        aad=_aad(file, id_, picture.media_type),
        nonce=secrets.token_bytes(seal.NONCE_BYTES),
    )

    def beside() -> None:
        # The same picture of the same file again is the same row; under the writers' lock nobody comes in between.
        if not Attachment.objects.filter(id=id_, file=file).exists():
            Attachment.objects.create(id=id_, file=file, sealed=sealed)

    (kept,) = write.once(entry, officer=officer, beside=beside)
    return kept


def _unsealed(file: str, id_: str, media_type: str) -> bytes:
    sealed = Attachment.objects.filter(id=id_, file=file).values_list("sealed", flat=True).first()
    if sealed is None:
        raise Broken("A picture that the ledger names is not in the register.")
    data = seal.lift(keys.of_file(file), bytes(sealed), aad=_aad(file, id_, media_type))
    if not hmac.compare_digest(_id(file, data), id_):
        raise Broken("A picture in the register is not the one that the ledger names.")
    return data


def _aad(file: str, id_: str, media_type: str) -> bytes:
    return seal.binding(keys.ring().origin, file, entry_id=f"attachment|{id_}|{media_type}", act=Act.ACT)
