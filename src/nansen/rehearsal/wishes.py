"""Wishes: what a captive says he wants, how, before whom; often once, sometimes against what he said before."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from nansen.rehearsal import interviews, parts, pen
from nansen.rehearsal.captives import Captive
from nansen.rehearsal.chance import Chance, Urn
from nansen.rehearsal.clerk import Clerk
from nansen.rehearsal.pen import Line, Voice
from nansen.statements.model import Manner, Source, Speaker
from nansen.statements.values import Instant, Value

WISHES = Urn.of([(0, 32), (1, 31), (2, 21), (3, 11), (4, 5)])
WANTED = {
    "KP": Urn.of([("third_country", 42), ("unwilling_to_return", 20), ("undecided", 18), ("return", 12), ("stay", 8)]),
    "RU": Urn.of([("return", 64), ("unwilling_to_return", 12), ("undecided", 13), ("stay", 6), ("third_country", 5)]),
}
# A wish on a published video is said under eyes that nobody knows; a reported one is hearsay.
MANNERS = Urn.of(
    [
        (Manner.SPOKEN, 62),
        (Manner.WRITTEN, 12),
        (Manner.NODDED, 9),
        (Manner.GESTURE, 4),
        (Manner.SILENT, 4),
        (Manner.VIDEO, 6),
        (Manner.REPORTED, 3),
    ]
)
THIRD = {"KP": Urn.of([("KR", 90), ("", 10)]), "RU": Urn.of([("", 40), ("DE", 20), ("KZ", 20), ("GE", 20)])}
WEEK_AND_MORE = (8, 21)


@dataclass(frozen=True, slots=True)
class Asking:
    """How he was asked: when, whether everything was as it should be (private, neutral, told, free), what he wants."""

    at: dt.datetime
    good: bool
    wanted: str
    manner: Manner


def told(clerk: Clerk, captive: Captive) -> dt.datetime | None:
    """Write up to four wishes.

    Of those who are asked twice or more, one in three is asked as he should be and says the same each time, more than
    a week apart (grade G3 of law.md 4); of the others, every third wish is another than the one before. Returns when
    one who was asked as he should be last said that he wants to return, None of all others.
    """
    chance = clerk.chance
    count = chance.draw(WISHES)
    wanted = chance.draw(WANTED[captive.person.army])
    at = captive.registered + chance.days(1, 30)
    settled = count > 1 and captive.capacity == "able" and chance.happens(0.33)
    last = at
    for _ in range(count):
        last = at
        manner = Manner.SPOKEN if settled else chance.draw(MANNERS)
        asking = Asking(pen.by_day(at), settled or chance.happens(0.3), wanted, manner)
        _write(clerk, captive, asking)
        at += chance.days(*WEEK_AND_MORE) if settled else chance.days(1, 90)
        if not settled and chance.happens(0.33):
            wanted = chance.draw(WANTED[captive.person.army])
    return last if settled and wanted == "return" else None


def _write(clerk: Clerk, captive: Captive, asking: Asking) -> None:
    silent = captive.capacity == "unable" or asking.manner is Manner.SILENT
    lines = [*_frame(clerk.chance, captive, asking), *_wish(clerk.chance, captive, asking, silent=silent)]
    clerk.write("wish", asking.at + clerk.chance.days(0.01, 0.4), lines)


def _frame(chance: Chance, captive: Captive, asking: Asking) -> Iterator[Line]:
    """Yield how he was asked, all of it good, or each part good or bad or not written down."""
    yield pen.said("wish.language", pen.code(captive.person.lang), pen.WRITTEN, item="wish")
    yield from interviews.interpreter(captive, group="wish", neutral=asking.good or chance.happens(0.4))
    yield pen.said("wish.asked_on", Instant(asking.at, asking.at), pen.WRITTEN, item="wish")
    others = ("Protection officer",) if asking.good else chance.some(interviews.OFFICES, chance.number(1, 3))
    for office in others:
        yield pen.said("wish.present", pen.text(office), pen.WRITTEN, item="wish", lang="en")
    yield pen.said("wish.capacity", pen.code(captive.capacity), pen.SEEN, item="wish")
    for term, right in (("private", True), ("options_told", True), ("leading_question", False), ("inducement", False)):
        if asking.good or chance.happens(0.8):
            answer = right if asking.good or chance.happens(0.6) else not right
            yield pen.said(f"wish.{term}", pen.yes(answer), pen.WRITTEN, item="wish")
            if term == "leading_question":
                words, lang = parts.shipped().words(f"wish.{term}" if answer else "wish.question", "en")
                yield pen.said("wish.question", pen.text(chance.one(words)), pen.WRITTEN, item="wish", lang=lang)
    if asking.good and chance.happens(0.4):
        yield pen.said("wish.attested_by", pen.text("ICRC delegate"), pen.WRITTEN, item="wish", lang="en")


def _wish(chance: Chance, captive: Captive, asking: Asking, *, silent: bool) -> Iterator[Line]:
    known, lang = parts.shipped(), captive.person.lang
    voice = _voice(captive, asking)
    if silent:
        shown, how = known.words("wish.cannot_communicate", lang)
        none: Value = pen.code("cannot_communicate") if captive.capacity == "unable" else pen.DECLINED
        yield pen.said("wish.wish", none, voice, item="wish", text=chance.one(shown), lang=how)
        return
    heard, tongue = known.words(f"wish.{asking.wanted}", lang)
    spoken = asking.manner not in {Manner.NODDED, Manner.GESTURE}
    words, tongue = (chance.one(heard), tongue) if spoken else ("", "")
    yield pen.said("wish.wish", pen.code(asking.wanted), voice, item="wish", text=words, lang=tongue)
    if destination := _destination(chance, captive, asking.wanted):
        yield pen.said("wish.destination", pen.code(destination), voice, item="wish")
    if spoken and chance.happens(0.3):
        reason, tongue = known.words("wish.reason", lang)
        yield pen.said("wish.reason", pen.text(chance.one(reason)), voice, item="wish", lang=tongue)


def _voice(captive: Captive, asking: Asking) -> Voice:
    speaker = Speaker.WITNESS if asking.manner is Manner.REPORTED else Speaker.HIMSELF
    published = "A film on a messenger channel" if asking.manner is Manner.VIDEO else ""
    at = Instant(asking.at, asking.at)
    return Voice(Source(speaker, published, captive.interpreter), asking.manner, at)


def _destination(chance: Chance, captive: Captive, wanted: str) -> str:
    """Return the State that a wish names, or nothing: who does not want to go back need not say where to."""
    match wanted:
        case "return":
            return captive.person.army
        case "unwilling_to_return":
            return captive.person.army if chance.happens(0.8) else ""
        case "third_country":
            return chance.draw(THIRD[captive.person.army])
        case "stay":
            return "UA"
        case _:
            return ""
