"""What every template and sheet of ours keeps to, so that the policy, the night and an Arabic page never break."""

from __future__ import annotations

import re
from pathlib import Path

from django.conf import settings

TEMPLATES = sorted((settings.DESK / "templates").rglob("*.html"))
SHEETS = sorted((settings.DESK / "static" / "desk").glob("*.css"))
INLINE = re.compile(r"\sstyle\s*=|\son[a-z]+\s*=\s*[\"']|<style\b|<script(?![^>]*\bsrc=)", re.IGNORECASE)
PHYSICAL = re.compile(
    r"(?<![\w-])(?:(?:margin|padding|border)-(?:left|right)\b"
    r"|(?:left|right)\s*:"
    r"|(?:float|clear|text-align)\s*:\s*(?:left|right)\b)"
)
BUILT = ("fonts.css", "govuk.css", "govuk.rtl.css", "moj.css", "moj.rtl.css", "htmx.js")
FETCHED = re.compile(r"url\(|@import|https?:")
LINKED = re.compile(r"{% static '([^']+)' %}")


def offenders(files: list[Path], pattern: re.Pattern[str]) -> list[str]:
    return [
        f"{file.relative_to(settings.DESK)}: {found.group().strip()}"
        for file in files
        for found in pattern.finditer(file.read_text("utf-8"))
    ]


def test_no_template_holds_a_style_or_a_script_of_its_own() -> None:
    assert TEMPLATES
    assert offenders(TEMPLATES, INLINE) == []


def test_no_sheet_of_ours_knows_left_and_right() -> None:
    assert SHEETS
    assert offenders(SHEETS, PHYSICAL) == []


def test_no_sheet_of_ours_fetches_anything() -> None:
    assert offenders(SHEETS, FETCHED) == []


def test_every_file_that_a_template_links_to_is_ours_or_built() -> None:
    linked = {name for file in TEMPLATES for name in LINKED.findall(file.read_text("utf-8"))}
    ours = {name for name in linked if not name.startswith("built/")}

    assert "desk/theme.css" in ours
    assert sorted(name for name in ours if not (settings.DESK / "static" / name).is_file()) == []
    assert linked - ours == {f"built/{name}" for name in BUILT}
