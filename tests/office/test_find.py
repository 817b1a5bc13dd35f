"""Search and boards: a reader finds what he may see, at once; of the rest nothing is told, not even how much."""

from __future__ import annotations

import dataclasses
import datetime as dt

import pytest
from tests.conftest import NOW, Bureau
from tests.office import forms, writers

from nansen.casefile.model import Officer
from nansen.errors import Rejected
from nansen.office import find, read, register, write
from nansen.statements.model import Act, Entry, Kind, Sensitivity, Statement
from nansen.statements.values import Code, Date, Name, Text

pytestmark = pytest.mark.db


def search(query: str, officer: Officer, purpose: str = "intake") -> find.Page:
    return find.by_words(query, officer=officer, purpose=purpose, now=NOW)


def files(page: find.Page) -> list[str]:
    return [item.file for item in page.found]


def test_a_reader_finds_his_own_write_at_once(bureau: Bureau) -> None:
    assert files(search("kim", bureau["registrar"])) == []

    kept = forms.opened(bureau["registrar"], "Kim Chol")

    assert files(search("KIM", bureau["registrar"])) == [kept.file]
    assert files(find.recent(officer=bureau["registrar"], purpose="intake", now=NOW)) == [kept.file]


def test_a_name_that_was_replaced_is_found_no_more_and_the_new_one_is(bureau: Bureau) -> None:
    kept = forms.opened(bureau["registrar"], "Kim Chol")
    mended = dataclasses.replace(forms.said("person.full_name", Name("Rim Song")), replaces=kept.statements[0].id)
    assert files(search("chol", bureau["registrar"])) == [kept.file]

    write.record(forms.capture(bureau["registrar"], mended, file=kept.file), officer=bureau["registrar"])

    assert files(search("chol", bureau["registrar"])) == []
    assert files(search("song", bureau["registrar"])) == [kept.file]


def test_what_another_process_wrote_is_found_at_once(bureau: Bureau) -> None:
    mine = forms.opened(bureau["registrar"], "Kim Chol")
    assert files(search("kim", bureau["registrar"])) == [mine.file]

    told = writers.start(bureau["registrar"], 3).told()

    recent = find.recent(officer=bureau["registrar"], purpose="intake", now=NOW)
    assert set(files(recent)) == {file for _, _, file in told} | {mine.file}


def test_another_site_s_file_is_found_by_nobody_here(bureau: Bureau) -> None:
    theirs = forms.opened(bureau["registrar2"], "Kim Chol")
    mine = forms.opened(bureau["registrar"], "Kim Su")

    page = search("kim", bureau["registrar"])
    board = find.recent(officer=bureau["registrar"], purpose="intake", now=NOW)
    asked = find.these(frozenset({theirs.file, mine.file}), officer=bureau["registrar"], purpose="intake", now=NOW)
    site = find.recent(officer=bureau["registrar"], purpose="intake", now=NOW, site="south")

    assert [files(found) for found in (page, board, asked, site)] == [[mine.file], [mine.file], [mine.file], []]
    assert not any(found.more for found in (page, board, asked, site))
    assert files(search("kim", bureau["registrar2"])) == [theirs.file]
    assert set(files(search("kim", bureau["tracing"], "tracing"))) == {theirs.file, mine.file}


@pytest.mark.parametrize("purpose", ["care", "", "no such purpose"])
def test_for_a_purpose_that_is_not_his_nothing_is_searched(bureau: Bureau, purpose: str) -> None:
    forms.opened(bureau["registrar"], "Kim Chol")
    before = forms.counts()

    with pytest.raises(Rejected, match="a purpose of this officer's roles"):
        search("kim", bureau["registrar"], purpose)

    assert forms.counts() == before


