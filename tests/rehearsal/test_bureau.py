from __future__ import annotations

import datetime as dt
import hashlib
import os
import subprocess
import sys
from collections import Counter
from collections.abc import Sequence

import pytest

from nansen.casefile import custody, fold, identity, wishes
from nansen.casefile.model import Case, Grade, Standing, Worth
from nansen.errors import Rejected
from nansen.rehearsal import bureau
from nansen.statements import canonical, terms
from nansen.statements.model import PERSONS, Act, Entry, Kind, Manner, Speaker
from nansen.statements.values import Absence, Absent, Code, Date, Name, Precision, Text, Value

Files = Sequence[Sequence[Entry]]
Span = tuple[dt.datetime, dt.datetime]
# Terms that stand on no form are the office's own: only its verb of sending writes them, as the form `message`.
SENT = ("message",)
DIGEST = """
import datetime as dt, hashlib
from nansen.rehearsal import bureau
from nansen.statements import canonical
officers = bureau.Officers(registrar="1" * 32, interviewer="2" * 32)
start, now = (dt.datetime(year, 1, 1, tzinfo=dt.UTC) for year in (2025, 2026))
stream = bureau.entries(7, 60, officers=officers, start=start, now=now)
print(hashlib.sha256(b"".join(map(canonical.encode, stream))).hexdigest())
"""


def digest(seed: int, officers: bureau.Officers, span: Span) -> str:
    stream = bureau.entries(seed, 60, officers=officers, start=span[0], now=span[1])
    return hashlib.sha256(b"".join(map(canonical.encode, stream))).hexdigest()


def test_the_same_seed_gives_the_same_bytes_and_another_seed_others(officers: bureau.Officers, span: Span) -> None:
    first, again, other = (digest(seed, officers, span) for seed in (1, 1, 2))

    assert first == again != other


def test_the_same_seed_gives_the_same_bytes_in_another_process() -> None:
    runs = [
        subprocess.run(
            [sys.executable, "-c", DIGEST],
            env=os.environ | {"PYTHONHASHSEED": hash_seed},
            capture_output=True,
            check=True,
            text=True,
        ).stdout
        for hash_seed in ("1", "2")
    ]

    assert len(runs[0].strip()) == 64
    assert runs[0] == runs[1]


def test_the_entries_of_a_file_come_together_and_in_the_order_of_time(files: Files, span: Span) -> None:
    ids = [entry.id for entries in files for entry in entries]

    assert len({entries[0].file for entries in files}) == len(files) == 600
    assert len(set(ids)) == len(ids)
    for entries in files:
        times = [entry.at for entry in entries]
        assert times == sorted(times)
        assert span[0] <= times[0]
        assert times[-1] <= span[1]
        assert len({(entry.kind, entry.site) for entry in entries}) == 1


def test_every_entry_passes_the_checks_of_a_kept_entry(files: Files) -> None:
    known = terms.shipped()
    for entries in files:
        case = fold.start(entries[0].file, entries[0].kind)
        for entry in entries:
            fold.check(case, entry, dictionary=known)
            case = fold.on(case, entry, dictionary=known)


def test_every_statement_stands_on_a_form_that_asks_for_it(files: Files) -> None:
    known = terms.shipped()
    strays = {
        (entry.form, statement.term)
        for entries in files
        for entry in entries
        for statement in entry.statements
        if entry.form not in (known.term(statement.term).forms or SENT)
    }

    assert strays == set()


def test_every_entry_comes_back_from_its_bytes(files: Files) -> None:
    for entries in files:
        for entry in entries:
            assert canonical.decode(canonical.encode(entry)) == entry


def test_seven_in_ten_files_are_of_captives(files: Files) -> None:
    shares = Counter(entries[0].kind for entries in files)

    assert set(shares) == PERSONS | {Kind.PLACE, Kind.REQUEST}
    assert shares[Kind.CAPTIVE] / 600 == pytest.approx(0.70, abs=0.05)
    assert shares[Kind.SOUGHT] / 600 == pytest.approx(0.15, abs=0.04)
    assert shares[Kind.OURS] / 600 == pytest.approx(0.10, abs=0.04)
    assert shares[Kind.REMAINS] / 600 == pytest.approx(0.05, abs=0.03)
    assert shares[Kind.REQUEST] / 600 == pytest.approx(0.02, abs=0.015)
    assert shares[Kind.PLACE] == 5


