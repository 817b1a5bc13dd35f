"""A case as rules look at it: terms of the trigger's item, events once each, what is planned apart from what was."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import replace

from tests.law import pack, writing

from nansen.casefile import fold
from nansen.casefile.model import Case
from nansen.law import clauses, view
from nansen.law.model import Conditions, Happening
from nansen.law.view import View
from nansen.statements import terms

NOW = dt.datetime(2025, 1, 20, 12, tzinfo=dt.UTC)


def seen(*lines: str, events: str = "") -> View:
    return view.of(writing.case(lines), now=NOW, book=pack.book(events=events))


def conditions(**lists: list[str]) -> Conditions:
    made = {
        key: tuple(clauses.parse(words, dictionary=terms.shipped(), where="here") for words in lists.get(key, []))
        for key in ("when", "any", "unless")
    }
    return Conditions(**made)


def times(found: tuple[Happening, ...]) -> list[tuple[str, str]]:
    return [(one.first.isoformat()[:16], one.last.isoformat()[:16]) for one in found]


def test_a_term_of_the_triggers_group_is_that_of_its_item_and_any_other_that_of_the_file() -> None:
    here = seen("custody.kind = camp @a", "custody.kind = transit @b", "person.surname = Kim")
    item = next(iter(here.items["custody"]))
    one = view.on(here, item, "custody")

    assert view.words(one, "custody.kind") == {"camp"}
    assert view.words(here, "custody.kind") == {"camp", "transit"} == view.words_all(one, "custody.kind")
    assert view.answered(one, "person.surname")
    assert not view.answered(one, "person.first_names")
    assert view.whole(here) is here


def test_what_bears_a_group_is_all_of_its_terms() -> None:
    here = seen("custody.kind = camp @a", "custody.custodian = Camp @a", "person.surname = Kim")

    assert len(list(view.borne(here, "custody"))) == 2
    assert len(list(view.borne(here, "custody.kind"))) == 1


def test_conditions_hold_with_all_of_when_one_of_any_and_none_of_unless() -> None:
    here = seen("custody.kind = camp @a", "captive.papers_found = no")
    camp, escort, papers = "custody.kind is camp", "custody.kind is escort", "papers_missing"

    assert view.holds(here, conditions())
    assert view.holds(here, conditions(when=[camp, papers]))
    assert not view.holds(here, conditions(when=[camp, escort]))
    assert view.holds(here, conditions(any=[camp, escort]))
    assert not view.holds(here, conditions(any=[escort]))
    assert not view.holds(here, conditions(unless=[escort, camp]))
    assert view.holds(here, conditions(unless=[escort]))


def test_an_event_is_one_for_each_item_that_meets_its_conditions_by_time() -> None:
    here = seen(
        "custody.kind = camp @a", "custody.began = 2025-01-15 @a",
        "custody.kind = transit @b", "custody.began = 2025-01-11T10:00Z @b",
        "custody.kind = escort @c", "custody.began = 2025-01-10 @c",
        "custody.kind = camp @d",
    )  # fmt: skip

    assert times(view.events(here, "came")) == [
        ("2025-01-11T10:00", "2025-01-11T10:00"),
        ("2025-01-15T00:00", "2025-01-15T23:59"),
    ]
    assert view.events(here, "came") is view.events(here, "came")


def test_two_reports_of_one_capture_are_one_event_between_all_their_bounds() -> None:
    here = seen("capture.at = 2025-01-09 by captor", "capture.at = 2025-01-08 by himself")

    assert times(view.events(here, "captured")) == [("2025-01-08T00:00", "2025-01-09T23:59")]


def test_of_a_term_that_keeps_many_times_each_is_an_event() -> None:
    here = seen("measure.reviewed_on = 2025-01-17 @m", "measure.reviewed_on = 2025-01-10 @m")

    assert [one.first.day for one in view.events(here, "reviewed")] == [10, 17]


def test_what_is_to_come_is_an_event_but_has_not_happened() -> None:
    here = seen("legal.trial_at = 2025-03-01T09:00Z @l", "legal.trial_at = 2025-01-10T09:00Z @k")

    assert [one.first.month for one in view.events(here, "trial")] == [1, 3]
    assert [one.first.month for one in view.past(here, "trial")] == [1]


def test_an_event_without_a_time_takes_that_of_the_writing_that_made_its_conditions_true() -> None:
    here = seen(
        "effects.kind = money @e recorded 2025-01-12T00:00Z",
        "effects.found_by = Corporal @e recorded 2025-01-14T00:00Z",
        "effects.kind = money @f",
        "effects.kind = badge @g",
        "effects.found_by = Corporal @g",
    )

    assert times(view.events(here, "receipt")) == [("2025-01-14T00:00", "2025-01-14T00:00")]


NEVER = """
[empty]
of = "custody"
at_or_recorded = true
when = ["custody.place is not given"]
[shaky]
of = "file"
at_or_recorded = true
any = ["identity_contested", "papers_false"]
[dated]
of = "card"
at = "card.sent_on"
at_or_recorded = true
when = ["card.to is family"]
"""


def test_an_event_that_nothing_bears_has_no_time_and_is_none() -> None:
    here = seen("custody.kind = camp @a", events=NEVER)

    assert view.events(here, "empty") == ()


def test_the_time_of_writing_of_a_finding_is_that_of_what_it_reads() -> None:
    here = seen("person.surname = Kim", "person.surname = Ri recorded 2025-01-13T00:00Z", events=NEVER)

    assert times(view.events(here, "shaky")) == [("2025-01-12T00:00", "2025-01-12T00:00")]


def test_of_several_ways_the_one_that_was_written_first_dates_an_event() -> None:
    papers = ("document.status = false @d recorded 2025-01-11T00:00Z", "document.status = anothers @e")
    here = seen(*papers, "person.surname = Kim recorded 2025-01-13T00:00Z", "person.surname = Ri", events=NEVER)

    assert times(view.events(here, "shaky")) == [("2025-01-11T00:00", "2025-01-11T00:00")]


def test_a_time_that_is_written_goes_before_the_time_of_writing() -> None:
    here = seen("card.to = family @c", "card.sent_on = 2025-01-03 @c", "card.to = family @d", events=NEVER)

    assert times(view.events(here, "dated")) == [
        ("2025-01-03T00:00", "2025-01-03T23:59"),
        ("2025-01-12T00:00", "2025-01-12T00:00"),
    ]


def test_what_counts_for_a_trigger_comes_after_it_or_is_of_its_matter() -> None:
    here = seen("legal.prosecution_decided_on = 2025-01-10 @l", "legal.trial_at = 2025-01-05T09:00Z @l")
    (since,), (trial,) = view.events(here, "prosecuted"), view.events(here, "trial")

    assert not view.counts(view.at(here, since), trial)
    assert view.counts(view.at(here, since, same=True), trial)
    assert view.counts(here, trial)


def test_a_changed_policy_keeps_its_label_and_an_unknown_one_has_its_name() -> None:
    profile = pack.book().profile

    lowered = view.changed(view.changed(profile, "soon", "P9D"), "new", "x")

    assert (lowered.value("soon"), lowered.policies["soon"].label, lowered.value("new")) == ("P9D", "Soon", "x")
    assert (profile.value("soon"), profile.value("nothing")) == ("P2D", "")
    assert view.policy(seen(), "soon") == "P2D"


CORRECTED = """
[noted]
of = "file"
at_or_recorded = true
when = ["captive.papers_found is no"]
[named]
of = "file"
at_or_recorded = true
when = ["person.surname is given"]
"""


def replaced(case: Case, line: str, *, of: int) -> Case:
    """Return a case in which the first line that was ever written is replaced by another, that day."""
    old = case.entries[of].id
    entry = writing._entry(line.rpartition(" recorded ")[2], [_match(line)], case.kind, number=9, items={})
    said = tuple(replace(one, replaces=f"{old}.0") for one in entry.statements)
    return fold.on(case, replace(entry, statements=said), dictionary=terms.shipped())


def _match(line: str) -> re.Match[str]:
    found = writing._LINE.fullmatch(line)
    assert found
    return found


def test_a_correction_does_not_move_the_time_of_the_first_writing() -> None:
    first = writing.case(["person.surname = Kim recorded 2025-01-12T00:00Z"])
    case = replaced(first, "person.surname = Gim recorded 2025-01-15T00:00Z", of=0)
    here = view.of(case, now=NOW, book=pack.book(events=CORRECTED))

    assert times(view.events(here, "named")) == [("2025-01-12T00:00", "2025-01-12T00:00")]


def test_what_first_said_otherwise_does_not_date_an_event_back() -> None:
    first = writing.case(["captive.papers_found = yes recorded 2025-01-12T00:00Z"])
    case = replaced(first, "captive.papers_found = no recorded 2025-01-15T00:00Z", of=0)
    here = view.of(case, now=NOW, book=pack.book(events=CORRECTED))

    assert times(view.events(here, "noted")) == [("2025-01-15T00:00", "2025-01-15T00:00")]
