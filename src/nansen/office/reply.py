"""Letters to those who ask: what may be told is worked out on the whole file, and no more than that comes out."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

from nansen.casefile import answers
from nansen.casefile.model import Case, Officer
from nansen.errors import Rejected
from nansen.formats.messages import letters, telling
from nansen.formats.messages.model import Telling
from nansen.office import despatch, keys, read, write
from nansen.office.despatch import Prepared
from nansen.statements.model import Kind
from nansen.statements.values import Code, Reference

Hold = Callable[[Case], bool]
"""Whether the law holds back telling anybody directly of this person."""
_ASKED = ("request.relation", "request.subject", "request.enquiries_made_on", "request.enquirer_language")
_EXTRACT = ("health.state", "captive.address_for_mail", "custody.began", "death.at", "death.burial_place")


def answer(request: str, *, hold: Hold, officer: Officer, purpose: str, now: dt.datetime) -> Prepared:
    """Write out the answer to an enquiry in the enquirer's language, and keep on the request's file that it was.

    What is answered is worked out on the subject's whole file; the officer learns the answer and no more of it than it
    says. A read entry names both files. Where nobody found a subject, `no_record` waits until enquiries were made.
    """
    asked = read.case(request, officer=officer, purpose=purpose, now=now, action="read:message").case
    if asked.kind is not Kind.REQUEST:
        raise Rejected.because("file", expected="the file of an enquiry", found=asked.kind)
    despatch.sees(asked, _ASKED, officer, purpose=purpose)
    despatch.allow(asked, officer, purpose=purpose)
    subjects = {value.file for value in answers.of(asked.line("request.subject")) if isinstance(value, Reference)}
    if len(subjects) > 1:
        raise Rejected.because("request.subject", expected="one person", found=f"{len(subjects)}")
    case = None
    for subject in subjects:
        read.case(subject, officer=officer, purpose=purpose, now=now, action="read:message")
        case = despatch.whole(subject)
    told = telling.answer(
        case,
        answers.words(asked, "request.relation"),
        held=case is not None and hold(case),
        asked=bool(answers.of(asked.line("request.enquiries_made_on"))),
        now=now,
    )
    language = answers.words(asked, "request.enquirer_language")
    return _letter(despatch.whole(request), told, language, officer=officer, purpose=purpose, now=now)


def extract(
    file: str, relation: str, language: str, *, hold: Hold, officer: Officer, purpose: str, now: dt.datetime
) -> Prepared:
    """Write out a family extract of a person to kin of this relation, and keep on his file that it was.

    Raises Forbidden where nothing may be told directly, with one text for every reason, and where the officer may not
    see what an extract tells.
    """
    shown = read.case(file, officer=officer, purpose=purpose, now=now, action="read:message").case
    despatch.sees(shown, _EXTRACT, officer, purpose=purpose)
    despatch.allow(shown, officer, purpose=purpose)
    whole = despatch.whole(file)
    told = telling.extract(whole, relation, held=hold(whole), now=now)
    return _letter(whole, told, language, officer=officer, purpose=purpose, now=now)


def genuine(file: str, item: str, code: str, *, officer: Officer, purpose: str, now: dt.datetime) -> bool:
    """Return whether a check code is that of a letter which this item of a file says was written out."""
    case = read.case(file, officer=officer, purpose=purpose, now=now, action="read:message").case
    digest = answers.words(case, "message.document", item)
    return bool(digest) and letters.code_of(digest, key=keys.ring().ids) == code.strip().upper()


def _letter(case: Case, told: Telling, language: str, *, officer: Officer, purpose: str, now: dt.datetime) -> Prepared:
    ring, id_, seal = keys.ring(), write.fresh_id(), despatch.seal()
    text = letters.text(told, language, office=ring.origin, reference=id_, seal=seal, now=now)
    data = letters.sign(text, seal, key=ring.policy)
    heading = (
        despatch.said("type", Code("REPLY")),
        despatch.said("to", Code("family")),
        despatch.said("answer", Code(told.answer.value)),
    )
    code = letters.code(data, key=ring.ids)
    return despatch.out(case, data, heading, id_=id_, officer=officer, purpose=purpose, now=now, code=code)
