from __future__ import annotations

import pytest

from nansen import errors
from nansen.errors import Broken, Fault, Forbidden, Misconfigured, NansenError, NotFound, Rejected


def test_a_fault_says_where_what_was_expected_and_what_was_found() -> None:
    fault = Fault("birth_date", "a date", "99.99.9999")

    said = str(fault)

    assert said == "birth_date: expected a date, found 99.99.9999"


@pytest.mark.parametrize(("line", "said"), [(1, "line 1, sex: "), (0, "line 0, sex: "), (None, "sex: ")])
def test_a_fault_of_a_table_names_its_line(line: int | None, said: str) -> None:
    fault = Fault("sex", "a code", "aaaa", line)

    assert str(fault) == f"{said}expected a code, found aaaa"


def test_a_refusal_carries_every_fault_in_order() -> None:
    faults = (Fault("a", "b", "c", 3), Fault("d", "e", "f"))

    refusal = Rejected(*faults)

    assert refusal.faults == faults
    assert str(refusal) == "line 3, a: expected b, found c; d: expected e, found f"


def test_a_refusal_for_one_reason_has_one_fault() -> None:
    refusal = Rejected.because("size", expected="2", found="3")

    assert refusal.faults == (Fault("size", "2", "3"),)


def test_a_fault_cannot_be_changed() -> None:
    fault = Fault("a", "b", "c")

    with pytest.raises(AttributeError):
        fault.found = "d"  # type: ignore[misc]


def test_there_are_five_families_and_all_are_drawn() -> None:
    families = set(NansenError.__subclasses__())

    assert families == {Rejected, Forbidden, NotFound, Broken, Misconfigured}
    assert all(f"─ {family.__name__} " in errors.__doc__ for family in families)
