"""A random history of the office beside a plain model of it: after every step what must always hold, holds.

NANSEN_TEST_EXAMPLES and NANSEN_TEST_STEPS lengthen it (25 histories of 20 steps).
"""

from __future__ import annotations

import dataclasses
import json
import os
from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)
from tests.conftest import NOW, Bureau
from tests.office import forms
from tests.office.test_load import line, statement

from nansen.casefile import fold
from nansen.casefile.model import Case, Officer, Standing
from nansen.errors import NotFound
from nansen.ledger import tree, verify
from nansen.office import append, check, find, index, keys, load, prove, read, rebuild, register, write
from nansen.statements import terms
from nansen.statements.model import Act, Entry, Statement
from nansen.statements.values import Name, Text

pytestmark = pytest.mark.db

EXAMPLES = int(os.environ.get("NANSEN_TEST_EXAMPLES", "25"))
STEPS = int(os.environ.get("NANSEN_TEST_STEPS", "20"))
NAMES = ("Kim Chol", "Rim Song", "Олена Коваль", "김철수", "Kim Su")
WISHES = ("return", "stay", "unwilling_to_return", "undecided")
SITES = {"north": "registrar", "south": "registrar2"}
TRIGGERED = ("UPDATE store_entry SET leaf = leaf", "DELETE FROM store_entry", "UPDATE store_body SET file = ''")


