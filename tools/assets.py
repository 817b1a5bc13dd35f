"""Build what the pages take from others: style sheets, scripts, fonts, licences, out of node_modules into static/built.

No bundler and no Sass: the packages ship finished sheets, which need four changes before Nansen may serve them. Their
font is licensed to the UK government's own site alone, their crest is not ours, their paths begin at a foreign root, and
they know only left-to-right scripts. Run it after `npm ci`; run it again and the same files stand there.
"""

import argparse
import json
import re
import shutil
import subprocess
import sys
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
MODULES = ROOT / "node_modules"
TARGET = ROOT / "src" / "nansen" / "desk" / "static" / "built"

FOREIGN_FONT = "GDS Transport"
OWN_FONT = "Noto Sans,Noto Sans Arabic,Noto Sans KR"
NOT_OURS = re.compile(r"crest|crown|logotype|opengraph|govuk-icon|touch-icon")

GOVUK = Path("govuk-frontend/dist/govuk")
MOJ = Path("@ministryofjustice/frontend/moj")
FONTS = Path("@expo-google-fonts")


@dataclass(frozen=True)
class Sheet:
    """Hold one style sheet of others: where it lies, what we call it, and the folder its `/assets/` paths mean."""

    source: Path
    name: str
    assets: Path


@dataclass(frozen=True)
class Family:
    """Hold one font family: its folder, its name in CSS, its file name's stem, other names a machine may know it by."""

    folder: str
    name: str
    stem: str
    local: tuple[str, ...]
    unicode_range: str


SHEETS = (
    Sheet(GOVUK / "govuk-frontend.min.css", "govuk.css", GOVUK / "assets"),
    Sheet(MOJ / "moj-frontend.min.css", "moj.css", MOJ / "assets"),
)
SCRIPTS = (
    (GOVUK / "govuk-frontend.min.js", "govuk.js"),
    (MOJ / "moj-frontend.min.js", "moj.js"),
    (Path("htmx.org/dist/htmx.min.js"), "htmx.js"),
)
# A Korean file weighs 6 MB, so a browser must fetch it only for a page that shows Hangul or Hanja, and not at all where
# the machine has the face already.
FAMILIES = (
    Family(
        "noto-sans",
        "Noto Sans",
        "NotoSans",
        (),
        "U+0000-052F,U+1C80-1C8F,U+1D00-1FFF,U+2000-22FF,U+2C60-2E52,U+A640-A7FF,U+FB00-FB06",
    ),
    Family(
        "noto-sans-arabic",
        "Noto Sans Arabic",
        "NotoSansArabic",
        (),
        "U+0600-06FF,U+0750-077F,U+0870-08FF,U+200C-200E,U+FB50-FDFF,U+FE70-FEFC",
    ),
    Family(
        "noto-sans-kr",
        "Noto Sans KR",
        "NotoSansKR",
        ("Noto Sans CJK KR",),
        "U+1100-11FF,U+3000-318F,U+3200-32FF,U+3400-4DBF,U+4E00-9FFF,U+A960-A97F,U+AC00-D7FF,U+F900-FAFF,U+FF00-FFEF",
    ),
)
WEIGHTS = ((400, "400Regular", ""), (700, "700Bold", " Bold"))
PACKAGES = (
    "govuk-frontend", "@ministryofjustice/frontend", "htmx.org",
    *(f"@expo-google-fonts/{family.folder}" for family in FAMILIES),
)  # fmt: skip


class AssetError(Exception):
    """Say what the build lacks, and what brings it."""


def build(modules: Path = MODULES, target: Path = TARGET) -> tuple[Path, ...]:
    """Write every asset into `target`, which is replaced whole, and return the files written, sorted.

    The new folder grows beside the old one and takes its place at the end: a build that fails leaves the old one standing.
    """
    if not modules.is_dir():
        raise AssetError(f"no {modules.name} in {modules.parent.name}: run `npm ci` first")
    growing = target.with_name(f"{target.name}.new")
    shutil.rmtree(growing, ignore_errors=True)
    growing.mkdir(parents=True)
    for sheet in SHEETS:
        write_sheet(sheet, modules=modules, target=growing)
    for source, name in SCRIPTS:
        (growing / name).write_text(without_map(read(modules / source)), encoding="utf-8")
    write_fonts(FAMILIES, modules=modules, target=growing)
    write_licences(PACKAGES, modules=modules, target=growing)
    shutil.rmtree(target, ignore_errors=True)
    growing.rename(target)
    return tuple(sorted(path for path in target.rglob("*") if path.is_file()))


def write_sheet(sheet: Sheet, *, modules: Path, target: Path) -> None:
    """Write one sheet, its twin for right-to-left scripts (`x.rtl.css`), and the images it names."""
    css = ours(read(modules / sheet.source))
    written = target / sheet.name
    written.write_text(css, encoding="utf-8")
    for name in urls(css):
        copy(modules / sheet.assets / name, target / name)
    turn(written, modules=modules)


