"""Writing a measured table into docs/reference/benchmarks.md, between its two marks."""

from __future__ import annotations

import os
import platform
import re
from pathlib import Path

PAGE = Path("docs/reference/benchmarks.md")


def write(name: str, title: str, rows: list[tuple[str, str, str, str]]) -> None:
    """Replace the table of that name: (what, measured, goal, met) each."""
    lines = [
        f"<!-- {name} -->",
        f"## {title}",
        "",
        _machine(),
        "",
        "| what | measured | goal | met |",
        "|---|---|---|---|",
    ]
    lines += [f"| {' | '.join(row)} |" for row in rows]
    block = "\n".join([*lines, f"<!-- /{name} -->"])
    text = (
        PAGE.read_text()
        if PAGE.exists()
        else "# Benchmarks\n\nMade by `make bench`; each table is one run, ratios before times.\n"
    )
    pattern = re.compile(rf"<!-- {name} -->.*?<!-- /{name} -->", re.DOTALL)
    text = pattern.sub(lambda _: block, text) if pattern.search(text) else f"{text.rstrip()}\n\n{block}\n"
    PAGE.parent.mkdir(parents=True, exist_ok=True)
    PAGE.write_text(text)
    for row in rows:
        print(*row, sep="\t")


def met(value: float, goal: float, *, at_least: bool) -> str:
    """Say whether a figure meets its goal."""
    return "yes" if (value >= goal if at_least else value <= goal) else "**no**"


def _machine() -> str:
    return f"{os.cpu_count()} cores, {platform.system()} {platform.machine()}, Python {platform.python_version()}."
