"""What stops an act, what stands against a file: bars, holds, warnings and notices that bite.

A hold is lifted by a release of a named role, with a reason; a bar by two officials, where its rule allows it. Either
is void once something that the rule reads was written down after it. No rule on a wish or a risk is ever lifted.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from itertools import chain, islice

from nansen.casefile.model import Case, Said
from nansen.law import durations, reads, rulebook, view
from nansen.law.model import Block, Book, Effect, Happening, Profile, Rule
from nansen.law.view import View

BECAUSE_MAX = 12
_ORDER = (Effect.BAR, Effect.HOLD, Effect.WARN, Effect.INFO)


def against(
    case: Case,
    act: str,
    *,
    destination: str = "",
    item: str = "",
    now: dt.datetime,
    profile: Profile | None = None,
    book: Book | None = None,
) -> tuple[Block, ...]:
    """Return every rule that bites on this act, bars first; `item` narrows it to one publication, transfer, hearing."""
    pack = book or rulebook.shipped()
    here = view.of(case, now=now, book=pack, profile=profile, act=act, destination=destination)
    return of_view(here, [rule for rule in pack.rules.values() if act in rule.on], item=item)


def standing(
    case: Case, *, now: dt.datetime, profile: Profile | None = None, book: Book | None = None
) -> tuple[Block, ...]:
    """Return every rule without an act that bites on what the file records."""
    pack = book or rulebook.shipped()
    here = view.of(case, now=now, book=pack, profile=profile)
    return of_view(here, [rule for rule in pack.rules.values() if not rule.on])


def of_view(here: View, rules: list[Rule], *, item: str = "") -> tuple[Block, ...]:
    """Return the blocks that these rules make of a view."""
    found = [
        block
        for rule in rules
        if rule.effect is not Effect.DUTY and here.case.kind in rule.files
        for block in _of_rule(rule, here, item)
    ]
    return tuple(sorted(found, key=lambda block: (_ORDER.index(block.rule.effect), bool(block.lifted), block.rule.id)))


def _of_rule(rule: Rule, here: View, item: str) -> Iterator[Block]:
    places: list[tuple[View, Happening | None]] = [(here, None)]
    if rule.trigger:
        happened = [one for one in view.past(here, rule.trigger) if not item or one.item in {"", item}]
        places = [(view.at(here, one, same=rule.same_item), one) for one in happened]
    for place, since in places:
        if not view.holds(place, rule.conditions):
            continue
        lacks = tuple(term for term in rule.needs if not view.answered(place, term))
        if rule.needs and not lacks:
            continue
        because = tuple(islice(_because(rule, place, since), BECAUSE_MAX))
        yield Block(rule=rule, item=place.item, because=because, lacks=lacks, lifted=_lifted(rule, here))
        if not place.item:
            return


def _because(rule: Rule, place: View, since: Happening | None) -> Iterator[Said]:
    """Yield the trigger's statement, then what stands of all that the rule looks at, each once."""
    told = chain(
        [since.said] if since else [], *(view.borne(place, read) for read in sorted(reads.of(rule, place.book)))
    )
    yield from {said.statement.id: said for said in told}.values()


def _lifted(rule: Rule, here: View) -> str:
    """Return the item of the release or override that lifts a rule for this act and destination, or nothing."""
    match rule.effect:
        case Effect.HOLD if rule.released_by:
            group = "release"
        case Effect.BAR if rule.overridable:
            group = "override"
        case _:
            return ""
    for item in reversed(here.case.items(group)):
        one = view.on(here, item, group)
        if _signed(rule, one, group) and _fits(one, group, here) and not _void(rule, one, group, here):
            return item
    return ""


def _signed(rule: Rule, one: View, group: str) -> bool:
    """Return whether it names this rule alone and why; a release also a role that the rule names."""
    if view.words(one, f"{group}.rule") != {rule.id}:
        return False
    if group == "override":
        return any(True for _ in view.values(one, "override.ground"))
    roles = view.words(one, "release.role")
    return bool(roles) and roles <= set(rule.released_by) and any(True for _ in view.values(one, "release.reason"))


def _fits(one: View, group: str, here: View) -> bool:
    acts, destinations = view.words(one, f"{group}.act"), view.words(one, f"{group}.destination")
    until = [span[1] for span in view.spans(one, f"{group}.until")] or _lasts(one, group, here)
    return (
        acts == {here.act}
        and destinations <= {here.destination, "unknown"}
        and (not here.destination or here.destination in destinations)
        and all(end >= here.now for end in until)
    )


def _lasts(one: View, group: str, here: View) -> list[dt.datetime]:
    """Return until when a release holds that names no end: the policy's time after it was written."""
    length = durations.parse(view.policy(here, "release_lasts") or "P3D", where="policy release_lasts")
    written = [said.recorded_at for said in view.said(one, f"{group}.rule")] if group == "release" else []
    return [durations.after(min(written), length)] if written else []


def _void(rule: Rule, one: View, group: str, here: View) -> bool:
    """Return whether something that the rule reads was written after the release, in another act than its own."""
    lifted = next(view.said(one, f"{group}.rule"))
    number = -1 if lifted.entry is None else lifted.entry
    whole = view.whole(here)
    return any(
        (said.entry if said.entry is not None else 0) > number
        for read in reads.of(rule, here.book)
        for said in _every(whole, read)
    )


def _every(whole: View, read: str) -> Iterator[Said]:
    """Yield all that was ever said of a term or a group, what was ended too: taking back is a changed fact."""
    for term, rows in whole.lines.items():
        if term == read or ("." not in read and term.startswith(f"{read}.")):
            for _, line in rows:
                yield from line.said
