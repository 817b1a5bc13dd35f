"""The panel of what he wants: it stops what must be stopped, and loses nothing that was said."""

from __future__ import annotations

from dataclasses import replace

import pytest
from tests.desk.invented import READER, case, entry, of, said

from nansen.casefile import grades
from nansen.casefile.model import Grade, Sight
from nansen.desk.draw import wishes
from nansen.desk.draw.model import Tone
from nansen.statements import terms
from nansen.statements.model import Manner, Speaker, Statement

STOPS_ALL = "This stops every return (GC III 109(3), 118; CAT 3; policy on wishes)."


def wish(
    code: str,
    country: str = "",
    at: str = "2025-01-11T12:00Z",
    *,
    speaker: Speaker = Speaker.HIMSELF,
    manner: Manner = Manner.SPOKEN,
    **more: str,
) -> tuple[Statement, ...]:
    """Return the statements of one expression of a wish."""
    item = more.pop("item", "w")
    one = said("wish.wish", code, speaker, manner, item=item, at=at, **more)
    return (one, said("wish.destination", country, item=item, at=at)) if country else (one,)


@pytest.mark.parametrize(
    ("code", "country", "tone", "title", "effect"),
    [
        ("unwilling_to_return", "", Tone.STOP, "He does not want to be returned", STOPS_ALL),
        (
            "unwilling_to_return",
            "KP",
            Tone.STOP,
            "He does not want to be returned to: North Korea",
            STOPS_ALL.replace("every return", "every return to: North Korea"),
        ),
        ("stay", "UA", Tone.STOP, "He wants to stay in: Ukraine", STOPS_ALL),
        ("third_country", "KR", Tone.STOP, "He wants to go to a third country: South Korea", STOPS_ALL),
        ("return", "", Tone.WANT, "He wants to return", ""),
        ("undecided", "", Tone.NONE, "He is undecided", ""),
        ("cannot_communicate", "", Tone.NONE, "He cannot make himself understood", ""),
        ("declined", "", Tone.NONE, "He was asked and declined to say", ""),
    ],
)
def test_the_panel_says_what_he_wants_and_what_it_stops(
    code: str, country: str, tone: Tone, title: str, effect: str
) -> None:
    panel = wishes.of(of(*wish(code, country)), reader=READER)

    assert panel.latest is not None
    assert (panel.tone, panel.latest.title, panel.effect, panel.none) == (tone, title, effect, "")


def test_a_later_wish_to_return_does_not_hide_the_stop_of_an_earlier_one() -> None:
    nodded = entry(1, *wish("unwilling_to_return", manner=Manner.NODDED, interpreter="NIS-1", text="고개", lang="ko"))
    spoken = entry(2, *wish("return", at="2025-02-19"), form="wish", at="2025-02-19T10:00:00Z")

    panel = wishes.of(case(nodded, spoken), reader=READER)

    assert panel.tone is Tone.STOP
    assert panel.effect == STOPS_ALL.replace("This", "An earlier wish still")
    assert [one.title for one in panel.history] == ["He does not want to be returned", "He wants to return"]
    assert [one.contradicts for one in panel.history] == [True, True]
    first = panel.history[0]
    assert first.manner == "nodded, through the interpreter NIS-1"
    assert first.wording is not None
    assert (first.wording.words, first.wording.label, first.wording.lang) == ("고개", "Korean", "ko")
    assert panel.latest == panel.history[1]


def test_an_earlier_unwilling_wish_for_one_state_is_named_with_that_state() -> None:
    first = entry(1, *wish("unwilling_to_return", "KP"))
    later = entry(2, *wish("undecided", at="2025-02-19"), form="wish", at="2025-02-19T10:00:00Z")

    panel = wishes.of(case(first, later), reader=READER)

    assert panel.effect == (
        "An earlier wish still stops every return to: North Korea (GC III 109(3), 118; CAT 3; policy on wishes)."
    )


def test_a_wish_that_was_withdrawn_stays_and_says_by_which_entry() -> None:
    first = entry(1, *wish("unwilling_to_return"))
    (undone,) = wish("unknown", item=f"{1:032x}/w", withdraws=f"{1:032x}.0", text="He was misheard.")

    panel = wishes.of(case(first, entry(2, undone, form="wish")), reader=READER)

    assert panel.tone is Tone.STOP
    assert panel.history[0].later == "Withdrawn in entry 2: He was misheard."


def test_what_is_missing_for_reliance_is_said_in_words() -> None:
    said_by_others = of(*wish("stay", speaker=Speaker.WITNESS, manner=Manner.REPORTED, words="a comrade"))

    (one,) = wishes.of(said_by_others, reader=READER).history

    assert one.manner == "reported; it comes from a witness (a comrade)"
    assert one.grade.startswith("G0")
    assert "that he says it himself" in one.lacks
    assert "that he says it again at least seven days apart" in one.lacks


def test_every_reason_and_grade_that_the_case_file_knows_has_its_words() -> None:
    assert set(wishes.LACKS) == {code for _grade, codes in grades.LADDER for code in codes}
    assert set(wishes.GRADES) == set(Grade)
    listed = set(terms.shipped().lists["wish"].labels)
    assert set(wishes.TITLES) == listed | {"unknown", "declined", "not_asked"}


def test_without_a_wish_the_page_says_what_it_can_tell_and_no_more() -> None:
    nothing = of(said("person.sex", "male"))
    blind = replace(READER, sight=Sight(seen=True, areas={}))

    seen, unseen = wishes.of(nothing, reader=READER), wishes.of(nothing, reader=blind)

    assert seen.none == "Nobody has written down what he wants. Ask him; undecided is an answer too."
    assert unseen.none == "Nothing of what he wants is shown here: none is recorded, or it is not yours to see."
    assert (seen.tone, seen.latest, seen.history) == (Tone.NONE, None, ())
