"""The pages of the rules and the policies: everything a rule says, how sure we are of it, and who changed a number."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

import pytest
from django.test import Client
from django.utils import translation
from tests.conftest import Bureau

from nansen.desk.draw import policies as drawn
from nansen.desk.draw import rule_words
from nansen.desk.draw import rules as draw
from nansen.law import acts, rulebook, view
from nansen.law.model import Book, Clock, Duration, Effect, Level, Rule
from nansen.office import lawbook, policies, prove
from nansen.office.lawbook import Signature

SignIn = Callable[..., Client]
BOOK = lawbook.book()
VERDICTS = re.compile(r"\b(un)?lawful(ly|ness)?\b|\b(il)?legal(ly|ity)\b", re.IGNORECASE)


def page(rule: str, book: Book = BOOK) -> draw.Page:
    with translation.override("en"):
        return draw.page(book.rules[rule], book=book, profile=book.profile)


def with_rule(rule: Rule) -> Book:
    return replace(BOOK, rules={**BOOK.rules, rule.id: rule})


def test_every_rule_of_the_pack_can_be_shown() -> None:
    for rule in BOOK.rules.values():
        shown = page(rule.id)

        assert shown.text, rule.id
        assert shown.section != rule_words.file(rule.where), rule.id
        assert bool(shown.owed) is (rule.effect is Effect.DUTY), rule.id
        assert bool(shown.acts) is bool(rule.on), rule.id


def test_every_word_that_a_rule_may_use_has_its_words() -> None:
    assert set(rule_words.BINDS) == acts.BINDS
    assert set(rule_words.EFFECTS) == set(Effect)
    assert set(rule_words.MEANT) == set(Level)
    assert set(rule_words.CLOCKS) == set(Clock)
    assert set(rule_words.SIGNATURES) == set(Signature)


def test_no_word_of_these_pages_is_a_verdict() -> None:
    effects = [words for told in rule_words.EFFECTS.values() for words in told]
    said = [*effects, *rule_words.MEANT.values(), *rule_words.SEEN.values(), *rule_words.BINDS.values()]

    assert [words for words in said if VERDICTS.search(words)] == []


def test_the_index_holds_each_rule_once_by_section() -> None:
    with translation.override("en"):
        sections = draw.index(BOOK)

    cards = [card.id for section in sections for card in section.cards]
    assert sorted(cards) == sorted(BOOK.rules)
    assert len(sections) == len({rule_words.file(rule.where) for rule in BOOK.rules.values()})
    assert sections[0].title == "Status, protection, questioning, images"


def test_the_index_can_be_of_one_effect_and_level() -> None:
    with translation.override("en"):
        sections = draw.index(BOOK, effect="HOLD", level="policy")

    cards = [card for section in sections for card in section.cards]
    assert cards
    assert {(card.effect.code, card.level.code) for card in cards} == {("HOLD", "policy")}


def test_a_number_says_whose_it_is() -> None:
    treaty, soonest = page("gc3-70-capture-card").owed[0], page("gc3-4-status-basis").owed[0]

    assert (treaty.name, treaty.when, treaty.clock, treaty.policy) == (
        "Central Tracing Agency", "within 7 days", "treaty", "",
    )  # fmt: skip
    assert (soonest.when, soonest.clock, soonest.policy, soonest.value) == (
        "within 3 days", "our reading of “as soon as possible”; policy", "status_category", "P3D",
    )  # fmt: skip


def test_a_clock_of_the_page_is_the_one_that_the_office_set() -> None:
    rule = BOOK.rules["gc3-70-capture-card-soonest"]
    profile = view.changed(BOOK.profile, "card_from_capture", "P3M")

    with translation.override("en"):
        (owed,) = draw.page(rule, book=BOOK, profile=profile).owed

    assert (owed.when, owed.value) == ("within 3 months", "P3M")


def test_what_comes_back_says_how_often() -> None:
    assert page("gc3-76-censor-review").owed[0].every == "then again within 7 days of the last time"
    assert page("gc3-31-monthly").owed[0].every == "then again within 1 month of the last time"


@pytest.mark.parametrize(
    ("length", "words"),
    [
        (Duration(months=3), "3 months"),
        (Duration(months=1, seconds=86400), "1 month 1 day"),
        (Duration(seconds=36 * 3600), "1 day 12 hours"),
        (Duration(), "0 minutes"),
    ],
)
def test_a_length_of_time_is_told_in_words(length: Duration, words: str) -> None:
    with translation.override("en"):
        assert rule_words.length(length) == words


@pytest.mark.parametrize(("written", "words"), [("PT48H", "2 days"), ("KP RU", ""), ("10", ""), ("", "")])
def test_only_a_length_of_time_is_told_as_one(written: str, words: str) -> None:
    with translation.override("en"):
        assert rule_words.written(written) == words


def test_who_may_lift_a_stop_is_said_and_that_nobody_may() -> None:
    bar, hold = "gc3-118-unwilling", next(rule for rule in BOOK.rules.values() if rule.released_by and rule.on)
    two = next(rule for rule in BOOK.rules.values() if rule.overridable and rule.effect is Effect.BAR)
    done = next(rule for rule in BOOK.rules.values() if rule.effect is Effect.HOLD and rule.on and not rule.released_by)

    assert page(bar).lifted == "Nobody can lift it; it ends only when the facts change."
    assert page(hold.id).lifted.startswith("May be lifted, with a reason, by: ")
    assert page(two.id).lifted == "Two officers together may go past it."
    assert page(done.id).lifted == "It ends when the step is done."
    assert page("gc3-70-capture-card").lifted == ""


def test_conditions_stand_as_they_are_written_with_how_they_are_joined() -> None:
    rule = BOOK.rules["gc3-118-unwilling"]
    shown = page(rule.id).conditions

    written = [*(c.words for c in rule.conditions.when), *(c.words for c in rule.conditions.any)]
    assert [clause for part in shown for clause in part.written][: len(written)] == written
    assert {part.joined for part in shown} <= {
        "All of these hold", "At least one of these holds", "None of these holds",
    }  # fmt: skip


def test_reservations_stand_at_the_article_that_they_are_about() -> None:
    of_12 = replace(BOOK.rules["gc3-70-capture-card"], id="of-12", ground=("GC III 12(2)",))
    of_120 = replace(of_12, id="of-120", ground=("GC III 120(1)", "GC IV 12"))
    of_85 = replace(of_12, id="of-85", ground=("GC III 85",))

    twelve, others, eighty_five = (page(rule.id, with_rule(rule)).reserved for rule in (of_12, of_120, of_85))

    wanted = sum(party.reservation == "12" for party in BOOK.parties)
    assert (len(twelve), others) == (wanted, ())
    assert {one.article for one in twelve} == {"12"}
    assert "" in {one.article for one in eighty_five}  # withdrawn, and still worth knowing


def test_a_policy_shows_its_changes_the_last_first_and_which_one_is_in_force() -> None:
    earlier = drawn.Change("PT12H", "12 hours", "First.", "A. Orlan", "", 1)
    last = drawn.Change("PT36H", "1 day 12 hours", "Then.", "B. Lind", "", 2)
    wrong = drawn.Change("soon", "", "By another way.", "B. Lind", "", 3)
    policy = BOOK.profile.policies["lead"]

    with translation.override("en"):
        row = drawn._row(policy, "PT36H", [wrong, last, earlier])

    assert (row.shipped, row.value, row.standing, row.earlier) == ("PT24H", "PT36H", last, (wrong, earlier))


@pytest.mark.db
def test_a_rule_page_says_pack_file_line_and_that_counsel_has_not_read_it(sign_in: SignIn) -> None:
    rule = BOOK.rules["gc3-70-capture-card"]
    shown = sign_in("registrar", "intake").get(f"/rules/{rule.id}/").content.decode()

    assert "Not reviewed by counsel." in shown
    assert "signed by this office" in shown
    assert all(words in shown for words in (BOOK.version, BOOK.hash[:12], rule.where, rule.title, rule.text.strip()))
    assert f'href="/due/list/?rule={rule.id}"' in shown
    assert f'hx-get="/due/counts/?rule={rule.id}"' in shown


@pytest.mark.db
def test_a_pack_that_counsel_has_read_says_by_whom_and_a_changed_one_says_so(
    sign_in: SignIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    client = sign_in("registrar", "intake")
    monkeypatch.setattr(rulebook, "shipped", lambda: replace(BOOK, reviewed_by="Dr. L. Ahn", hash="f" * 64))

    for address in ("/rules/", "/rules/gc3-70-capture-card/"):
        shown = client.get(address).content.decode()
        assert "Not reviewed by counsel" not in shown
        assert "Reviewed by Dr. L. Ahn." in shown
        assert "changed since this office signed it" in shown


@pytest.mark.db
def test_rules_are_read_by_everyone_and_unknown_ones_are_not_there(sign_in: SignIn) -> None:
    client = sign_in("auditor", "audit")

    assert client.get("/rules/").content.decode().count('class="rule-card"') == len(BOOK.rules)
    assert client.get("/rules/", {"effect": "NONE", "level": "?"}).content.decode().count('class="rule-card"') == len(
        BOOK.rules
    )
    assert client.get("/rules/no-such-rule/").status_code == 404
    assert Client().get("/rules/").status_code == 302


@pytest.mark.db
def test_a_decider_changes_a_policy_and_everyone_reads_why(bureau: Bureau, sign_in: SignIn) -> None:
    decider = sign_in("decider", "legal")
    sent = {"do": "change", "name": "lead", "value": "PT36H", "reason": "The nights are long.", "once": "b" * 32}

    answer = decider.post("/policies/", sent)

    assert (answer.status_code, answer["Location"]) == (302, "/policies/")
    assert lawbook.profile().value("lead") == "PT36H"
    size = prove.size()
    assert decider.post("/policies/", sent).status_code == 302  # sent again: kept once
    assert prove.size() == size
    shown = sign_in("registrar", "intake").get("/policies/").content.decode()
    row = shown[shown.index('id="lead"') : shown.index('id="at_once"')]
    assert all(words in row for words in ("PT36H", "PT24H", "The nights are long.", bureau["decider"].label))
    assert 'id="change"' not in shown
    assert 'class="govuk-button" name="do"' not in shown


@pytest.mark.db
@pytest.mark.parametrize(
    ("sent", "fields"),
    [
        ({"name": "lead", "value": "soon", "reason": ""}, ["id_value", "id_reason"]),
        ({"name": "weight_loss_percent", "value": "P7D", "reason": "So."}, ["id_value"]),
        ({"name": "", "value": "P7D", "reason": "So."}, ["id_name"]),
        ({"name": lawbook.PACK, "value": "2026.11", "reason": "So."}, ["id_name"]),
        ({"name": "lead", "value": "P1D", "reason": "x" * 5000}, ["id_reason"]),
    ],
)
def test_all_that_is_wrong_with_a_change_is_told_at_once_and_nothing_is_kept(
    sign_in: SignIn, sent: dict[str, str], fields: list[str]
) -> None:
    client = sign_in("decider", "legal")

    answer = client.post("/policies/", {"do": "change", **sent})

    page = answer.content.decode()
    assert answer.status_code == 422
    assert re.findall(r'<a href="#(id_\w+)">', page) == fields
    assert lawbook.profile() == BOOK.profile
    assert sent["value"] in page


@pytest.mark.db
def test_who_may_not_set_policies_is_refused(sign_in: SignIn) -> None:
    client = sign_in("registrar", "intake")
    size = prove.size()

    for sent in ({"do": "sign"}, {"do": "change", "name": "lead", "value": "P1D", "reason": "So."}):
        assert client.post("/policies/", sent).status_code == 403

    assert prove.size() == size


@pytest.mark.db
def test_a_changed_pack_is_offered_for_signing_to_who_may(
    bureau: Bureau, sign_in: SignIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    client = sign_in("decider", "legal")
    assert 'value="sign"' not in client.get("/policies/").content.decode()
    monkeypatch.setattr(rulebook, "shipped", lambda: replace(BOOK, hash="e" * 64))

    assert 'value="sign"' in client.get("/policies/").content.decode()
    assert client.post("/policies/", {"do": "sign"}).status_code == 302

    shown = client.get("/policies/").content.decode()
    assert lawbook.signature() is Signature.SIGNED
    assert 'value="sign"' not in shown
    assert bureau["decider"].label in shown
    assert client.post("/policies/", {"do": "burn"}).status_code == 422


@pytest.mark.db
def test_the_offices_own_words_are_kept_from_the_markup(bureau: Bureau, sign_in: SignIn) -> None:
    policies.change(
        "lead", "PT36H", reason="<script>alert(1)</script>", officer=bureau["decider"], purpose="legal", now=bureau.now
    )

    shown = sign_in("registrar", "intake").get("/policies/").content.decode()

    assert "<script>alert(1)" not in shown
    assert "&lt;script&gt;alert(1)" in shown
