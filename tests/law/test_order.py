"""Dates that cannot all be true: shown on the file, never taken silently, and no doubt is made a fault."""

from __future__ import annotations

import pytest
from tests.law.asking import finds


@pytest.mark.parametrize(
    ("lines", "so"),
    [
        (["capture.at = 2025-01-09", "death.at = 2025-01-08"], True),
        (["capture.at = 2025-01-09", "death.at = 2025-01-09"], False),
        (["capture.at = 2025-01-05/2025-01-09", "death.at = 2025-01-06"], False),
        (["capture.at = 2025-01-09", "death.at = 2025-01"], False),
        (["capture.at = 2025-01-09", "capture.at = 2025-01-07 by captor", "death.at = 2025-01-08"], False),
        (["person.birth_date = 2025-01-10", "capture.at = 2025-01-09"], True),
        (["person.birth_date = 1999", "death.at = 1998"], True),
        (["custody.began = 2025-01-10T10:00Z @a", "custody.ended = 2025-01-09T10:00Z @a"], True),
        (["custody.began = 2025-01-10T10:00Z @a", "custody.ended = 2025-01-09T10:00Z @b"], False),
        (["capture.at = 2025-01-09", "custody.ended = 2025-01-08T10:00Z @b"], True),
        (["interview.began = 2025-01-10T10:00Z @i", "interview.ended = 2025-01-10T09:00Z @i"], True),
        (["custody.began = 2025-01-10T10:00Z @a", "death.at = 2025-01-09"], True),
        (["capture.at = 2025-01-13"], True),  # written down on the twelfth
        (["capture.at = 2025-01-12T00:00Z"], False),
        (["capture.at = 2025-01-13 recorded 2025-01-14T00:00Z"], False),
        (["wish.asked_on = 2052-01-01 @w"], True),
        (["legal.trial_at = 2025-03-01T09:00Z @l"], False),  # a plan
        (["capture.at = unknown", "death.at = 2025-01-08"], False),
        ([], False),
    ],
)
def test_dates_contradict_each_other_under_every_reading(lines: list[str], so: bool) -> None:
    assert finds("dates_contradict", *lines) is so
