"""Letters to those who ask: what may be told is worked out on the whole file, and no more than that comes out."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass

from nansen.casefile import answers, risks, wishes
from nansen.casefile.model import Case, Officer
from nansen.errors import Rejected
from nansen.formats.messages import letters, telling
from nansen.formats.messages.model import Telling, Why
from nansen.law import findings, view
from nansen.office import despatch, keys, lawbook, read, write
from nansen.office.despatch import Prepared
from nansen.statements.model import Kind
from nansen.statements.values import Code, Reference, Text

Hold = Callable[[Case], bool]
"""Whether the law holds back telling anybody directly of this person."""
_ASKED = ("request.relation", "request.subject", "request.enquiries_made_on", "request.enquirer_language")
_EXTRACT = ("health.state", "captive.address_for_mail", "custody.began", "death.at", "death.burial_place")
DANGER = "family_danger"


@dataclass(frozen=True, slots=True)
class Draft:
    """A letter before it is signed, for the desk alone: what it tells, its text, why it tells no more, of whom it is.

    `subject` is the file of the person asked about, empty where nobody found one.
    """

    telling: Telling
    text: str
    why: tuple[Why, ...]
    subject: str


def hold(case: Case, now: dt.datetime) -> bool:
    """Return whether the law holds back telling anybody directly of this person: a wish, a risk, danger to his family.

    A sign that he does not want to go back to a State is reason enough: who asks may not be who he says he is. That a
    message on him may do harm is asked by `telling` itself.
    """
    here = view.of(case, now=now, book=lawbook.book(), profile=lawbook.profile())
    return bool(
        wishes.holds(case) or risks.standing(case) or risks.standing(case, onward=True) or findings.ask(here, DANGER)
    )


def look(request: str, *, officer: Officer, purpose: str, now: dt.datetime) -> Draft:
    """Return the answer to an enquiry as it would be written out now; a read entry names both files.

    Raises as `answer` does.
    """
    asked, case, told, language = _worked_out(request, officer=officer, purpose=purpose, now=now)
    reasons = telling.why(case, answers.words(asked, "request.relation"), held=case is not None and hold(case, now))
    return Draft(told, _text(told, language, "", now=now), reasons, case.file if case else "")


def answer(
    request: str,
    *,
    hold: Hold | None = None,
    checked: str = "",
    officer: Officer,
    purpose: str,
    now: dt.datetime,
) -> Prepared:
    """Write out the answer to an enquiry in the enquirer's language, and keep on the request's file that it was.

    What is answered is worked out on the subject's whole file; the officer learns the answer and no more of it than it
    says. A read entry names both files. Where nobody found a subject, `no_record` waits until enquiries were made.
    `hold` stands for the law's own where another is to be asked; `checked` says who looked at the captive's own choice
    and at the danger to his family.
    """
    _, _, told, language = _worked_out(request, law=hold, officer=officer, purpose=purpose, now=now)
    whole = despatch.whole(request)
    return _letter(whole, told, language, checked, officer=officer, purpose=purpose, now=now)


def extract(
    file: str,
    relation: str,
    language: str,
    *,
    hold: Hold | None = None,
    checked: str = "",
    officer: Officer,
    purpose: str,
    now: dt.datetime,
) -> Prepared:
    """Write out a family extract of a person to kin of this relation, and keep on his file that it was.

    Raises Forbidden where nothing may be told directly, with one text for every reason, and where the officer may not
    see what an extract tells.
    """
    shown = read.case(file, officer=officer, purpose=purpose, now=now, action="read:message").case
    despatch.sees(shown, _EXTRACT, officer, purpose=purpose)
    despatch.allow(shown, officer, purpose=purpose)
    whole = despatch.whole(file)
    told = telling.extract(whole, relation, held=_held(whole, hold, now), now=now)
    return _letter(whole, told, language, checked, officer=officer, purpose=purpose, now=now)


def genuine(file: str, item: str, code: str, *, officer: Officer, purpose: str, now: dt.datetime) -> bool:
    """Return whether a check code is that of a letter which this item of a file says was written out."""
    case = read.case(file, officer=officer, purpose=purpose, now=now, action="read:message").case
    digest = answers.words(case, "message.document", item)
    return bool(digest) and letters.code_of(digest, key=keys.ring().ids) == code.strip().upper()


def _worked_out(
    request: str, *, law: Hold | None = None, officer: Officer, purpose: str, now: dt.datetime
) -> tuple[Case, Case | None, Telling, str]:
    """Return the request, the subject's whole file if one was found, what is answered, and in which language."""
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
        held=case is not None and _held(case, law, now),
        asked=bool(answers.of(asked.line("request.enquiries_made_on"))),
        now=now,
    )
    return asked, case, told, answers.words(asked, "request.enquirer_language")


def _held(case: Case, law: Hold | None, now: dt.datetime) -> bool:
    return law(case) if law else hold(case, now)


def _text(told: Telling, language: str, reference: str, *, now: dt.datetime) -> str:
    return letters.text(told, language, office=keys.ring().origin, reference=reference, seal=despatch.seal(), now=now)


def _letter(
    case: Case, told: Telling, language: str, checked: str, *, officer: Officer, purpose: str, now: dt.datetime
) -> Prepared:
    ring, id_, seal = keys.ring(), write.fresh_id(), despatch.seal()
    data = letters.sign(_text(told, language, id_, now=now), seal, key=ring.policy)
    heading = [
        despatch.said("type", Code("REPLY")),
        despatch.said("to", Code("family")),
        despatch.said("answer", Code(told.answer.value)),
    ]
    heading += [despatch.said("family_check", Text(checked))] if checked else []
    code = letters.code(data, key=ring.ids)
    return despatch.out(case, data, heading, id_=id_, officer=officer, purpose=purpose, now=now, code=code)
