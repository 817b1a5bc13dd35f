"""What the page of a case shows: every value in its place, with who said it, and nothing that is not known."""

from __future__ import annotations

from dataclasses import replace

import pytest
from tests.desk.invented import ALL, READER, WRITER, case, entry, of, said

from nansen.casefile import access
from nansen.casefile.model import Officer, Sight
from nansen.desk.draw import casefile, facts, provenance
from nansen.desk.draw.model import Mark, Reader, Row, State, Tone
from nansen.statements import terms
from nansen.statements.model import Kind, Manner, Sensitivity, Speaker

CAPTOR, FAMILY, PAPER, OFFICER = Speaker.CAPTOR, Speaker.FAMILY, Speaker.PAPER, Speaker.OFFICER
PRINTED, REPORTED, OBSERVED, NODDED = Manner.PRINTED, Manner.REPORTED, Manner.OBSERVED, Manner.NODDED
FIRST = f"{1:032x}.0"


def test_the_provenance_of_a_value_says_who_how_when_and_who_wrote_it_down() -> None:
    spoken = said(
        "person.occupation", "baker", words="", interpreter="NIS-1", text="пекар", lang="uk", at="2025-01-11T08:10Z"
    )
    (line,) = of(spoken).lines.values()

    shown = provenance.of(line.said[0], reader=READER)

    assert (shown.short, shown.cited, shown.entry) == ("the person himself, spoken", "entry 1", 1)
    assert shown.rows == (
        Row("Said by", "the person himself"),
        Row("How", "spoken"),
        Row("Interpreter", "NIS-1"),
        Row("In his words", "“пекар” (Ukrainian)", "uk"),
        Row("Said or so since", "11 January 2025, 08:10 UTC"),
        Row("Written down", "11 January 2025, 08:14 UTC"),
        Row("By officer", "I. Tkach"),
        Row("On the form", "Capture card"),
        Row("For", "Intake and registration (GC III 17, 18, 122)"),
    )


def test_an_officer_without_a_label_is_named_by_eight_digits_and_a_speaker_by_his_words() -> None:
    (line,) = of(said("person.birth_date", "09.01.1999", FAMILY, REPORTED, words="a cousin")).lines.values()

    rows = {row.label: row.words for row in provenance.of(line.said[0], reader=Reader()).rows}

    assert rows["By officer"] == WRITER[:8]
    assert rows["On the form"] == "capture"
    assert rows["Said by"] == "the family (a cousin)"
    assert rows["As typed"] == "09.01.1999"
    assert rows["Said or so since"] == "no time given"


def test_what_was_withdrawn_or_replaced_is_struck_with_its_reason() -> None:
    first = entry(1, said("person.eyes", "brown"), said("person.hair", "black"), said("person.build", "slim"))
    second = entry(
        2,
        said("person.eyes", "unknown", withdraws=FIRST, text="Another man's file."),
        said("person.hair", "brown", replaces=f"{1:032x}.1"),
        said("person.build", "unknown", withdraws=f"{1:032x}.2"),
    )

    (group,) = casefile.view(case(first, second), reader=READER).groups
    build, eyes, hair = group.blocks[0].facts

    (gone,) = eyes.answers
    assert (gone.words, gone.state) == ("brown", State.WITHDRAWN)
    assert gone.note == "Withdrawn in entry 2: Another man's file."
    assert [(one.words, one.state) for one in hair.answers] == [("black", State.REPLACED), ("brown", State.STANDS)]
    assert [one.note for one in hair.answers] == ["Replaced in entry 2.", ""]
    assert build.answers[0].note == "Withdrawn in entry 2; no reason is given."


def test_contested_answers_are_both_shown_and_absent_ones_are_words() -> None:
    whole = of(
        said("person.birth_date", "1999"), said("person.birth_date", "2001", FAMILY), said("person.sex", "unknown")
    )

    sex, born = casefile.view(whole, reader=READER).groups[0].blocks[0].facts

    assert [one.words for one in born.answers] == ["1999", "2001"]
    assert born.contested
    assert (sex.answers[0].words, sex.answers[0].state) == ("unknown", State.ABSENT)


