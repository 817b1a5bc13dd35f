"""Keep the words of Nansen in step with their translations: `collect`, `compile`, `check`.

English is the source: it stands in the code, the templates and the TOML tables. For every other language there is one
`django.po`, which holds what is said there and nothing that changes by itself: no dates, no line numbers, no paths of a
machine. It needs no gettext programs, only what Nansen runs on.
"""

import argparse
import re
import sys
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_python
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.utils.translation.template import templatize

ROOT = Path(__file__).resolve().parent.parent
SOURCE = ROOT / "src" / "nansen"
LOCALE = SOURCE / "desk" / "locale"
LANGUAGES = ("uk", "ko", "ru", "fr", "ar")
WIDTH = 100

# The functions that mark a text, and at which places, from 0, its words stand; those with a p begin with a context.
MARKS: Mapping[str, tuple[int, ...]] = {
    "_": (0,),
    "gettext": (0,),
    "gettext_lazy": (0,),
    "gettext_noop": (0,),
    "ngettext": (0, 1),
    "ngettext_lazy": (0, 1),
    "pgettext": (0, 1),
    "pgettext_lazy": (0, 1),
    "npgettext": (0, 1, 2),
}
# Of a TOML table these keys hold words for people, and so does every value of a table of that name.
WORDS = frozenset({"label", "help", "title", "intro"})
TABLES_OF_WORDS = frozenset({"list", "labels"})
# Of the rule pack a page shows the sentences of a rule too, and the names of its steps.
LAW = "nansen/law/"
LAW_WORDS = WORDS | {"text", "note"}
PLACEHOLDER = re.compile(r"%\(\w+\)[a-z]|%[sd]|\{\w*\}")
HEADER = """\
# The words of Nansen in another language; `make messages` keeps them in step with the sources.
msgid ""
msgstr ""
"Language: {language}\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=utf-8\\n"
"Content-Transfer-Encoding: 8bit\\n"
"Plural-Forms: {plural}\\n"

"""


@dataclass(frozen=True)
class Marked:
    """Hold one text that is shown to people: its context, its singular, its plural, and the file that says it."""

    context: str | None
    singular: str
    plural: str | None
    file: str

    @property
    def id(self) -> str | tuple[str, str]:
        """Return it as Babel names a message: one text, or singular and plural."""
        return self.singular if self.plural is None else (self.singular, self.plural)


def collect(source: Path = SOURCE, locale: Path = LOCALE) -> tuple[str, ...]:
    """Bring every `django.po` up to the sources, keep what is translated, and return the languages that changed."""
    marked = tuple(texts(source))
    changed = []
    for language in LANGUAGES:
        file = po(locale, language)
        text = merged(language, marked, known(file, language))
        if not file.exists() or file.read_text("utf-8") != text:
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text, "utf-8")
            changed.append(language)
    return tuple(changed)


def compile_(locale: Path = LOCALE) -> int:
    """Write a `django.mo` beside every `django.po` and return how many there are."""
    files = sorted(locale.glob("*/LC_MESSAGES/django.po"))
    for file in files:
        with file.with_suffix(".mo").open("wb") as out:
            write_mo(out, known(file, file.parent.parent.name))
    return len(files)


def check(source: Path = SOURCE, locale: Path = LOCALE) -> tuple[list[str], dict[str, int]]:
    """Return what is wrong with the `django.po` files, and how many texts each language still lacks.

    Wrong is a file that `collect` would change, and a translation with other placeholders than its source. A text that
    nobody has translated yet is no fault: the page then shows it in English.
    """
    marked = tuple(texts(source))
    faults, lacking = [], {}
    for language in LANGUAGES:
        file = po(locale, language)
        catalog = known(file, language)
        if not file.exists() or file.read_text("utf-8") != merged(language, marked, catalog):
            faults.append(f"{language}: not up to date with the sources: run `make messages`")
        faults += [f"{language}: {fault}" for message in catalog if (fault := other_placeholders(message))]
        lacking[language] = sum(1 for message in catalog if message.id and not translated(message))
    return faults, lacking


def texts(source: Path) -> Iterator[Marked]:
    """Yield every marked text under `source`, file by file in the order of their paths."""
    readers = {".py": of_python, ".html": of_template, ".txt": of_template, ".toml": of_table}
    for file in sorted(source.rglob("*")):
        place = file.relative_to(source)
        if file.suffix in readers and "built" not in place.parts and file.is_file():
            yield from readers[file.suffix](file.read_text("utf-8"), f"nansen/{place.as_posix()}")


def of_python(code: str, file: str) -> Iterator[Marked]:
    """Yield the marked texts of Python code; a mark on anything but a plain text marks nothing."""
    for _, function, found, _ in extract_python(BytesIO(code.encode()), MARKS, (), {"encoding": "utf-8"}):
        given = found if isinstance(found, tuple) else (found,)
        words = [given[place] for place in MARKS[function] if place < len(given)]
        if len(words) < len(MARKS[function]) or not all(isinstance(word, str) and word for word in words):
            continue
        context = words.pop(0) if "p" in function.partition("gettext")[0] else None
        yield Marked(context, words[0], words[1] if len(words) > 1 else None, file)


