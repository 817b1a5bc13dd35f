"""The build of the front end, on a small invented node_modules: what must go is gone, what is named is there."""

from __future__ import annotations

import importlib.util
import itertools
import json
import shutil
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).resolve().parents[2]


def load() -> ModuleType:
    spec = importlib.util.spec_from_file_location("assets", ROOT / "tools" / "assets.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


assets = load()

KEPT_FIRST = '@charset "UTF-8";:root{--govuk-brand-colour:#1d70b8}'
KEPT_LAST = ".b{background-image:url(/assets/images/icon-close.svg)}"
FONT = "@font-face{font-family:GDS Transport;src:url(/assets/fonts/light.woff2)}"
CREST = "url(/assets/images/govuk-crest.svg)"
GOVUK = "".join(
    (
        KEPT_FIRST,
        ".a{font-family:GDS Transport,arial;margin-left:1px}",
        "\n/*! Copyright (c) 2011 by Margaret Calvert & Henrik Kubel. */",
        FONT,
        FONT.replace("light", "bold"),
        '.footer:before{content:"";background-image:' + CREST + "}",
        "@supports (mask-position:initial){.footer:before{mask-image:" + CREST + "}}",
        KEPT_LAST,
        "\n/*# sourceMappingURL=govuk-frontend.min.css.map */\n",
    )
)
MOJ = ".moj{background:url('/assets/images/icon-tick.svg')}.c{background:url(data:image/svg+xml;base64,AAAA)}"
TURN = """import { readFileSync, writeFileSync } from "node:fs";
const [, , , from, to] = process.argv;
writeFileSync(to, readFileSync(from, "utf8").replaceAll("margin-left", "margin-right"));
"""


def put(file: Path, words: str) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(words, "utf-8")


@pytest.fixture
def modules(tmp_path: Path) -> Path:
    """An invented node_modules: two sheets, three pictures, three scripts, six fonts, a rtlcss of three lines."""
    folder = tmp_path / "node_modules"
    put(folder / assets.SHEETS["govuk"], GOVUK)
    put(folder / assets.SHEETS["moj"], MOJ)
    put(folder / assets.PICTURES[0] / "govuk-crest.svg", "<svg/>")
    put(folder / assets.PICTURES[0] / "icon-close.svg", "<svg/>")
    put(folder / assets.PICTURES[1] / "icon-tick.svg", "<svg/>")
    for source in assets.SCRIPTS.values():
        put(folder / source, "export const a=1;//# sourceMappingURL=a.js.map")
    for package, (stem, _) in assets.FACES.items():
        for weight in assets.WEIGHTS.values():
            put(folder / assets.FONTS / package / weight / f"{stem}_{weight}.ttf", "a font")
        put(folder / assets.FONTS / package / "LICENSE_FONT", "OFL")
    put(folder / "htmx.org" / "LICENSE", "0BSD")
    put(folder / "rtlcss" / "package.json", '{"type": "module"}')
    put(folder / "rtlcss" / "bin" / "rtlcss.js", TURN)
    return folder


@pytest.fixture
def licences(tmp_path: Path) -> Path:
    put(tmp_path / "licences" / "govuk-frontend.txt", "MIT, of the first")
    put(tmp_path / "licences" / "moj-frontend.txt", "MIT, of the second")
    return tmp_path / "licences"


def build(modules: Path, licences: Path) -> Path:
    if shutil.which("node") is None:
        pytest.skip("no node on this machine, and rtlcss runs on it")
    built = modules.parent / "static" / "built"
    assets.build(modules=modules, licences=licences, built=built)
    return built


def content(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_a_sheet_loses_the_font_the_arms_and_the_map_and_keeps_the_rest() -> None:
    css = assets.sheet(GOVUK)

    kept = ".a{font-family:Nansen Sans,arial;margin-left:1px}@supports (mask-position:initial){}"
    assert css == KEPT_FIRST + kept + KEPT_LAST.replace("/assets/", "") + "\n"


def test_a_quoted_address_is_turned_too_and_data_is_left_alone() -> None:
    css = assets.sheet(MOJ)

    assert css == ".moj{background:url(images/icon-tick.svg)}.c{background:url(data:image/svg+xml;base64,AAAA)}\n"
    assert assets.addresses(css) == ("images/icon-tick.svg",)


def test_a_script_loses_its_map() -> None:
    assert assets.script("export const a=1;//# sourceMappingURL=a.js.map") == "export const a=1;\n"


def test_a_build_holds_every_file_that_its_sheets_name(modules: Path, licences: Path) -> None:
    built = build(modules, licences)

    sheets = sorted(path.name for path in built.glob("*.css"))
    assert sheets == ["fonts.css", "govuk.css", "govuk.rtl.css", "moj.css", "moj.rtl.css"]
    assert assets.missing_addresses(built) == ()
    assert sorted(path.name for path in (built / "images").iterdir()) == ["icon-close.svg", "icon-tick.svg"]
    assert not any("GDS Transport" in path.read_text("utf-8") for path in built.glob("*.css"))


def test_a_build_turns_each_sheet_for_the_right_to_left(modules: Path, licences: Path) -> None:
    built = build(modules, licences)

    assert "margin-left:1px" in (built / "govuk.css").read_text("utf-8")
    assert "margin-right:1px" in (built / "govuk.rtl.css").read_text("utf-8")


def test_a_build_brings_the_licence_of_everything_that_it_took(modules: Path, licences: Path) -> None:
    built = build(modules, licences)

    found = {path.stem: path.read_text("utf-8") for path in (built / "licences").iterdir()}
    assert found == {
        "govuk-frontend": "MIT, of the first",
        "moj-frontend": "MIT, of the second",
        "htmx": "0BSD",
        "noto-sans": "OFL",
        "noto-sans-arabic": "OFL",
        "noto-sans-kr": "OFL",
    }


def test_a_second_build_gives_the_same_bytes_and_leaves_nothing_beside_them(modules: Path, licences: Path) -> None:
    first = content(build(modules, licences))
    put(modules.parent / "static" / "built" / "stale.css", "old")

    second = content(build(modules, licences))

    assert second == first
    assert [path.name for path in (modules.parent / "static").iterdir()] == ["built"]


def test_a_picture_that_nobody_brought_is_refused_by_name_and_the_old_stays(modules: Path, licences: Path) -> None:
    before = content(build(modules, licences))
    (modules / assets.PICTURES[1] / "icon-tick.svg").unlink()

    with pytest.raises(assets.Missing, match=r"moj\.css: images/icon-tick\.svg"):
        build(modules, licences)

    assert content(modules.parent / "static" / "built") == before


def test_a_missing_font_and_a_missing_licence_say_what_to_do(modules: Path, licences: Path) -> None:
    (licences / "moj-frontend.txt").unlink()
    with pytest.raises(assets.Missing, match=r"moj-frontend\.txt is missing: run `npm ci` again"):
        build(modules, licences)

    (modules / assets.FONTS / "noto-sans-kr" / "700Bold" / "NotoSansKR_700Bold.ttf").unlink()
    with pytest.raises(assets.Missing, match=r"NotoSansKR_700Bold\.ttf is missing: run `npm ci` again"):
        build(modules, licences)


@pytest.mark.parametrize(
    "last_words",
    ['process.stderr.write("no such rule"); process.exit(3);', 'process.stdout.write("no such rule");'],
    ids=["half a sheet and a code", "no sheet and no code"],
)
def test_a_rtlcss_that_fails_is_quoted(modules: Path, licences: Path, last_words: str) -> None:
    turned = TURN if "exit" in last_words else ""
    put(modules / "rtlcss" / "bin" / "rtlcss.js", turned + last_words)

    with pytest.raises(assets.Missing, match=r"rtlcss could not turn govuk\.css: no such rule"):
        build(modules, licences)


def test_without_node_modules_the_command_says_how_to_get_them(tmp_path: Path) -> None:
    put(tmp_path / "tools" / "assets.py", (ROOT / "tools" / "assets.py").read_text("utf-8"))

    command = [sys.executable, str(tmp_path / "tools" / "assets.py")]
    done = subprocess.run(command, capture_output=True, text=True, check=False)

    assert done.returncode == 1
    assert done.stdout == ""
    assert done.stderr.endswith(f"node_modules is missing: run `npm ci` in {tmp_path} first\n")
    assert "Traceback" not in done.stderr


def test_each_letter_belongs_to_one_family_only() -> None:
    ranges = [
        (int(first, 16), int(last or first, 16))
        for _, letters in assets.FACES.values()
        for first, _, last in (part.strip().removeprefix("U+").partition("-") for part in letters.split(","))
    ]
    ordered = sorted(ranges)

    assert all(left[1] < right[0] for left, right in itertools.pairwise(ordered))


def test_the_lock_names_no_host_and_holds_every_hash() -> None:
    words = (ROOT / "package-lock.json").read_text("utf-8")
    packages = json.loads(words)["packages"]

    assert "://" not in words
    assert {name for name, package in packages.items() if name and "integrity" not in package} == set()
