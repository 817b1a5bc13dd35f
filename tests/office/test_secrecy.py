"""After a whole day's work no planted name lies readable in data folder, database, its log or any written log."""

from __future__ import annotations

import base64
import dataclasses
import datetime as dt
import logging
import unicodedata
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection
from tests.conftest import NOW, POSTGRES, Bureau
from tests.office import forms
from tests.office.test_load import line, statement

from nansen.office import find, index, load, prove, read, rebuild, seats, twins, write
from nansen.statements.values import Absence, Absent, Code, Date, Name, Place, Text

pytestmark = pytest.mark.db

# Long enough to be found nowhere by chance; composed letters, so that the decomposed form is another.
PLANTED = (
    "Zdeňka Quäkernaß",
    "Ґжицький Їжакевич",
    "왕돌쇠갑분",
    "Xylofonów-Trąbka",
    "Vögelsdörfli bei Nirgendwö",
    "ZQ-774-PLANTED-913",
    "tumour of the planted gland",
)
SURNAME, CYRILLIC, HANGUL, ALIAS, PLACE, NUMBER, HEALTH = PLANTED


def forms_of(words: str) -> Iterator[bytes]:
    """Yield the byte strings in which a name may lie about; none is so short that chance could make it."""
    parts = [word for word in words.split() if len(word.encode()) >= 6]
    for text in {words, words.casefold(), words.upper(), *parts}:
        for normal in {unicodedata.normalize(form, text) for form in ("NFC", "NFD")}:
            for data in (normal.encode(), normal.encode("utf-16-le"), normal.encode("utf-16-be")):
                yield from (data, data.hex().encode(), data.hex().upper().encode())
                for shift in range(3):
                    # Base64 takes three bytes at a time: inside a longer text the name begins at any of them.
                    coded = base64.b64encode(b"\0" * shift + data)[4 if shift else 0 : -4]
                    yield from [coded] if len(coded) >= 8 else []
            yield normal.encode("ascii", "backslashreplace")


def work(bureau: Bureau) -> None:
    """Do everything that the office does, with the planted names in it."""
    officer = bureau["registrar"]
    said = (
        forms.said("person.surname", Name(CYRILLIC), text=f"He said {SURNAME}"),
        forms.said("person.name_original", Name(HANGUL), words=SURNAME),
        forms.said("person.alias", Name(ALIAS)),
        forms.said("person.birth_date", Date(dt.date(1999, 1, 2), dt.date(1999, 1, 2), wording=HEALTH)),
        forms.said("capture.place", Place(PLACE)),
        forms.said("capture.tag_no", Text(NUMBER)),
        forms.said("health.state", Code("sick"), text=HEALTH),
        forms.said("person.religion", Absent(Absence.DECLINED), text=HEALTH),
    )
    kept = forms.opened(officer, SURNAME, *said)
    forms.opened(bureau["registrar2"], SURNAME)
    hears = dataclasses.replace(bureau["interviewer"], assigned=frozenset({kept.file}))
    told = (forms.said("wish.reason", Text(HEALTH), item="asked"), *forms.wish("stay"))
    write.record(forms.capture(hears, *told, file=kept.file, form="wish", purpose="protection"), officer=hears)
    loaded = [line(file=SURNAME, key=HANGUL, reason=HEALTH, statements=[statement(value=SURNAME, text=PLACE)])]
    load.lines(loaded, officer=officer, purpose="intake", now=NOW)
    seats.open_(officer, username="tkach", password="a-long-enough-password")
    for query in (*PLANTED, "quäkernaß"):
        find.by_words(query, officer=officer, purpose="intake", now=NOW)
    find.recent(officer=officer, purpose="intake", now=NOW)
    read.case(kept.file, officer=officer, purpose="intake", now=NOW)
    assert twins.open_tasks(officer=bureau["tracing"], purpose="tracing", now=NOW)
    with pytest.raises(Exception, match="expected") as refusal:
        forms.opened(officer, SURNAME, forms.said("person.sex", Code(NUMBER)))
    logging.getLogger("nansen").error("refused", exc_info=refusal.value)
    list(rebuild.rows())
    assert rebuild.difference() == []
    find.by_words(SURNAME, officer=officer, purpose="intake", now=NOW)
    prove.publish(bureau.data / "published")


def test_no_planted_name_is_found_in_any_form_after_the_whole_work(
    bureau: Bureau, caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> None:
    caplog.set_level(logging.DEBUG)

    work(bureau)

    lying = {str(file.relative_to(bureau.data)): file.read_bytes() for file in bureau.data.rglob("*") if file.is_file()}
    lying |= {"log": caplog.text.encode(), "screen": "".join(capfd.readouterr()).encode()}
    lying["names of files"] = "\n".join(lying).encode()
    lying |= _server() if POSTGRES else {}
    assert len(lying) > 8
    assert any(b"store_entry" in data or b"\x01" in data for data in lying.values())
    found = [
        (place, words) for words in PLANTED for form in forms_of(words) for place, data in lying.items() if form in data
    ]
    assert found == []


def test_the_search_for_planted_names_would_find_them(bureau: Bureau) -> None:
    # Given the open index, on tmpfs, which does hold plaintext
    work(bureau)

    opened = b"".join(file.read_bytes() for file in settings.OPEN_DIR.glob("index.db*"))

    for words in (SURNAME, CYRILLIC, HANGUL, ALIAS, NUMBER):
        assert any(form in opened for form in forms_of(words))
    for coded in (
        base64.b64encode(b"xx " + SURNAME.encode() + b" yy"),
        ("x" + HANGUL).encode("utf-16-le"),
        HEALTH.encode(),
    ):
        assert any(form in coded for words in PLANTED for form in forms_of(words))
    index.close()


def test_what_is_written_is_as_long_for_a_short_name_as_for_a_long_one(bureau: Bureau) -> None:
    kept = [forms.opened(bureau["registrar"], name) for name in ("Ko", "Konstantinopolski")]

    lengths = forms.asked(
        "SELECT DISTINCT LENGTH(sealed) FROM store_body WHERE number IN (%s, %s)", *(entry.number for entry in kept)
    )

    assert len(lengths) == 1


def test_two_entries_of_one_file_share_no_run_of_sealed_bytes(bureau: Bureau) -> None:
    first = forms.opened(bureau["registrar"], "Kim Chol")
    for _ in range(5):
        write.record(
            forms.capture(bureau["registrar"], *forms.named("Kim Chol"), file=first.file), officer=bureau["registrar"]
        )

    sealed = [body for (body,) in forms.asked("SELECT sealed FROM store_body WHERE file = %s", first.file)]

    runs = [{body[at : at + 8] for at in range(1, len(body) - 8)} for body in sealed]
    assert len(sealed) == 6
    assert not any(left & right for index_, left in enumerate(runs) for right in runs[index_ + 1 :])


def _server() -> dict[str, bytes]:
    """Return what PostgreSQL has written: tables, write-ahead log, its own log."""
    forms.run("CHECKPOINT")
    ((folder,),) = forms.asked("SHOW data_directory")
    ((number,),) = forms.asked("SELECT oid FROM pg_database WHERE datname = current_database()")
    connection.close()
    places = [Path(folder) / "base" / str(number), Path(folder) / "pg_wal", Path(folder).parent / "log"]
    files = [file for place in places for file in ([place] if place.is_file() else place.rglob("*")) if file.is_file()]
    return {str(file.relative_to(Path(folder).parent)): file.read_bytes() for file in files}