def of_template(text: str, file: str) -> Iterator[Marked]:
    """Yield the marked texts of a Django template."""
    # What is not marked is blanked out by Django, line by line; its indentation would not be Python's.
    code = "\n".join(line.lstrip() for line in templatize(text).split("\n"))
    return of_python(code, file)


def of_table(text: str, file: str) -> Iterator[Marked]:
    """Yield the words of a TOML table; of the rule pack its sentences and steps too, as the pages ask for them."""
    table, law = tomllib.loads(text), file.startswith(LAW)
    for words in words_of(table, keys=LAW_WORDS if law else WORDS):
        yield Marked(None, words.strip() if law else words, None, file)
    for rule in table.get("rule", []) if law else []:
        for step in rule.get("steps", []):
            yield Marked(None, step["name"].replace("_", " "), None, file)


def words_of(table: object, *, every: bool = False, keys: frozenset[str] = WORDS) -> Iterator[str]:
    """Yield the texts for people in a table, those under `keys`, or `every` text of a table of labels."""
    if isinstance(table, list):
        for row in table:
            yield from words_of(row, every=every, keys=keys)
    if isinstance(table, dict):
        for key, value in table.items():
            if isinstance(value, str) and value and (every or key in keys):
                yield value
            yield from words_of(value, every=every or key in TABLES_OF_WORDS, keys=keys)


def merged(language: str, marked: Iterable[Marked], old: Catalog) -> str:
    """Return the text of a `django.po`: every marked text, sorted, with its translation where there is one.

    A translation whose text is gone is kept at the end, commented out, and comes back with the text.
    """
    fresh = Catalog(locale=language, charset="utf-8", fuzzy=False)
    for text in marked:
        fresh.add(text.id, context=text.context, locations=[(text.file, 0)])
    live = {key(message) for message in fresh if message.id}
    for message in fresh:
        found = old.get(name(message), message.context) or old.obsolete.get(key(message))
        if message.id and found is not None and translated(found) and isinstance(found.id, type(message.id)):
            message.string = found.string
            message.user_comments = found.user_comments
        message.locations = sorted(set(message.locations))
    for message in (*old, *old.obsolete.values()):
        if message.id and key(message) not in live and translated(message):
            message.locations = []
            fresh.obsolete[key(message)] = message
    out = BytesIO()
    write_po(out, fresh, width=WIDTH, omit_header=True, sort_output=True)
    plural = fresh.plural_forms
    return HEADER.format(language=language, plural=plural) + out.getvalue().decode().strip() + "\n"


def known(file: Path, language: str) -> Catalog:
    """Return the catalogue in a `django.po`, empty where there is none."""
    if not file.exists():
        return Catalog(locale=language)
    with file.open("rb") as text:
        return read_po(text, locale=language)


def po(locale: Path, language: str) -> Path:
    """Return where the translations into a language stand."""
    return locale / language / "LC_MESSAGES" / "django.po"


def name(message: Message) -> str:
    """Return the text by which a message is found: its singular."""
    return message.id if isinstance(message.id, str) else message.id[0]


def key(message: Message) -> str | tuple[str, str]:
    """Return the key of a message as Babel keeps it: its singular, with its context where it has one."""
    return (name(message), message.context) if message.context else name(message)


def translated(message: Message) -> bool:
    """Return whether every form of a message is translated, and by somebody who was sure of it."""
    forms = message.string if isinstance(message.string, tuple | list) else (message.string,)
    return all(forms) and not message.fuzzy


def other_placeholders(message: Message) -> str:
    """Return what is wrong with the placeholders of a translation, or nothing.

    Every form must have those of the plural, or those of the singular: a language may say "one file" without a number.
    """
    if not message.id or not translated(message):
        return ""
    ids = message.id if isinstance(message.id, tuple | list) else (message.id,)
    forms = message.string if isinstance(message.string, tuple | list) else (message.string,)
    wanted = [sorted(PLACEHOLDER.findall(text)) for text in ids]
    wrong = [form for form in forms if sorted(PLACEHOLDER.findall(form)) not in wanted]
    return f"{name(message)!r:.60}: expected {wanted[-1]} in every form" if wrong else ""


def main() -> int:
    """Do what is asked, say what was done, and return 0, or 1 where `check` found a fault."""
    parser = argparse.ArgumentParser(description="Keep the translations in step with the sources.")
    parser.add_argument("do", choices=("collect", "compile", "check"))
    asked = parser.parse_args().do
    if asked == "compile":
        print(f"translations: {compile_()} languages compiled")
        return 0
    if asked == "collect":
        print(f"translations: changed {', '.join(collect()) or 'nothing'}")
        return 0
    faults, lacking = check()
    for fault in faults:
        print(f"translations: {fault}", file=sys.stderr)
    print("translations: not translated yet: " + ", ".join(f"{code} {count}" for code, count in lacking.items()))
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
