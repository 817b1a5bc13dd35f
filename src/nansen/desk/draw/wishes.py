"""What he wants, as the panel says it: the latest, what it stops by which article, and all before it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from babel import lists
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from nansen.casefile import wishes
from nansen.casefile.model import Case, Grade, Said, Wish
from nansen.desk import labels
from nansen.desk.draw import facts, provenance, words
from nansen.desk.draw.model import Reader, Row, Tone, Wanted, WishPanel
from nansen.statements import terms
from nansen.statements.model import Speaker

LAW = "GC III 109(3), 118; CAT 3"
TITLES: Mapping[str, str] = {
    "return": gettext_noop("He wants to return"),
    "unwilling_to_return": gettext_noop("He does not want to be returned"),
    "stay": gettext_noop("He wants to stay"),
    "third_country": gettext_noop("He wants to go to a third country"),
    "undecided": gettext_noop("He is undecided"),
    "cannot_communicate": gettext_noop("He cannot make himself understood"),
    "declined": gettext_noop("He was asked and declined to say"),
    "unknown": gettext_noop("What he wants is unknown"),
    "not_asked": gettext_noop("He was not asked"),
}
TITLES_TO: Mapping[str, str] = {
    "return": gettext_noop("He wants to return to: %(country)s"),
    "unwilling_to_return": gettext_noop("He does not want to be returned to: %(country)s"),
    "stay": gettext_noop("He wants to stay in: %(country)s"),
    "third_country": gettext_noop("He wants to go to a third country: %(country)s"),
}
GRADES: Mapping[Grade, str] = {
    Grade.G0: gettext_noop("G0: a sign; enough to stop a return, never to base one on"),
    Grade.G1: gettext_noop("G1: his own expression, circumstances not sufficient"),
    Grade.G2: gettext_noop("G2: said directly and in private"),
    Grade.G3: gettext_noop("G3: can be relied on"),
}
LACKS: Mapping[str, str] = {
    "himself": gettext_noop("that he says it himself"),
    "expressed": gettext_noop("that he expresses it, by word, writing or sign"),
    "direct": gettext_noop("that it is said to an officer, not on a video and not reported"),
    "private": gettext_noop("that he is asked in private"),
    "interpreter": gettext_noop("who interpreted"),
    "words": gettext_noop("that he says or writes it in words; a nod, a gesture or silence is not enough"),
    "capacity": gettext_noop("that he can make himself understood"),
    "neutral_interpreter": gettext_noop("a neutral interpreter"),
    "options_told": gettext_noop("that he is told of all the ways open to him"),
    "open_question": gettext_noop("a question that suggests no answer"),
    "no_inducement": gettext_noop("that nothing is promised or threatened"),
    "dated": gettext_noop("when he said it"),
    "unrevoked": gettext_noop("that nobody has withdrawn or replaced it"),
    "repeated": gettext_noop("that he says it again at least seven days apart"),
}
_TONES = {"return": Tone.WANT, "unwilling_to_return": Tone.STOP, "stay": Tone.STOP, "third_country": Tone.STOP}
_AREA = "wish"


def of(case: Case, *, reader: Reader) -> WishPanel:
    """Return the panel: red where a wish stops a return, blue where he wants to return, grey for every other answer."""
    history = tuple((wish, _wanted(wish, case, reader)) for wish in wishes.of(case))
    latest = wishes.latest(case)
    holds = wishes.holds(case)
    return WishPanel(
        tone=Tone.STOP if holds else _TONES.get(latest.code, Tone.NONE) if latest else Tone.NONE,
        latest=next((drawn for wish, drawn in history if wish == latest), None),
        effect=_effect(holds, latest),
        none="" if latest else _none(reader),
        history=tuple(drawn for _wish, drawn in history),
    )


def manner(said: Said, interpreter: str) -> str:
    """Return how a wish was said, and by whom where it was not the person himself."""
    statement = said.statement
    given = {
        "manner": _(labels.MANNERS[statement.manner]),
        "interpreter": interpreter,
        "who": provenance.who(statement),
    }
    if statement.source.speaker is not Speaker.HIMSELF:
        return _("%(manner)s; it comes from %(who)s") % given
    if interpreter:
        return _("%(manner)s, through the interpreter %(interpreter)s") % given
    return _("%(manner)s; no interpreter is named") % given


def _wanted(wish: Wish, case: Case, reader: Reader) -> Wanted:
    statement = wish.said.statement
    line = case.line(statement.term, wish.item)
    fresh = {"country": labels.country(wish.destination)}
    titled = wish.destination and wish.code in TITLES_TO
    tongue = words.locale().languages.get(statement.lang, statement.lang)
    wording = Row(tongue, statement.text, statement.lang) if statement.text and not statement.withdraws else None
    return Wanted(
        title=_(TITLES_TO[wish.code]) % fresh if titled else _(TITLES.get(wish.code, wish.code)),
        tone=_TONES.get(wish.code, Tone.NONE),
        when=words.instant(statement.said_at) if statement.said_at else _("no time given"),
        manner=manner(wish.said, wish.interpreter),
        wording=wording,
        grade=_(GRADES[wish.grade]),
        lacks=tuple(_(LACKS.get(code, code)) for code in wish.missing),
        contradicts=bool(wish.contradicts),
        later=provenance.ended(wish.said, line) if line else "",
        source=provenance.of(wish.said, reader=reader),
        facts=facts.item(case, wish.item, _AREA, reader=reader),
    )


def _none(reader: Reader) -> str:
    if reader.sees(terms.shipped().by_name["wish.wish"]):
        return _("Nobody has written down what he wants. Ask him; undecided is an answer too.")
    return _("Nothing of what he wants is shown here: none is recorded, or it is not yours to see.")


def _effect(holds: Sequence[Wish], latest: Wish | None) -> str:
    """Return what the wishes stop, and by which rule; empty where they stop nothing."""
    if not holds:
        return ""
    places = sorted({labels.country(wish.destination) for wish in holds if wish.code == "unwilling_to_return"})
    every = any(wish.code != "unwilling_to_return" or not wish.destination for wish in holds)
    given = {"law": LAW, "places": lists.format_list(places, locale=words.locale())}
    if latest is not None and latest in holds:
        if every:
            return _("This stops every return (%(law)s; policy on wishes).") % given
        return _("This stops every return to: %(places)s (%(law)s; policy on wishes).") % given
    if every:
        return _("An earlier wish still stops every return (%(law)s; policy on wishes).") % given
    return _("An earlier wish still stops every return to: %(places)s (%(law)s; policy on wishes).") % given
