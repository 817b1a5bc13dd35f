"""An item of an earlier entry, as a form goes on with it: a stage of custody ends, a paper is looked at again."""

from __future__ import annotations

from nansen.casefile.model import Case, Line
from nansen.desk.draw import words
from nansen.desk.forms.model import Earlier, Standing
from nansen.errors import NotFound
from nansen.statements import terms


def of(case: Case, on: str) -> Earlier:
    """Return the item to which a statement of this case belongs, with all that stands in it.

    What belongs to no item has an empty key; no form goes on with it. Raises NotFound where the case shows no such
    statement. Linear in the statements.
    """
    found = next((line for line in case.lines.values() if any(said.statement.id == on for said in line.said)), None)
    if found is None:
        raise NotFound("There is no such item.")
    group = found.term.partition(".")[0]
    beside = (line for line in case.lines.values() if line.item == found.item and line.term.startswith(f"{group}."))
    return Earlier(on=on, key=found.item, group=group, standing={line.term: _standing(line) for line in beside})


def _standing(line: Line) -> tuple[Standing, ...]:
    term = terms.shipped().by_name.get(line.term)
    return tuple(Standing(said.statement.id, words.value(said.statement.value, term)) for said in line.standing)