def test_most_files_are_of_the_first_site_and_every_site_has_some(files: Files) -> None:
    sites = Counter(entries[0].site for entries in files)

    assert sites["north"] / 600 == pytest.approx(0.60, abs=0.06)
    assert set(sites) == {"north", "south", "east"}


def test_each_form_is_written_by_the_officer_whose_it_is(files: Files, officers: bureau.Officers) -> None:
    by_form = {(entry.form, entry.by, entry.purpose) for entries in files for entry in entries}

    assert by_form == {
        ("capture", officers.registrar, "intake"),
        ("papers", officers.registrar, "intake"),
        ("custody", officers.registrar, "intake"),
        ("kin", officers.registrar, "intake"),
        ("death", officers.registrar, "intake"),
        ("effects", officers.registrar, "intake"),
        ("measure", officers.registrar, "intake"),
        ("mail", officers.registrar, "intake"),
        ("transfer", officers.registrar, "intake"),
        ("camp", officers.registrar, "intake"),
        ("interview", officers.interviewer, "identification"),
        ("wish", officers.interviewer, "protection"),
        ("medical", officers.medical, "care"),
        ("health", officers.medical, "care"),
        ("mmc", officers.medical, "care"),
        ("risk", officers.protection, "protection"),
        ("tracing", officers.tracing, "tracing"),
        ("enquiry", officers.tracing, "tracing"),
        ("message", officers.tracing, "notification"),
    }
    assert {(entry.act, entry.form == "message") for entries in files for entry in entries} == {
        (Act.ACT, False),
        (Act.MESSAGE, True),
    }


def test_a_captive_begins_with_his_capture_form(files: Files) -> None:
    first = {entries[0].form for entries in files if entries[0].kind is Kind.CAPTIVE}

    assert first == {"capture"}


def test_a_bureau_has_about_nine_entries_a_file(files: Files) -> None:
    assert 8 < sum(map(len, files)) / len(files) < 9.5


@pytest.mark.parametrize("absence", Absence)
def test_every_reason_for_no_answer_comes_up(files: Files, absence: Absence) -> None:
    values = [one.value for entries in files for entry in entries for one in entry.statements]

    assert values.count(Absent(absence)) > 10


@pytest.mark.parametrize("script", ["Hang", "Cyrl", "Latn"])
def test_names_come_in_every_script_and_many_in_two(files: Files, script: str) -> None:
    per_file = [
        {one.value.script for entry in entries for one in entry.statements if isinstance(one.value, Name)}
        for entries in files
    ]

    assert sum(script in scripts for scripts in per_file) > 30
    assert sum({script} < scripts for scripts in per_file) > 15


@pytest.mark.parametrize("precision", [Precision.DAY, Precision.MONTH, Precision.YEAR, Precision.INTERVAL])
def test_dates_of_birth_are_known_more_and_less_exactly(files: Files, precision: Precision) -> None:
    said = [
        one for entries in files for entry in entries for one in entry.statements if one.term == "person.birth_date"
    ]

    assert sum(isinstance(one.value, Date) and one.value.precision is precision for one in said) > 10


@pytest.mark.parametrize("manner", sorted(set(Manner) - {Manner.OBSERVED, Manner.PRINTED, Manner.ASSESSED}))
def test_wishes_come_in_every_manner(cases: Sequence[Case], manner: Manner) -> None:
    manners = [wish.manner for case in cases for wish in wishes.of(case)]

    assert manners.count(manner) > 3


@pytest.mark.parametrize("grade", Grade)
def test_wishes_come_in_every_grade(cases: Sequence[Case], grade: Grade) -> None:
    grades = [wish.grade for case in cases for wish in wishes.of(case)]

    assert grades.count(grade) > 5


@pytest.mark.parametrize("code", [*terms.shipped().lists["wish"].labels])
def test_every_wish_comes_up(cases: Sequence[Case], code: str) -> None:
    wanted = [wish.code for case in cases for wish in wishes.of(case)]

    assert wanted.count(code) > 3


def test_one_captive_in_nine_reaches_the_highest_grade_by_saying_it_again_a_week_later(cases: Sequence[Case]) -> None:
    captives = [case for case in cases if case.kind is Kind.CAPTIVE]

    settled = sum(any(wish.grade is Grade.G3 for wish in wishes.of(case)) for case in captives)

    assert settled / len(captives) == pytest.approx(0.11, abs=0.03)


