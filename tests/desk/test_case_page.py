"""The templates of the case file and of an entry: every value with its source, nothing inline, nothing unescaped."""

from __future__ import annotations

import datetime as dt
import re

import pytest
from django.template import Context, Template
from django.template.loader import render_to_string
from django.utils import translation
from tests.desk.invented import FILE, READER, case, entry, of, said

from nansen.casefile.model import Case
from nansen.desk.draw import casefile
from nansen.ledger.model import Act, Leaf
from nansen.statements.model import Manner, Speaker
from nansen.statements.values import Code

NASTY = "<script>alert(1)</script>\" onload='x"


def page(whole: Case, language: str = "en") -> str:
    with translation.override(language):
        drawn = casefile.view(whole, reader=READER)
        shown = {"view": drawn, "file": FILE, "kind_label": "captive", "site": "north", "read": 57}
        return render_to_string("case.html", {**shown, "forms": [("wish", "Wish")]})


def whole() -> Case:
    first = entry(
        1,
        said("person.full_name", "Ri Kang", text=NASTY, lang="ko"),
        said("person.name_original", "리강"),
        said("person.birth_date", "1999"),
        said("person.birth_date", "2001", Speaker.FAMILY),
        said("person.eyes", "brown"),
        said("service.rank", "declined"),
        said("custody.custodian", "A brigade", Speaker.CAPTOR, item="a"),
        said("wish.wish", "unwilling_to_return", manner=Manner.NODDED, item="w", interpreter="NIS-1"),
        said("document.name_on_it", "Кан Антон", Speaker.PAPER, Manner.PRINTED, item="p", lang="ru"),
        said("capture.at", "2025-01", Speaker.CAPTOR),
    )
    second = entry(2, said("person.eyes", "unknown", withdraws=f"{1:032x}.4", text=NASTY), said("person.build", NASTY))
    return case(first, second)


@pytest.mark.parametrize("language", ["en", "uk", "ko", "ru", "fr", "ar"])
def test_the_page_is_whole_in_every_language_and_holds_nothing_inline(language: str) -> None:
    html = page(whole(), language)

    assert f'<html lang="{language}"' in html
    assert '<bdi lang="ko">리강</bdi>' in html
    assert not re.search(r"\sstyle=|\son[a-z]+=[\"']|<style|<script(?![^>]* src=)", html)


def test_what_people_said_is_never_markup() -> None:
    html = page(whole())

    assert "<script>alert" not in html
    assert html.count("&lt;script&gt;alert(1)&lt;/script&gt;&quot; onload=&#x27;x") >= 3  # wording, reason, value


def test_every_value_has_its_source_beside_it_with_its_entry_and_its_proof() -> None:
    html = page(whole())

    answers = re.findall(r'<div class="case-answer [^>]*>(.*?)</details>', html, re.DOTALL)
    assert len(answers) >= 15
    for answer in answers:
        assert re.search(
            r'href="/entry/[12]/">[12]</a>, <a class="govuk-link" href="/entry/[12]/proof/" download', answer
        )


def test_struck_contested_and_absent_answers_are_told_by_words_as_well() -> None:
    html = page(whole())

    assert "<del><bdi>brown</bdi></del>" in html
    assert "Withdrawn in entry 2:" in html
    assert "contested</strong>" in html
    assert "<bdi>declined</bdi>" in html
    assert "Photo withheld (Art. 13)" in html
    assert "This stops every return" in html


def test_no_name_stands_in_the_title() -> None:
    (title,) = re.findall(r"<title>(.*?)</title>", page(whole()))

    assert title == "File 7c1e90ab - Nansen"


def test_a_file_without_a_name_says_so_and_offers_the_forms() -> None:
    html = page(of(said("person.surname", "declined")))

    assert "No name known" in html
    assert f'href="/file/{FILE}/form/wish/"' in html


def test_an_entry_shows_its_statements_and_what_the_world_sees_of_it() -> None:
    opened = whole()
    drawn = casefile.of_entry(opened, 2, reader=READER)
    shown = {"number": 2, "done": casefile.done(opened.entries[1], reader=READER), "facts": drawn, "file": FILE}

    html = render_to_string("entry.html", {**shown, "leaf": Leaf(Act.ACT, "2025-01-11T08Z", bytes(32)), "read": 58})

    assert "An earlier statement is withdrawn" in html
    assert 'href="/entry/2/proof/"' in html
    assert "2025-01-11T08Z" in html
    assert "0" * 64 in html
    assert "Ri Kang" not in html


def test_the_filters_show_values_names_and_times() -> None:
    template = Template(
        "{% load nansen %}{{ code|in_words:'person.nationality' }}, {{ name|bdi:'ko' }}, {{ name|bdi }}, "
        "{{ at|moment }}, {{ on|day }}"
    )
    at = dt.datetime(2025, 1, 9, 14, 30, tzinfo=dt.UTC)

    shown = template.render(Context({"code": Code("KP"), "name": "<리강>", "at": at, "on": at.date()}))

    assert shown == (
        'North Korea, <bdi lang="ko">&lt;리강&gt;</bdi>, <bdi>&lt;리강&gt;</bdi>, '
        "9 January 2025, 14:30 UTC, 9 January 2025"
    )