def test_a_word_that_is_withheld_from_the_reader_matches_nothing(bureau: Bureau) -> None:
    # Given a pseudonymous view: the doctor of the file may search, and sees of it no name
    kept = forms.opened(bureau["registrar"], "Kim Chol", forms.said("health.state", Code("sick")))
    doctor = dataclasses.replace(bureau["medical"], assigned=frozenset({kept.file}))

    assert files(search("kim", doctor, "care")) == []
    (seen,) = find.recent(officer=doctor, purpose="care", now=NOW).found
    assert seen.row == {"opened": "2026-03-01", "changed": "2026-03-01T22:15:00Z", "names": [], "state": "sick"}


def test_who_may_read_a_file_and_not_search_finds_nothing(bureau: Bureau) -> None:
    kept = forms.opened(bureau["registrar"], "Kim Chol")
    interpreter = dataclasses.replace(
        bureau["interviewer"], roles=frozenset({"interpreter"}), assigned=frozenset({kept.file})
    )

    assert read.case(kept.file, officer=interpreter, purpose="protection", now=NOW).case.lines
    assert files(search("kim", interpreter, "protection")) == []
    assert find.recent(officer=interpreter, purpose="protection", now=NOW).found == ()


def test_one_word_of_two_that_is_withheld_hides_the_file(bureau: Bureau) -> None:
    paper = forms.said("document.number", Text("AB12345"), item="paper")
    kept = forms.opened(bureau["registrar"], "Kim Chol")
    (_,) = write.record(
        forms.capture(bureau["registrar"], paper, file=kept.file, form="papers"), officer=bureau["registrar"]
    )
    row = register.rows([kept.file])[kept.file][1]
    (number,) = row["numbers"]
    assert number["level"] > Sensitivity.S2

    assert files(search("kim ab12", bureau["registrar"])) == [kept.file]
    assert files(search("kim", bureau["tracing"], "tracing")) == [kept.file]
    assert files(search("kim ab12", bureau["tracing"], "tracing")) == []


def test_what_is_shown_of_a_row_is_what_the_reader_may_see(bureau: Bureau) -> None:
    said: list[Statement] = [
        forms.said("person.birth_date", Date(*(2 * [NOW.date().replace(year=1999)]))),
        forms.said("health.state", Code("sick")),
    ]
    kept = forms.opened(bureau["registrar"], "Kim Chol", *said)
    hears = dataclasses.replace(bureau["interviewer"], assigned=frozenset({kept.file}))
    write.record(
        forms.capture(hears, *forms.wish("stay"), file=kept.file, form="wish", purpose="protection"), officer=hears
    )

    (mine,) = search("kim", bureau["registrar"]).found
    (heard,) = search("kim", bureau["protection"], "protection").found

    assert "wish" not in mine.row
    assert "state" not in mine.row
    assert mine.row["birth"] == [["1999-03-01", "1999-03-01"]]
    assert heard.row["wish"]["code"] == "stay"
    assert heard.row["stopped"] == [""]


def heard_by_protection(bureau: Bureau, file: str, *said: Statement, later: int = 1) -> Entry:
    """Keep a wish form of the protection officer so many hours later."""
    officer = bureau["protection"]
    entry = forms.capture(officer, *said, file=file, form="wish", purpose="protection")
    (kept,) = write.record(dataclasses.replace(entry, at=NOW + dt.timedelta(hours=later)), officer=officer)
    return kept


def test_a_stopped_man_is_stopped_whatever_he_said_last(bureau: Bureau) -> None:
    kept = forms.opened(bureau["registrar"], "Kim Chol")
    where = forms.said("wish.destination", Code("KP"), item="first")
    heard_by_protection(bureau, kept.file, *forms.wish("unwilling_to_return", item="first"), where)
    heard_by_protection(bureau, kept.file, *forms.wish("undecided", item="second"), later=2)

    page = search("kim", bureau["protection"], "protection")

    (seen,) = page.found
    assert (seen.row["wish"]["code"], seen.row["stopped"]) == ("undecided", ["KP"])
    assert register.entry(page.read).opened == Sensitivity.S4


def test_a_man_who_wants_to_return_is_not_stopped(bureau: Bureau) -> None:
    kept = forms.opened(bureau["registrar"], "Kim Chol")
    heard_by_protection(bureau, kept.file, *forms.wish("return"))

    (seen,) = search("kim", bureau["protection"], "protection").found

    assert (seen.row["wish"]["code"], seen.row["stopped"]) == ("return", [])