def test_wishes_contradict_each_other_and_some_hold_a_return(cases: Sequence[Case]) -> None:
    captives = [case for case in cases if case.kind is Kind.CAPTIVE]

    assert sum(any(wish.contradicts for wish in wishes.of(case)) for case in captives) > 12
    assert 0.1 < sum(bool(wishes.holds(case)) for case in captives) / len(captives) < 0.4
    assert {len(wishes.of(case)) for case in captives} == {0, 1, 2, 3, 4}


def test_custody_has_one_to_four_stages_and_some_gaps(cases: Sequence[Case]) -> None:
    # A beginning that is known to the day may look a day later than it was; a gap of a day and a half is one.
    gap_max = dt.timedelta(hours=36)
    chains = [custody.chain(case, gap_max=gap_max) for case in cases if case.kind is Kind.CAPTIVE]
    stages = [stage for chain in chains for stage in chain]

    assert {len(chain) for chain in chains} <= {0, 1, 2, 3, 4}
    assert sum(len(chain) == 4 for chain in chains) > 20
    assert 0.04 < sum(stage.gap_before is not None for stage in stages) / len(stages) < 0.25
    assert not any(stage.contested for stage in stages)


@pytest.mark.parametrize("worth", Worth)
def test_papers_are_of_every_worth(cases: Sequence[Case], worth: Worth) -> None:
    papers = [
        one for case in cases for one in identity.hypotheses(case) if one.basis == "on_paper" and one.worth is worth
    ]

    assert len(papers) > 5


def test_statements_are_contested_replaced_and_withdrawn(cases: Sequence[Case]) -> None:
    contested = {line.term for case in cases for line in case.lines.values() if line.contested}
    standing = Counter(said.standing for case in cases for line in case.lines.values() for said in line.said)

    assert {"person.birth_date", "service.rank", "person.surname"} <= contested
    assert not {"captive.camp", "tracing.last_news", "tracing.last_news_on"} & contested
    assert min(standing[how] for how in Standing) > 10


def test_a_captive_may_claim_one_power_and_carry_the_papers_of_another(cases: Sequence[Case]) -> None:
    pairs: Counter[tuple[Value, ...]] = Counter()
    for case in cases:
        lines = [case.line("power.country", item) for item in case.items("power")]
        pairs[tuple(line.last.statement.value for line in lines if line and line.last)] += 1

    assert pairs[Code("KP"), Code("RU")] > 5


def test_some_who_are_sought_are_captives_of_ours(files: Files) -> None:
    numbers: dict[Kind, set[str]] = {Kind.CAPTIVE: set(), Kind.SOUGHT: set()}
    for entries in files:
        for entry in entries:
            for one in entry.statements:
                if one.term in {"service.number", "service.unit"} and isinstance(one.value, Text):
                    numbers.setdefault(entry.kind, set()).add(one.value.text)

    assert len(numbers[Kind.CAPTIVE] & numbers[Kind.SOUGHT]) > 10


def test_everybody_speaks_for_himself_and_others_for_him(files: Files) -> None:
    speakers = {one.source.speaker for entries in files for entry in entries for one in entry.statements}

    assert speakers == set(Speaker) - {Speaker.CAPTOR, Speaker.PUBLISHED}


def test_a_bureau_without_files_is_empty(officers: bureau.Officers, span: Span) -> None:
    assert list(bureau.entries(1, 0, officers=officers, start=span[0], now=span[1])) == []


def test_a_short_span_leaves_no_file_without_an_entry(officers: bureau.Officers, span: Span) -> None:
    now = span[1]

    stream = bureau.entries(3, 80, officers=officers, start=now - dt.timedelta(hours=1), now=now)

    assert len({entry.file for entry in stream}) == 80


def test_a_bureau_without_an_hour_is_refused(officers: bureau.Officers, span: Span) -> None:
    start = span[1] - dt.timedelta(minutes=59)

    with pytest.raises(Rejected, match="start: expected a time an hour or more before now, found a later one"):
        next(bureau.entries(1, 1, officers=officers, start=start, now=span[1]))


def test_nobody_is_spoken_to_at_night_and_no_file_begins_between_two_minutes(files: Files) -> None:
    said = [
        one.said_at
        for entries in files
        for entry in entries
        if entry.form in {"interview", "wish"}
        for one in entry.statements
        if one.said_at
    ]

    assert said
    assert {moment.first.hour for moment in said} <= set(range(8, 20))
    assert {entries[0].at.second for entries in files} == {0}
