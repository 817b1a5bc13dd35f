"""What invented people are put together from: common name parts, ranks, units, places, phrases (`data/*.tsv`)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources

from nansen.rehearsal.chance import Urn
from nansen.rehearsal.model import Part, Rank, Town


@dataclass(frozen=True, slots=True, kw_only=True)
class Parts:
    """Hold all parts.

    `given` is by people and sex, `units` by army, `towns` by use, `phrases` by topic and language.
    """

    surnames: Mapping[str, Urn[Part]]
    given: Mapping[tuple[str, str], tuple[Part, ...]]
    ranks: Mapping[str, Urn[Rank]]
    units: Mapping[str, tuple[str, ...]]
    towns: Mapping[str, tuple[Town, ...]]
    phrases: Mapping[tuple[str, str], tuple[str, ...]]

    def words(self, topic: str, lang: str) -> tuple[tuple[str, ...], str]:
        """Return the phrases on a topic and their language: the one asked for, else English, else Russian."""
        for known in (lang, "en"):
            if found := self.phrases.get((topic, known)):
                return found, known
        return self.phrases[topic, "ru"], "ru"


@cache
def shipped() -> Parts:
    """Return the parts that ship with Nansen."""
    surnames = defaultdict(list)
    for row in _rows("surnames"):
        part = Part(row["native"], row["latin"], row["russian"], row["feminine"])
        surnames[row["people"]].append((part, float(row["weight"])))
    given = defaultdict(list)
    for row in _rows("given"):
        given[row["people"], row["sex"]].append(Part(row["native"], row["latin"], row["russian"], row["patronymic"]))
    ranks = defaultdict(list)
    for row in _rows("ranks"):
        ranks[row["army"]].append((Rank(row["words"], row["grade"]), float(row["weight"])))
    units, towns, phrases = defaultdict(list), defaultdict(list), defaultdict(list)
    for row in _rows("units"):
        units[row["army"]].append(row["words"])
    for row in _rows("places"):
        town = Town(row["words"], row["country"], float(row["latitude"]), float(row["longitude"]))
        towns[row["use"]].append(town)
    for row in _rows("phrases"):
        phrases[row["topic"], row["lang"]].append(row["words"])
    return Parts(
        surnames={people: Urn.of(weighted) for people, weighted in surnames.items()},
        given={key: tuple(names) for key, names in given.items()} | _korean(),
        ranks={army: Urn.of(weighted) for army, weighted in ranks.items()},
        units={army: tuple(words) for army, words in units.items()},
        towns={use: tuple(found) for use, found in towns.items()},
        phrases={key: tuple(words) for key, words in phrases.items()},
    )


def _korean() -> dict[tuple[str, str], tuple[Part, ...]]:
    """Return the Korean given names: all pairs of different syllables (철 + 수 = 철수, Chol-su, Чхоль Су)."""
    rows = _rows("syllables")
    return {
        ("ko", sex): tuple(
            Part(
                one["native"] + two["native"],
                f"{one['latin'].capitalize()}-{two['latin']}",
                f"{one['russian'].capitalize()} {two['russian'].capitalize()}",
            )
            for one in rows
            for two in rows
            if one["sex"] == two["sex"] == sex and one is not two
        )
        for sex in ("m", "f")
    }


def _rows(name: str) -> list[dict[str, str]]:
    text = (resources.files("nansen.rehearsal") / "data" / f"{name}.tsv").read_text("utf-8")
    head, *lines = (line.split("\t") for line in text.splitlines())
    return [dict(zip(head, line, strict=True)) for line in lines]