def test_what_is_withheld_keeps_its_label_and_nothing_else() -> None:
    whole = of(said("person.religion", "none of yours"), said("person.sex", "male"))
    low = Sight(seen=True, areas={"*": Sensitivity.S1})
    cut = access.withhold(whole, low, officer=_officer(), dictionary=terms.shipped())

    page = casefile.view(cut, reader=replace(READER, sight=low))

    (sex, religion) = page.groups[0].blocks[0].facts
    assert (religion.label, religion.answers, religion.withheld) == ("Religion", (), True)
    assert sex.answers[0].words == "Male"
    assert "none of yours" not in repr(page)


def test_every_name_has_its_basis_and_a_paper_its_worth() -> None:
    whole = of(
        said("person.full_name", "Ri Kang"),
        said("person.name_original", "리강", manner=Manner.WRITTEN),
        said("person.name_by_others", "Ri Kang", Speaker.WITNESS, words="a comrade"),
        said("document.name_on_it", "Кан Антон", PAPER, PRINTED, item="a", lang="ru"),
        said("document.kind", "military_id", OFFICER, OBSERVED, item="a"),
        said("document.status", "anothers", OFFICER, Manner.ASSESSED, item="a"),
        said("document.status_reason", "The picture is not his.", OFFICER, Manner.ASSESSED, item="a"),
        said("document.kind", "letter", OFFICER, OBSERVED, item="b"),
    )

    page = casefile.view(whole, reader=READER)

    assert {name.words: (name.lang, [basis.words for basis in name.bases]) for name in page.head.names} == {
        "리강": ("ko", ["said by himself"]),
        "Ri Kang": ("und-Latn", ["said by himself", "given by others"]),
        "Кан Антон": ("ru", ["on a paper"]),
    }
    assert page.head.names[-1].bases[0].mark == Mark("another's", Tone.WARN)
    assert [(paper.title, paper.mark and paper.mark.words) for paper in page.papers] == [
        ("Military identity book or card", "another's"),
        ("Letter, note or diary", "worth unknown"),
    ]
    assert "The picture is not his." in repr(page.papers[0].facts)


def test_a_paper_whose_worth_is_contested_says_so_and_one_of_no_kind_is_a_paper() -> None:
    whole = of(
        said("document.status", "false", OFFICER, item="a"),
        said("document.status", "genuine", Speaker.EXPERT, item="a"),
    )

    (paper,) = casefile.view(whole, reader=READER).papers

    assert (paper.title, paper.mark) == ("A paper", Mark("worth contested", Tone.WARN))


def test_the_powers_stand_apart_from_the_nationality_each_with_its_basis() -> None:
    whole = of(
        said("person.nationality", "UA"),
        said("power.country", "KP", item="a"),
        said("power.basis", "claimed", item="a"),
        said("power.country", "RU", PAPER, PRINTED, item="b"),
        said("power.grounds", "none", item="c"),
    )

    nationality, powers = casefile.view(whole, reader=READER).head.facts

    assert [one.words for one in nationality.answers] == ["Ukraine"]
    assert [one.words for one in powers.answers] == ["North Korea (He says so)", "Russia"]


def test_the_chain_of_custody_shows_its_gap_and_where_he_is_now() -> None:
    whole = of(
        said("custody.custodian", "A brigade", CAPTOR, item="a"),
        said("custody.began", "2025-01-09T06:30Z", CAPTOR, item="a"),
        said("custody.ended", "2025-01-09T19:00Z", CAPTOR, item="a"),
        said("custody.place", "Kyiv", OFFICER, item="b"),
        said("custody.began", "2025-01-11T21:15Z", OFFICER, item="b"),
        said("custody.kind", "camp", OFFICER, item="c"),
    )

    first, second, third = casefile.view(whole, reader=READER).custody

    assert (first.title, first.place, first.gap, first.now) == ("A brigade", "place not named", "", False)
    assert first.when == "9 January 2025, 06:30 UTC to 9 January 2025, 19:00 UTC"
    assert (second.title, second.place, second.gap) == ("custodian not named", "Kyiv", "2 days 2 hours")
    assert (second.when, second.now) == ("since 11 January 2025, 21:15 UTC", True)
    assert third.when == "since an unknown time"