class History(RuleBasedStateMachine):
    """The office at work; `log` is every acknowledged entry in order, `names` what stands of each file's name."""

    bureau: Bureau

    @initialize()
    def begin(self) -> None:
        """Take what a fresh register holds."""
        self.log: list[Entry] = [register.entry(number) for number in range(prove.size())]
        self.site: dict[str, str] = {}
        self.names: dict[str, dict[str, str]] = {}
        self.wishes: dict[str, list[str]] = {}
        self.checked = 0
        self.touched: set[str] = set()

    def officer(self, site: str) -> Officer:
        """Return the registrar of a site."""
        return self.bureau[SITES[site]]

    def file(self, pick: int) -> str:
        """Return one of the files."""
        return sorted(self.site)[pick % len(self.site)]

    def keep(self, entry: Entry) -> None:
        """Take an entry that was acknowledged into the model."""
        assert entry.number == len(self.log)
        self.log.append(entry)
        self.touched.add(entry.file)

    def write(
        self, file: str | None, *said: Statement, site: str, form: str = "capture", purpose: str = "intake"
    ) -> Entry:
        """Send a form and take what was acknowledged into the model."""
        officer = self.officer(site)
        if form == "wish":
            assert file
            officer = dataclasses.replace(self.bureau["interviewer"], assigned=frozenset({file}))
        entry = forms.capture(officer, *said, file=file, form=form, purpose=purpose)
        (kept,) = write.record(entry, officer=officer)
        self.keep(kept)
        return kept

    @rule(name=st.sampled_from(NAMES), site=st.sampled_from(sorted(SITES)))
    def open_file(self, name: str, site: str) -> None:
        """Open a file."""
        kept = self.write(None, *forms.named(name), site=site)
        self.site[kept.file] = site
        self.names[kept.file] = {kept.statements[0].id: name}

    @precondition(lambda self: self.site)
    @rule(pick=st.integers(0, 99), name=st.sampled_from(NAMES), marks=st.integers(0, 30))
    def fill_form(self, pick: int, name: str, marks: int) -> None:
        """Fill a form on a file."""
        file = self.file(pick)
        more = (forms.said("person.marks", Text(f"scar {mark}")) for mark in range(marks))
        kept = self.write(file, *forms.named(name, *more), site=self.site[file])
        self.names[file][kept.statements[0].id] = name

    @precondition(lambda self: any(self.names.values()))
    @rule(pick=st.integers(0, 99), name=st.sampled_from(NAMES), withdraw=st.booleans())
    def replace_or_withdraw(self, pick: int, name: str, withdraw: bool) -> None:
        """End a name that stands, by another or by none."""
        file = [file for file in sorted(self.names) if self.names[file]][pick % sum(map(bool, self.names.values()))]
        ended = sorted(self.names[file])[pick % len(self.names[file])]
        how = {"withdraws": ended, "text": "A mistake."} if withdraw else {"replaces": ended}
        kept = self.write(file, forms.said("person.full_name", Name(name), **how), site=self.site[file])
        del self.names[file][ended]
        if not withdraw:
            self.names[file][kept.statements[0].id] = name

    @precondition(lambda self: self.site)
    @rule(pick=st.integers(0, 99), code=st.sampled_from(WISHES), ends=st.booleans(), withdraw=st.booleans())
    def hear_wish(self, pick: int, code: str, ends: bool, withdraw: bool) -> None:
        """Write down a wish, perhaps as one that ends an earlier one."""
        file = self.file(pick)
        said = forms.wish(code)
        if ends and self.wishes.get(file):
            earlier = self.wishes[file][0]
            how = {"withdraws": earlier} if withdraw else {"replaces": earlier}
            item = f"{earlier.partition('.')[0]}/asked"
            said = (dataclasses.replace(said[0], item=item, **how),)
        kept = self.write(file, *said, site=self.site[file], form="wish", purpose="protection")
        self.wishes.setdefault(file, []).append(kept.statements[0].id)

    @rule(keyed=st.lists(st.integers(0, 5), min_size=1, max_size=4), site=st.sampled_from(sorted(SITES)))
    def load_twice(self, keyed: list[int], site: str) -> None:
        """Load lines, some of them known, then all of them again."""
        lines = [
            line(f"k{key}", file=f"man-{key % 3}", statements=[statement(value=NAMES[key % len(NAMES)])])
            for key in keyed
        ]
        loaded = load.lines(lines, officer=self.officer(site), purpose="intake", now=NOW)
        for entry in loaded.new:
            self.keep(entry)
            self.site[entry.file] = site
            self.names.setdefault(entry.file, {})[entry.statements[0].id] = entry.statements[0].value.text
        size = prove.size()

        again = load.lines(lines[::-1], officer=self.officer(site), purpose="intake", now=NOW)

        assert (again.new, prove.size()) == ((), size)

    @precondition(lambda self: self.site)
    @rule(pick=st.integers(0, 99), site=st.sampled_from(sorted(SITES)))
    def read_case(self, pick: int, site: str) -> None:
        """Read a case, or be told that there is none."""
        file, officer = self.file(pick), self.officer(site)
        if self.site[file] != site:
            with pytest.raises(NotFound, match=read.HIDDEN):
                read.case(file, officer=officer, purpose="intake", now=NOW)
            return

        opened = read.case(file, officer=officer, purpose="intake", now=NOW)

        line_ = opened.case.line("person.full_name")
        assert {said.statement.id: said.statement.value.text for said in line_.standing} == self.names[file]
        assert not any(term.startswith("wish.") for _, term in opened.case.lines)
        self.keep(self._read_entry(opened.read, officer, (file,)))

    @rule(name=st.sampled_from(NAMES), site=st.sampled_from(sorted(SITES)))
    def search(self, name: str, site: str) -> None:
        """Search a name."""
        officer = self.officer(site)

        page = find.by_words(name, officer=officer, purpose="intake", now=NOW)

        words = name.casefold().split()
        expected = {
            file
            for file, standing in self.names.items()
            if self.site[file] == site
            and all(
                any(part.startswith(word) for text in standing.values() for part in text.casefold().split())
                for word in words
            )
        }
        assert {item.file for item in page.found} == expected
        self.keep(self._read_entry(page.read, officer, tuple(item.file for item in page.found)))

    @rule()
    def rebuild_all(self) -> None:
        """Rebuild all that is derived."""
        before = self._rows()

        list(rebuild.rows())

        assert self._rows() == before

    @rule()
    def restart(self) -> None:
        """Close every connection and forget every key."""
        index.close()
        connection.close()
        keys.forget()

    def _read_entry(self, number: int, officer: Officer, shown: tuple[str, ...]) -> Entry:
        entry = register.entry(number)
        assert (entry.act, entry.file, entry.by, entry.shown) == (Act.READ, officer.staff, officer.staff, shown)
        return entry

    def _rows(self) -> dict[str, Any]:
        return register.rows([file for (file,) in forms.asked("SELECT id FROM store_file")])

    @invariant()
    def what_was_acknowledged_is_there_in_order_and_provable(self) -> None:
        """Hold invariant 1 (durable, in the tree, provable; root = edge = head), and 7: no read beside it."""
        data = forms.all_leaves()
        edge = tree.extend(tree.EMPTY_EDGE, map(tree.leaf_hash, data)).edge
        head = prove.head()
        assert len(data) == len(self.log) == head.size
        assert edge == append.edge_now()
        assert tree.root(edge) == head.root
        assert [register.entry(number) for number in range(self.checked, len(data))] == self.log[self.checked :]
        self.checked = len(data)
        file = Path(self.bureau.data) / "last.tlog-proof"
        file.write_text(prove.receipt(len(data) - 1))
        assert verify.path(file, vkey=prove.vkey()).ok

    @invariant()
    def the_database_refuses_to_change_it(self) -> None:
        """Hold invariant 2."""
        for sql in TRIGGERED:
            with pytest.raises(DatabaseError, match="only grows"), transaction.atomic():
                forms.run(sql)

    @invariant()
    def what_is_derived_is_what_the_ledger_gives(self) -> None:
        """Hold invariant 3: rebuild == live, and folding in two parts == folding at once."""
        assert rebuild.difference() == []
        for file in self.touched & self.site.keys():
            entries = register.entries(file)
            half = len(entries) // 2 or 1
            case = fold.of(entries[:half], dictionary=terms.shipped())
            for entry in entries[half:]:
                case = fold.on(case, entry, dictionary=terms.shipped())
            assert case == fold.of(entries, dictionary=terms.shipped())
            self._no_wish_was_overwritten(case)
        self.touched.clear()

    def _no_wish_was_overwritten(self, case: Case) -> None:
        """Hold invariant 5."""
        lines = [line_ for (_, term), line_ in case.lines.items() if term == "wish.wish"]
        said = {one.statement.id: one for line_ in lines for one in line_.said}
        assert sorted(said) == sorted(self.wishes.get(case.file, ()))
        kept = [one for one in said.values() if not one.statement.withdraws]
        assert all(one.standing is Standing.STANDS for one in kept)

    def teardown(self) -> None:
        """Check the whole ledger at the end."""
        assert check.ledger().faults == ()
        assert json.loads(prove.leaves(0, 1)[0])["v"] == 1


def test_what_must_always_hold_holds_after_every_step(registers: Callable[[], AbstractContextManager[Bureau]]) -> None:
    class Fresh(History):
        """A history on a register of its own."""

        def __init__(self) -> None:
            super().__init__()
            self.place = registers()
            self.bureau = self.place.__enter__()

        def teardown(self) -> None:
            try:
                super().teardown()
            finally:
                self.place.__exit__(None, None, None)

    run_state_machine_as_test(
        Fresh,
        settings=settings(
            max_examples=EXAMPLES,
            stateful_step_count=STEPS,
            deadline=None,
            suppress_health_check=list(HealthCheck),
            print_blob=True,
        ),
    )
