"""Chance with a seed: the same seed gives the same draws, on every machine and in every run."""

from __future__ import annotations

import datetime as dt
import random
from bisect import bisect
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import Generic, TypeVar

Item = TypeVar("Item")


@dataclass(frozen=True, slots=True)
class Urn(Generic[Item]):
    """Things to draw from, each with the sum of the weights up to it."""

    items: tuple[Item, ...]
    sums: tuple[float, ...]

    @classmethod
    def of(cls, weighted: Iterable[tuple[Item, float]]) -> Urn[Item]:
        """Return an urn of things with their weights (of any sum)."""
        pairs = tuple(weighted)
        return cls(tuple(item for item, _ in pairs), tuple(accumulate(weight for _, weight in pairs)))


class Chance(random.Random):
    """The draws that a rehearsal needs, all of them made from `random()` and `getrandbits()`."""

    def happens(self, share: float) -> bool:
        """Return whether something happens that happens in this share of cases."""
        return self.random() < share

    def one(self, among: Sequence[Item]) -> Item:
        """Draw one, each as likely as the other."""
        return among[int(self.random() * len(among))]

    def some(self, among: Sequence[Item], count: int) -> tuple[Item, ...]:
        """Draw different ones, as many as asked or as there are, in the order of the draw."""
        left = list(among)
        return tuple(left.pop(int(self.random() * len(left))) for _ in range(min(count, len(left))))

    def draw(self, urn: Urn[Item]) -> Item:
        """Draw one by its weight."""
        return urn.items[bisect(urn.sums, self.random() * urn.sums[-1])]

    def number(self, low: int, high: int) -> int:
        """Draw a whole number, both ends included."""
        return low + int(self.random() * (high - low + 1))

    def days(self, low: float, high: float) -> dt.timedelta:
        """Draw a length of time between so many days, in whole minutes."""
        return dt.timedelta(minutes=int((low + self.random() * (high - low)) * 1440))

    def promptly(self, since: dt.datetime, within: float) -> dt.datetime | None:
        """Draw when a thing is done that is owed within so many days: mostly in time, one in thirteen late.

        One in eighty is never done: None.
        """
        share = self.random()
        if share < 0.0125:
            return None
        if share < 0.09:
            return since + self.days(within * 1.2, within * 5)
        return since + self.days(within * 0.05, within * 0.7)

    def id(self) -> str:
        """Draw an id: 32 hexadecimal digits."""
        return f"{self.getrandbits(128):032x}"