def test_a_withheld_chain_is_no_gap_in_silence() -> None:
    whole = of(said("custody.custodian", "A brigade", CAPTOR, item="a"))
    low = Sight(seen=True, areas={"*": Sensitivity.S1})
    cut = access.withhold(whole, low, officer=_officer(), dictionary=terms.shipped())

    page = casefile.view(cut, reader=READER)

    assert page.custody_withheld
    assert page.custody[0].title == "Withheld"


def test_the_timeline_shows_what_is_known_of_each_time() -> None:
    whole = of(
        said("capture.at", "2025-01", CAPTOR, REPORTED),
        said("custody.began", "2025-02-03", OFFICER, item="a"),
        said("wish.wish", "undecided", item="w", at="2025-03-04T10:00Z"),
        said("interview.orders", "To hold.", item="i", at="2025-03-05"),
    )

    shown = [(m.when, m.label, m.answer.words) for m in casefile.view(whole, reader=READER).timeline]

    assert shown == [
        ("January 2025", "Taken prisoner, when", ""),
        ("3 February 2025", "Custody: From", ""),
        ("4 March 2025, 10:00 UTC", "What he wants", "Undecided"),
        ("5 March 2025", "Interviews", ""),
    ]


def test_what_the_capture_card_asks_and_nobody_has_answered_is_listed() -> None:
    whole = of(
        said("person.surname", "declined"), said("person.first_names", "Taras"), said("kin.name", "Olha", item="k")
    )

    rows = facts.unknown(whole, reader=READER)

    assert Row("Surname", "declined") in rows
    assert Row("Date of birth", "") in rows
    assert Row("State of health", "") in rows
    assert Row("Next of kin: Address", "") in rows
    assert Row("Capture cards", "") in rows  # of which nothing is known: one row, not five
    assert {"First names", "Next of kin: Name"}.isdisjoint({row.label for row in rows})


@pytest.mark.parametrize(
    "sight",
    [
        Sight(seen=True, areas={"*": Sensitivity.S4, "health": Sensitivity.S1}, own_first=frozenset({"contact"})),
        Sight(seen=True, areas={"intake": Sensitivity.S4}),
    ],
)
def test_of_what_may_be_hidden_from_the_reader_the_page_does_not_say_that_nobody_knows_it(sight: Sight) -> None:
    whole = of(said("person.sex", "male"))
    if "*" in sight.areas:
        sight = replace(sight, areas={**{group.terms[0].area: Sensitivity.S4 for group in terms.shipped().groups}})
        sight = replace(sight, areas={**sight.areas, "health": Sensitivity.S1})

    labels = {row.label for row in facts.unknown(whole, reader=replace(READER, sight=sight))}

    assert "Surname" in labels
    assert labels.isdisjoint({"State of health", "Next of kin", "Capture cards"})


def test_files_of_people_not_held_have_no_capture_card_to_fill() -> None:
    sought = replace(of(said("person.sex", "male")), kind=Kind.SOUGHT)

    page = casefile.view(sought, reader=READER)

    assert (page.unknown, page.wish) == ((), None)


def test_an_entry_shows_its_own_statements_alone_and_a_withdrawal_as_what_it_is() -> None:
    first = entry(1, said("person.eyes", "brown"))
    second = entry(
        2, said("person.eyes", "unknown", withdraws=FIRST, text="Another man's."), said("kin.name", "Olha", item="k")
    )

    eyes, kin = casefile.of_entry(case(first, second), 2, reader=READER)

    (withdrawal,) = eyes.answers
    assert (withdrawal.words, withdrawal.note) == ("An earlier statement is withdrawn", "Another man's.")
    assert (kin.label, kin.answers[0].words) == ("Next of kin: Name", "Olha")


def test_an_act_of_which_form_and_purpose_are_withheld_says_so() -> None:
    shown = casefile.done(replace(entry(3), form="", purpose=""), reader=READER)

    assert (shown.number, shown.form, shown.purpose, shown.by) == (3, "Withheld", "Withheld", "I. Tkach")


def test_the_page_of_nobody_in_particular_shows_what_it_is_given() -> None:
    page = casefile.view(of(said("person.sex", "male")))

    assert page.groups[0].blocks[0].facts[0].answers[0].words == "Male"
    assert ALL.seen


def _officer() -> Officer:
    return Officer(staff="b" * 32, label="R. Amon", roles=frozenset({"registrar"}), site="north")
