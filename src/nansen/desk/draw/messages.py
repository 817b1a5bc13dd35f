"""The messages and letters of a file in the words of the page: what each is, how far it came, and what comes next."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from nansen.casefile import answers
from nansen.casefile.model import Case
from nansen.desk import labels
from nansen.desk.draw import facts, law_words, words
from nansen.desk.draw.model import Fact, Mark, Reader, Tone
from nansen.formats.messages.model import Message
from nansen.statements import terms
from nansen.statements.values import Instant

# How far a message came, by the last time that stands of it; what comes next, by the name of its button.
_STEPS = (
    ("received_at", gettext_noop("received"), Tone.GOOD, ""),
    ("sent_at", gettext_noop("sent, no receipt yet"), Tone.WANT, "received"),
    ("exported_at", gettext_noop("written out, not sent"), Tone.WARN, "sent"),
)
_DECIDED = (gettext_noop("signed by two, not written out"), Tone.WARN)


@dataclass(frozen=True, slots=True, kw_only=True)
class Sent:
    """One message of a file; `id` names it in addresses, `next` is the act that comes next, `when` the last time."""

    id: str
    item: str
    title: str
    to: str
    state: Mark
    when: str
    next: str
    letter: bool
    facts: tuple[Fact, ...]


@dataclass(frozen=True, slots=True)
class Told:
    """One field that a message carries, with its values in words; `item` counts those of one group."""

    label: str
    values: tuple[str, ...]
    item: int


def of(case: Case, *, reader: Reader) -> tuple[Sent, ...]:
    """Return the messages of a case that this reader sees, the latest first."""
    return tuple(reversed(tuple(_of(case, reader))))


def told(message: Message) -> tuple[Told, ...]:
    """Return what a message carries, in its order, as the page shows it before anybody signs."""
    known = terms.shipped()
    return tuple(
        Told(
            facts.alone(known.term(one.term)),
            tuple(words.value(value, known.term(one.term)) for value in one.values),
            one.item,
        )
        for one in message.payload
    )


def _of(case: Case, reader: Reader) -> Iterator[Sent]:
    for item in case.items("message"):
        line = case.line("message.type", item)
        if line is None or line.withheld:
            continue
        last, label, tone, then = next(
            (row for row in _STEPS if answers.of(case.line(f"message.{row[0]}", item))), ("", *_DECIDED, "export")
        )
        times = [one for one in answers.of(case.line(f"message.{last}", item)) if isinstance(one, Instant)]
        to = _code(case, "to", item)
        yield Sent(
            id=item.partition("/")[0],
            item=item,
            title=words.phrase(labels.codes("message_type").get(_raw(case, "type", item), "")),
            to=_("%(to)s: %(power)s") % {"to": to, "power": power} if (power := _code(case, "to_power", item)) else to,
            state=law_words.mark((label, tone)),
            when=words.instant(times[-1]) if times else "",
            next=then,
            letter=_raw(case, "to", item) == "family",
            facts=facts.item(case, item, "message", reader=reader),
        )


def _raw(case: Case, name: str, item: str) -> str:
    return answers.words(case, f"message.{name}", item)


def _code(case: Case, name: str, item: str) -> str:
    value = _raw(case, name, item)
    return labels.code(terms.shipped().term(f"message.{name}"), value) if value else ""
