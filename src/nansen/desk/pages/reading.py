"""What a page of a file knows beside it: the officer's own label, the titles of the forms, and what he may see."""

from __future__ import annotations

from nansen.casefile import access
from nansen.casefile.model import Case, Subject
from nansen.desk.draw.model import Reader
from nansen.desk.forms import build
from nansen.desk.middleware import AtTheDesk
from nansen.office import attach, may, read


def of(request: AtTheDesk, case: Case) -> Reader:
    """Return the reader of a case for the pages that draw it."""
    who = request.officer
    subject = Subject(file=case.file, kind=case.kind, site=case.site)
    return Reader(
        officers=read.names({entry.by for entry in case.entries} | {who.staff}),
        forms={name: str(table["title"]) for name, table in build.tables().items()},
        sight=access.sight(who, subject, purpose=request.purpose, rules=access.shipped()),
        adding=build.adding(case.kind, may.forms(who, case.kind, case.site, case.file, purpose=request.purpose)),
        picturing=attach.terms_of(who, case.kind, case.site, case.file, purpose=request.purpose),
    )
