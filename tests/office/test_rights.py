"""What the law says of a file is asked of all of it, and told as far as the reader may know the ground."""

from __future__ import annotations

import pytest
from tests.conftest import NOW, Bureau
from tests.office import lines

from nansen.casefile.model import Sight
from nansen.law.never import Stop
from nansen.office import lawbook, rights
from nansen.office.rights import Way
from nansen.statements.model import Sensitivity

pytestmark = pytest.mark.db
ALL = Sight(seen=True, areas={"*": Sensitivity.S4})
PLANNER = Sight(seen=True, areas={"intake": Sensitivity.S1})
FACTS = (
    "person.surname = Kim",
    "capture.at = 2026-02-20",
    "wish.wish = unwilling_to_return @w",
    "wish.destination = KP @w",
    "disposition.code = EXCH @d",
    "disposition.destination = KP @d",
    "disposition.stage = proposed @d",
)


def opened(bureau: Bureau, *more: str) -> str:
    return lines.kept(bureau["registrar"], *FACTS, *more).file


def ids(way: Way) -> set[str]:
    return {block.rule.id for gate in way.gates for block in gate.blocks}


def test_duties_standing_and_the_ways_that_were_proposed_are_told_with_the_pack(bureau: Bureau) -> None:
    found = rights.of(opened(bureau, "captive.status_doubt = yes", "captive.papers_found = no"), sight=ALL, now=NOW)

    assert "gc3-70-capture-card-soonest" in {duty.rule.id for duty in found.duties}
    assert "gc3-5-presume-papers" in {block.rule.id for block in found.standing}
    assert [(way.act, way.destination, way.proposed, way.stopped) for way in found.ways] == [("EXCH", "KP", True, True)]
    assert Stop.UNWILLING in found.ways[0].never
    assert "gc3-118-unwilling" in ids(found.ways[0])
    assert found.stamp == lawbook.stamp()


def test_who_may_not_see_the_wish_is_told_that_the_gate_is_shut_and_not_why(bureau: Bureau) -> None:
    file = opened(bureau)

    (way,) = rights.of(file, sight=PLANNER, now=NOW).ways
    (whole,) = rights.of(file, sight=ALL, now=NOW).ways

    gates = {gate.name: gate for gate in way.gates}
    assert (gates["wish"].passage.value, gates["wish"].blocks) == ("barred", ())
    assert way.hidden == sum(block.stops for gate in whole.gates for block in gate.blocks) - sum(
        block.stops for gate in way.gates for block in gate.blocks
    )
    assert way.hidden > 0
    assert way.stopped
    assert whole.hidden == 0


def test_no_ground_beyond_his_sight_is_told_with_any_duty_or_finding(bureau: Bureau) -> None:
    file = opened(bureau, "health.seriously_ill = yes", "interview.began = 2026-02-21T10:00Z @i")

    narrow, whole = (rights.of(file, sight=sight, now=NOW) for sight in (PLANNER, ALL))

    assert {duty.rule.id for duty in narrow.duties} < {duty.rule.id for duty in whole.duties}
    for said in ("gc3-122-health", "gc3-70-capture-card-soonest"):
        assert said not in {duty.rule.id for duty in narrow.duties}
        assert said in {duty.rule.id for duty in whole.duties}
    assert "gc3-17-coercion" in {block.rule.id for block in whole.standing}
    assert "gc3-17-coercion" not in {block.rule.id for block in narrow.standing}


def test_one_more_way_can_be_asked_about_once_and_no_other_act_is_one(bureau: Bureau) -> None:
    file = opened(bureau)

    def ways(*asked: str) -> list[tuple[str, str, bool]]:
        found = rights.of(file, sight=ALL, now=NOW, asked=(asked[0], asked[1])).ways
        return [(way.act, way.destination, way.proposed) for way in found]

    assert ways("THIRD", "KR") == [("EXCH", "KP", True), ("THIRD", "KR", False)]
    assert ways("EXCH", "KP") == [("EXCH", "KP", True)]
    assert ways("publication", "") == [("EXCH", "KP", True)]


def test_a_way_that_was_called_off_is_none_any_more(bureau: Bureau) -> None:
    off = ("disposition.code = STAY @o", "disposition.stage = cancelled @o")
    open_ = ("disposition.code = THIRD @p",)

    found = rights.of(opened(bureau, *off, *open_), sight=ALL, now=NOW).ways

    assert [(way.act, way.destination) for way in found] == [("EXCH", "KP"), ("THIRD", "")]


def test_what_else_is_done_to_him_is_told_where_the_file_has_it(bureau: Bureau) -> None:
    plain = dict(rights.of(opened(bureau), sight=ALL, now=NOW).acts)
    shown = dict(rights.of(opened(bureau, "publication.identifies = face @p"), sight=ALL, now=NOW).acts)
    hidden = dict(rights.of(opened(bureau, "publication.identifies = face @p"), sight=PLANNER, now=NOW).acts)

    assert "publication" not in plain
    assert "message_to_power" in plain
    assert "publication" in shown
    assert "publication" not in hidden
    assert all(block.rule.effect.value != "INFO" for blocks in shown.values() for block in blocks)
