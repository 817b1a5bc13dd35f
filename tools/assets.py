"""Make the folder of front-end files that the desk serves, out of what `npm ci` has brought.

Run `python tools/assets.py`: about a second, the same bytes each time. It copies the two design systems, htmx and the
fonts; takes out what a bureau must not wear (GDS Transport is licensed for one government's own site, crown and crest
are its arms); and turns each sheet for right-to-left scripts with rtlcss. Our own sheets use logical properties, so
they need no turning.
"""

import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
MODULES = ROOT / "node_modules"
LICENCES = Path(__file__).resolve().parent / "licences"
BUILT = ROOT / "src/nansen/desk/static/built"

FAMILY = "Nansen Sans"
GOVUK = "govuk-frontend/dist/govuk"
MOJ = "@ministryofjustice/frontend/moj"
FONTS = "@expo-google-fonts"

SHEETS = {"govuk": f"{GOVUK}/govuk-frontend.min.css", "moj": f"{MOJ}/moj-frontend.min.css"}
PICTURES = (f"{GOVUK}/assets/images", f"{MOJ}/assets/images")
SCRIPTS = {
    "govuk.js": f"{GOVUK}/govuk-frontend.min.js",
    "moj.js": f"{MOJ}/moj-frontend.min.js",
    "htmx.js": "htmx.org/dist/htmx.min.js",
}
WEIGHTS = {400: "400Regular", 700: "700Bold"}
# Each family is fetched only when a page holds a letter of its range: Hangul weighs 6 MB a weight.
FACES = {
    "noto-sans": (
        "NotoSans",
        "U+0000-05FF, U+1C80-1C8F, U+1D00-1FFF, U+2000-2BFF, U+2C60-2C7F, U+2DE0-2DFF, U+A640-A7FF, U+FB00-FB1C",
    ),
    "noto-sans-arabic": (
        "NotoSansArabic",
        "U+0600-06FF, U+0750-077F, U+08A0-08FF, U+FB50-FDFF, U+FE70-FEFF",
    ),
    "noto-sans-kr": (
        "NotoSansKR",
        "U+1100-11FF, U+3000-33FF, U+3400-9FFF, U+A960-A97F, U+AC00-D7FF, U+F900-FAFF, U+FF00-FFEF",
    ),
}
LICENSED = {
    "govuk-frontend": "govuk-frontend",
    "moj-frontend": "@ministryofjustice/frontend",
    "htmx": "htmx.org",
    "noto-sans": f"{FONTS}/noto-sans",
    "noto-sans-arabic": f"{FONTS}/noto-sans-arabic",
    "noto-sans-kr": f"{FONTS}/noto-sans-kr",
}

FONT_FACE = re.compile(r"(?:/\*![^*]*Margaret Calvert[^*]*\*/)?@font-face\{[^{}]*\}")
ARMS = re.compile(r"[^{}]*\{[^{}]*url\([^)]*(?:crest|crown|logotype)[^)]*\)[^{}]*\}")
SOURCE_MAP = re.compile(r"(?:/\*|//)# sourceMappingURL=\S+(?: \*/)?")
PICTURE = re.compile(r"url\(([\"']?)/assets/images/([^)\"']+)\1\)")
ADDRESS = re.compile(r"url\([\"']?([^)\"']+)[\"']?\)")


class Missing(Exception):
    """A file or program that the build needs is not there; the text says how to get it."""


def build(*, modules: Path, licences: Path, built: Path) -> int:
    """Fill `built` anew and return its size in bytes, or raise `Missing` and leave the old folder as it was.

    The new folder is made beside the old one and takes its place at the end: a server never sees half a build.
    """
    if not modules.is_dir():
        raise Missing(f"{modules} is missing: run `npm ci` in {modules.parent} first")
    built.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=built.parent, prefix=".assets-") as folder:
        fresh = Path(folder, "built")
        for part in ("fonts", "images", "licences"):
            (fresh / part).mkdir(parents=True)
        copy_sheets(modules, fresh)
        copy_scripts(modules, fresh)
        copy_fonts(modules, fresh)
        copy_licences(modules, fresh, licences=licences)
        gaps = missing_addresses(fresh)
        if gaps:
            raise Missing(f"the sheets name files that nobody brought: {', '.join(gaps)}")
        shutil.rmtree(built, ignore_errors=True)
        fresh.rename(built)
    return sum(path.stat().st_size for path in built.rglob("*") if path.is_file())