def test_who_hears_a_wish_himself_sees_none_on_his_board(bureau: Bureau) -> None:
    kept = forms.opened(bureau["registrar"], "Kim Chol")
    hears = dataclasses.replace(bureau["interviewer"], assigned=frozenset({kept.file}))
    heard_by_protection(bureau, kept.file, *forms.wish("unwilling_to_return"))

    page = search("kim", hears, "protection")

    (seen,) = page.found
    assert seen.row["names"]
    assert not {"wish", "stopped", "holds"} & seen.row.keys()
    assert register.entry(page.read).opened == Sensitivity.S2


def test_a_wish_that_protection_writes_down_changes_nothing_on_the_registrar_s_board(bureau: Bureau) -> None:
    officer = bureau["registrar"]
    said = [forms.capture(officer, *forms.named(name)) for name in ("Kim Chol", "Kim Su")]
    older, newer = (
        write.record(dataclasses.replace(entry, at=NOW + dt.timedelta(minutes=turn)), officer=officer)[0]
        for turn, entry in enumerate(said)
    )

    def pages() -> list[tuple[find.Found, ...]]:
        both = frozenset({older.file, newer.file})
        return [
            find.recent(officer=officer, purpose="intake", now=NOW).found,
            find.recent(officer=officer, purpose="intake", now=NOW, site="north").found,
            find.these(both, officer=officer, purpose="intake", now=NOW).found,
            search("kim", officer).found,
        ]

    before = pages()
    heard_by_protection(bureau, older.file, *forms.wish("unwilling_to_return"))

    assert pages() == before
    assert [[item.file for item in found] for found in before] == [[newer.file, older.file]] * 4
    assert [item.row["changed"] for item in before[0]] == ["2026-03-01T22:16:00Z", "2026-03-01T22:15:00Z"]
    # What he may know of does change both.
    mark = forms.capture(officer, forms.said("person.marks", Text("a scar")), file=older.file)
    write.record(dataclasses.replace(mark, at=NOW + dt.timedelta(hours=3)), officer=officer)
    assert [[item.file for item in found] for found in pages()] == [[older.file, newer.file]] * 4
    assert pages()[0][0].row["changed"] == "2026-03-02T01:15:00Z"


def test_more_than_fifty_says_more_and_fifty_does_not(bureau: Bureau) -> None:
    officer = bureau["registrar"]
    write.record(*[forms.capture(officer, *forms.named(f"Kim Nr{n}")) for n in range(50)], officer=officer)

    full = search("kim", officer)
    forms.opened(officer, "Kim Last")
    over = search("kim", officer)

    assert (len(full.found), full.more) == (50, False)
    assert (len(over.found), over.more) == (50, True)
    assert len(register.entry(over.read).shown) == 50


def test_how_many_others_there_are_is_not_told(bureau: Bureau) -> None:
    theirs = bureau["registrar2"]
    write.record(*[forms.capture(theirs, *forms.named(f"Kim Nr{n}")) for n in range(60)], officer=theirs)
    mine = forms.opened(bureau["registrar"], "Kim Chol")

    page = search("kim", bureau["registrar"])

    assert (files(page), page.more) == ([mine.file], False)
    assert not find.recent(officer=bureau["registrar"], purpose="intake", now=NOW).more


