"""The translations are kept in step: found where they are marked, kept when the sources move, compiled, checked."""

from __future__ import annotations

import gettext
import re
import runpy
from pathlib import Path
from types import SimpleNamespace

import pytest

ROOT = Path(__file__).parents[2]
tool = SimpleNamespace(**runpy.run_path(str(ROOT / "tools" / "translations.py")))

CODE = """
from django.utils.translation import gettext as _, gettext_noop, ngettext, pgettext
LABELS = {1: gettext_noop("a witness")}
def say(count, name):
    return _("Kept as entry %(number)d.") + _(name) + pgettext("law", "bar") + gettext_noop(
        ngettext("one file", "%(count)d files", count)
    )
"""
PAGE = """<main>
    {% if one %}<p title="{% translate 'Pages' %}">it's {{ _("Search") }}</p>
  {% else %}{% include "x.html" with label=_("Wish") %}
      {% blocktranslate count total=all %}One page{% plural %}{{ total }} pages, 100 %{% endblocktranslate %}
      {% endif %}
</main>"""
TABLE = """
[[group]]
name = "wish"
label = "Wishes"
[[group.term]]
name = "wish.reason"
label = "Why"
help = "He owes no reason."
source = "CAT 3"
[list.yes_no]
yes = "Yes"
"""


@pytest.fixture
def place(tmp_path: Path) -> Path:
    source = tmp_path / "src"
    (source / "terms").mkdir(parents=True)
    (source / "labels.py").write_text(CODE)
    (source / "page.html").write_text(PAGE)
    (source / "terms" / "wish.toml").write_text(TABLE)
    return tmp_path


def collect(place: Path) -> tuple[str, ...]:
    return tool.collect(place / "src", place / "locale")


def catalogue(place: Path, language: str = "fr") -> Path:
    return place / "locale" / language / "LC_MESSAGES" / "django.po"


def translate(place: Path, source: str, said: str) -> None:
    file = catalogue(place)
    before = f'msgid "{source}"\nmsgstr ""'
    assert before in file.read_text()
    file.write_text(file.read_text().replace(before, f'msgid "{source}"\nmsgstr "{said}"'))


def test_texts_are_found_in_code_in_templates_and_in_tables(place: Path) -> None:
    found = {(text.context, text.singular, text.plural) for text in tool.texts(place / "src")}

    assert found == {
        (None, "a witness", None),
        (None, "Kept as entry %(number)d.", None),
        (None, "one file", "%(count)d files"),
        ("law", "bar", None),
        (None, "Pages", None),
        (None, "Search", None),
        (None, "Wish", None),
        (None, "One page", "%(total)s pages, 100 %%"),
        (None, "Wishes", None),
        (None, "Why", None),
        (None, "He owes no reason.", None),
        (None, "Yes", None),
    }


def test_of_the_rule_pack_the_sentences_and_the_steps_are_words_too(tmp_path: Path) -> None:
    rules = tmp_path / "src" / "law" / "rules"
    rules.mkdir(parents=True)
    (rules / "3_contact.toml").write_text(
        '[[rule]]\nid = "gc3-70"\ntitle = "Two cards"\ntext = """Within a week. """\nnote = "He is helped."\n'
        'ground = ["GC III 70"]\nsteps = [{ name = "protecting_power", fulfilled_by = ["sent"] }]\n'
    )
    (rules.parent / "profile.toml").write_text(
        '[policy.lead]\nvalue = "PT24H"\nlabel = "Due from"\nsource = "Policy"\n'
    )
    (rules.parent.parent / "terms.toml").write_text('note = "A note to lawyers."\n')

    found = {text.singular for text in tool.texts(tmp_path / "src")}

    assert found == {"Two cards", "Within a week.", "He is helped.", "protecting power", "Due from"}


def test_collecting_twice_changes_nothing_the_second_time(place: Path) -> None:
    assert collect(place) == tool.LANGUAGES
    first = catalogue(place).read_bytes()

    assert collect(place) == ()
    assert catalogue(place).read_bytes() == first


def test_a_catalogue_holds_neither_dates_nor_line_numbers_nor_paths_of_a_machine(place: Path) -> None:
    collect(place)

    text = catalogue(place).read_text()
    assert "nansen/terms/wish.toml" in text
    assert not re.search(r"Date:|Generated-By|\.(py|html|toml):\d|" + re.escape(str(place)), text)


def test_a_translation_outlives_the_moving_and_the_return_of_its_text(place: Path) -> None:
    collect(place)
    translate(place, "Why", "Pourquoi")
    table = place / "src" / "terms" / "wish.toml"

    table.write_text(TABLE.replace('label = "Why"', 'label = "The reason"'))
    collect(place)
    assert '#~ msgstr "Pourquoi"' in catalogue(place).read_text()

    table.write_text(TABLE)
    (place / "src" / "page.html").write_text("{% translate 'Why' %}")
    collect(place)
    assert 'msgid "Why"\nmsgstr "Pourquoi"' in catalogue(place).read_text()
    assert "#~" not in catalogue(place).read_text()


def test_a_compiled_catalogue_speaks_the_language(place: Path) -> None:
    collect(place)
    translate(place, "Why", "Pourquoi")

    assert tool.compile_(place / "locale") == len(tool.LANGUAGES)
    french = gettext.translation("django", place / "locale", ["fr"])
    assert french.gettext("Why") == "Pourquoi"
    assert french.gettext("Wishes") == "Wishes"


def test_a_text_not_yet_translated_is_counted_and_is_no_fault(place: Path) -> None:
    collect(place)
    translate(place, "Why", "Pourquoi")

    faults, lacking = tool.check(place / "src", place / "locale")

    assert faults == []
    assert lacking == {"uk": 12, "ko": 12, "ru": 12, "fr": 11, "ar": 12}


def test_a_new_text_makes_every_catalogue_stale(place: Path) -> None:
    collect(place)
    (place / "src" / "more.html").write_text("{% translate 'More' %}")

    faults, _ = tool.check(place / "src", place / "locale")

    assert faults == [f"{code}: not up to date with the sources: run `make messages`" for code in tool.LANGUAGES]


@pytest.mark.parametrize("said", ["Entrée.", "Entrée %(numero)d.", "Entrée %(number)d %(number)d.", "{} %(number)d"])
def test_a_translation_with_other_placeholders_is_a_fault(place: Path, said: str) -> None:
    collect(place)
    translate(place, "Kept as entry %(number)d.", said)

    faults, _ = tool.check(place / "src", place / "locale")

    assert faults == ["fr: 'Kept as entry %(number)d.': expected ['%(number)d'] in every form"]


def test_a_form_of_a_plural_may_leave_the_number_out_where_the_source_does(place: Path) -> None:
    collect(place)
    file = catalogue(place)
    one_and_many = 'msgid_plural "%(count)d files"\nmsgstr[0] ""\nmsgstr[1] ""'
    said = one_and_many.replace('[0] ""', '[0] "un dossier"').replace('[1] ""', '[1] "%(count)d dossiers"')
    assert one_and_many in file.read_text()
    file.write_text(file.read_text().replace(one_and_many, said))

    assert tool.check(place / "src", place / "locale")[0] == []


def test_the_catalogues_of_nansen_hold_the_words_of_its_tables_and_pages() -> None:
    said = {text.singular for text in tool.texts(tool.SOURCE)}

    assert {"Capture card", "Who he says he is", "the person himself", "What he wants", "Sign out"} <= said
    assert {
        "Two capture cards within a week",
        "Taken prisoner",
        "A duty counts as due from this long before its limit",
    } <= said