def sheet(css: str) -> str:
    """Return a sheet in our font, without font files, arms or source map, its pictures addressed from where it lies."""
    for unwanted in (FONT_FACE, ARMS, SOURCE_MAP):
        css = unwanted.sub("", css)
    return PICTURE.sub(r"url(images/\2)", css.replace("GDS Transport", FAMILY)).strip() + "\n"


def script(javascript: str) -> str:
    """Return a script without the address of its source map: the static storage refuses one that leads nowhere."""
    return SOURCE_MAP.sub("", javascript).strip() + "\n"


def font_sheet() -> str:
    """Return the `@font-face` rules that make one family, `Nansen Sans`, of three Noto families in two weights each."""
    return "".join(
        f'@font-face {{ font-family: "{FAMILY}"; font-weight: {weight}; font-display: swap;\n'
        f'  src: url(fonts/{stem}_{name}.ttf) format("truetype");\n  unicode-range: {letters}; }}\n'
        for stem, letters in FACES.values()
        for weight, name in WEIGHTS.items()
    )


def addresses(css: str) -> tuple[str, ...]:
    """Return the files that a sheet names by `url(...)`, each once, in order; inlined data is no file."""
    return tuple(dict.fromkeys(found for found in ADDRESS.findall(css) if not found.startswith("data:")))


def missing_addresses(folder: Path) -> tuple[str, ...]:
    """Return, as `sheet: address`, what the sheets in `folder` name and the folder does not hold."""
    return tuple(
        f"{path.name}: {address}"
        for path in sorted(folder.glob("*.css"))
        for address in addresses(path.read_text("utf-8"))
        if not (folder / address).is_file()
    )


def copy_sheets(modules: Path, fresh: Path) -> None:
    """Write each sheet, its right-to-left twin and the pictures it names; a picture that nobody names stays behind."""
    for name, source in SHEETS.items():
        css = sheet(read(modules / source))
        (fresh / f"{name}.css").write_text(css, "utf-8")
        turn(modules, fresh / f"{name}.css", fresh / f"{name}.rtl.css")
        for address in addresses(css):
            homes = [path for home in PICTURES if (path := modules / home / Path(address).name).is_file()]
            if homes:
                shutil.copyfile(homes[0], fresh / address)


def turn(modules: Path, source: Path, target: Path) -> None:
    """Write the right-to-left twin of a sheet with rtlcss, the one step that needs node."""
    node = shutil.which("node")
    if node is None:
        raise Missing("node is missing: install Node.js 20 or newer")
    command = [node, str(modules / "rtlcss/bin/rtlcss.js"), "--silent", str(source), str(target)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode or not target.is_file():
        raise Missing(f"rtlcss could not turn {source.name}: {(done.stderr or done.stdout).strip()[-300:]}")


def copy_scripts(modules: Path, fresh: Path) -> None:
    """Write the scripts of others, without their source maps."""
    for name, source in SCRIPTS.items():
        (fresh / name).write_text(script(read(modules / source)), "utf-8")


def copy_fonts(modules: Path, fresh: Path) -> None:
    """Copy the font files under their own names, where papers made with typst find them too, and write their sheet."""
    for package, (stem, _) in FACES.items():
        for name in WEIGHTS.values():
            source = modules / FONTS / package / name / f"{stem}_{name}.ttf"
            if not source.is_file():
                raise Missing(f"{source} is missing: run `npm ci` again")
            shutil.copyfile(source, fresh / "fonts" / source.name)
    (fresh / "fonts.css").write_text(font_sheet(), "utf-8")


def copy_licences(modules: Path, fresh: Path, *, licences: Path) -> None:
    """Put the licence of each package beside what was taken of it; `licences` holds the text where it has none."""
    for name, package in LICENSED.items():
        own = sorted((modules / package).glob("LICENSE*")) or [licences / f"{name}.txt"]
        text = "\n".join(read(path) for path in own)
        (fresh / "licences" / f"{name}.txt").write_text(text, "utf-8")


def read(path: Path) -> str:
    """Return the text of a file, or raise `Missing` with its name."""
    if not path.is_file():
        raise Missing(f"{path} is missing: run `npm ci` again")
    return path.read_text("utf-8")


if __name__ == "__main__":
    try:
        size = build(modules=MODULES, licences=LICENCES, built=BUILT)
    except Missing as missing:
        sys.exit(f"assets: {missing}")
    print(f"assets: {size / 1e6:.1f} MB in {BUILT.relative_to(ROOT)}")