def test_every_page_is_a_read_of_the_ids_that_it_shows(bureau: Bureau) -> None:
    kept = forms.opened(bureau["registrar"], "Kim Chol")

    officer = bureau["registrar"]
    asked = find.recent
    pages = (
        (lambda: search(" Kim ", officer), "search", (kept.file,), Sensitivity.S2, "Kim"),
        (lambda: search("nobody", officer), "search", (), None, "nobody"),
        (lambda: search("", officer), "search", (), None, ""),
        (lambda: search("x" * 999, officer), "search", (), None, "x" * 200),
        (lambda: search("a\ud800\x00\u202e\u2066\u200cb", officer), "search", (), None, "a????\u200cb"),
        (lambda: asked(officer=officer, purpose="intake", now=NOW), "read:desk", (kept.file,), Sensitivity.S2, ""),
    )

    for ask, action, shown, level, query in pages:
        page = ask()
        entry = register.entry(page.read)
        assert page.read == forms.last()
        assert (entry.act, entry.file, entry.form) == (Act.READ, officer.staff, action)
        assert (entry.purpose, entry.shown, entry.opened) == ("intake", shown, level)
        assert entry.reason == query


QUERIES = {
    "a blank": "",
    "spaces": " \t\n ",
    "smileys": "🙂🙃 👨‍👩‍👧",
    "ten thousand signs": "x" * 10_000,
    "two thousand words": "kim " * 2_000 + "zzz",
    "wildcards": "% _ * ? [a-z] kim%",
    "quotation": "kim' OR '1'='1 \" ; DROP TABLE person; --",
    "a null": "kim\x00chol",
    "controls": "\x01\x1b[31m\x7f\u200e\u202e",
    "half a character": "\ud800",
    "the last character": "\U0010ffff",
    "marks alone": "\u0301\u0308",
}


@pytest.mark.parametrize("query", QUERIES.values(), ids=QUERIES)
def test_any_query_is_answered(bureau: Bureau, query: str) -> None:
    kept = forms.opened(bureau["registrar"], "Rim Song")

    page = search(query, bureau["registrar"])

    assert (page.found, page.more) == ((), False)
    assert files(search("song rim", bureau["registrar"])) == [kept.file]


@pytest.mark.parametrize(
    "query", ["김철수", "철수", "kim chol", "chol KIM", "ki", "k k k k k k k k", "  Kim  ", "ＫＩＭ"]
)
def test_it_is_found_by_any_of_its_words_in_any_order(bureau: Bureau, query: str) -> None:
    original = forms.said("person.name_original", Name("김철수"))
    kept = forms.opened(bureau["registrar"], "Kim Chol", original)
    forms.opened(bureau["registrar"], "Rim Song")

    assert files(search(query, bureau["registrar"])) == [kept.file]


def test_one_letter_many_times_does_not_hide_a_file_behind_one_of_many_names(
    bureau: Bureau, monkeypatch: pytest.MonkeyPatch
) -> None:
    aliases = [forms.said("person.alias", Name(f"Ka{n}")) for n in range(9)]
    plain = forms.opened(bureau["registrar"], "Kim Kol")
    many = forms.opened(bureau["registrar"], "Kim Kol", *aliases)
    monkeypatch.setattr(find, "LOOKED_AT_MAX", 100)

    assert files(search("k k k kim ko", bureau["registrar"])) == sorted([many.file, plain.file], reverse=True)


def test_the_kinds_that_are_asked_for_are_found_and_staff_never(bureau: Bureau) -> None:
    kept = forms.opened(bureau["registrar"], "Tkach", kind=Kind.REMAINS)

    assert files(search("tkach", bureau["registrar"])) == [kept.file]
    captives = find.by_words(
        "tkach", officer=bureau["registrar"], purpose="intake", now=NOW, kinds=frozenset({Kind.CAPTIVE})
    )
    assert files(captives) == []


def test_a_page_of_more_than_fifty_named_files_is_cut_and_says_so(bureau: Bureau) -> None:
    officer = bureau["registrar"]
    kept = write.record(*[forms.capture(officer, *forms.named(f"Kim Nr{n}")) for n in range(51)], officer=officer)

    page = find.these(frozenset(entry.file for entry in kept), officer=officer, purpose="intake", now=NOW)

    assert (len(page.found), page.more) == (50, True)


def test_refusals_hold_no_words_of_the_query(bureau: Bureau) -> None:
    with pytest.raises(Rejected) as refusal:
        forms.opened(bureau["registrar"], "9 9 9")

    assert "9 9 9" not in str(refusal.value)