def ours(css: str) -> str:
    """Return the sheet with our font for theirs, without crest or source map, and with paths beside itself."""
    css = re.sub(r"@font-face\s*\{[^{}]*\}", lambda face: "" if FOREIGN_FONT in face[0] else face[0], css)
    css = re.sub(rf"([\"']?){re.escape(FOREIGN_FONT)}\1", OWN_FONT, css)
    css = re.sub(r"[^{}]+\{[^{}]*\}", without_foreign_marks, css)
    css = re.sub(r"url\(([\"']?)/assets/", r"url(\1", css)
    return without_map(css)


def without_foreign_marks(rule: re.Match[str]) -> str:
    """Return the rule, or nothing where it draws a crest, a crown or a logo of others."""
    drawn = urls(rule[0])
    return "" if any(NOT_OURS.search(name) for name in drawn) else rule[0]


def without_map(text: str) -> str:
    """Return the text without the comment that names a source map: we serve none, and a browser would ask for it."""
    return re.sub(r"(/\*#|//#)\s*sourceMappingURL=\S+(\s*\*/)?", "", text).strip() + "\n"


def urls(css: str) -> tuple[str, ...]:
    """Return the file names in `url(...)`, each once, in order, without those that carry their data inside."""
    found = re.findall(r"url\(\s*([\"']?)([^\"')]+)\1\s*\)", css)
    return tuple(dict.fromkeys(name for _, name in found if not name.startswith(("data:", "#"))))


def turn(sheet: Path, *, modules: Path) -> Path:
    """Write the right-to-left twin of a sheet with rtlcss (needs node) and return its path."""
    program = modules / "rtlcss" / "bin" / "rtlcss.js"
    turned = sheet.with_suffix(".rtl.css")
    if not program.is_file():
        raise AssetError("rtlcss is not in node_modules: run `npm ci` first")
    node = shutil.which("node")
    if node is None:
        raise AssetError("node is not on this machine: it turns the style sheets for right-to-left scripts")
    done = subprocess.run([node, program, sheet, turned], capture_output=True, text=True, check=False)
    if done.returncode or not turned.is_file():
        raise AssetError(f"rtlcss could not turn {sheet.name}: {done.stderr.strip()}")
    return turned


def write_fonts(families: Iterable[Family], *, modules: Path, target: Path) -> None:
    """Copy the regular and the bold face of each family and write `fonts.css`, which names them."""
    faces = []
    for family in families:
        for weight, folder, suffix in WEIGHTS:
            file = f"{family.stem}_{folder}.ttf"
            copy(modules / FONTS / family.folder / folder / file, target / "fonts" / file)
            faces.append(face(family, file=file, weight=weight, suffix=suffix))
    (target / "fonts.css").write_text("\n".join(faces) + "\n", encoding="utf-8")


def face(family: Family, *, file: str, weight: int, suffix: str) -> str:
    """Return one @font-face: the machine's own copy first, then ours, text shown at once in whatever is there."""
    local = ",".join(f'local("{name}{suffix}")' for name in (family.name, *family.local))
    return (
        f'@font-face{{font-family:"{family.name}";font-weight:{weight};font-display:swap;'
        f'src:{local},url(fonts/{file}) format("truetype");unicode-range:{family.unicode_range}}}'
    )


def write_licences(packages: Iterable[str], *, modules: Path, target: Path) -> None:
    """Copy each package's licence files, and write `LICENCES.txt`: package, version, licence as the package states it."""
    lines = []
    for package in packages:
        folder = modules / package
        about = json.loads(read(folder / "package.json"))
        lines.append(f"{package} {about['version']}: {about['license']}")
        for licence in sorted(folder.glob("LICEN[CS]E*")):
            copy(licence, target / "licences" / package.replace("/", "-") / licence.name)
    (target / "LICENCES.txt").write_text("\n".join(lines) + "\n", encoding="utf-8")


def read(path: Path) -> str:
    """Return a package's file as text, or say which one is missing."""
    if not path.is_file():
        raise AssetError(f"{path.name} is missing in {path.parent.name}: run `npm ci` first")
    return path.read_text(encoding="utf-8")


def copy(source: Path, target: Path) -> None:
    """Copy one file and make the folder it needs, or say which one is missing."""
    if not source.is_file():
        raise AssetError(f"{source.name} is missing in {source.parent.name}: run `npm ci` first")
    target.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(source, target)


def main() -> int:
    """Build, print how much was written, and return 0; or print what is lacking and return 1."""
    argparse.ArgumentParser(description="Build the front-end assets out of node_modules.").parse_args()
    try:
        written = build()
    except AssetError as lack:
        print(f"assets: {lack}", file=sys.stderr)
        return 1
    print(f"assets: {len(written)} files, {sum(path.stat().st_size for path in written) / 1e6:.1f} MB")
    return 0


if __name__ == "__main__":
    sys.exit(main())
