from __future__ import annotations

from nansen.rehearsal import bureau


def test_a_role_without_an_officer_is_filled_by_the_registrar() -> None:
    two = bureau.Officers(registrar="1" * 32, interviewer="2" * 32)

    assert [two.staff(role) for role in ("interviewer", "medical", "tracing", "registrar")] == [
        "2" * 32,
        "1" * 32,
        "1" * 32,
        "1" * 32,
    ]
