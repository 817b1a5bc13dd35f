"""The house rules that no other program checks; each test names all offenders at once."""

from __future__ import annotations

import ast
import re
import runpy
import subprocess
import tomllib
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from pathlib import Path

import pytest
import typer

from nansen import errors
from nansen.desk import command
from nansen.statements import terms

ROOT = Path(__file__).resolve().parents[1]
PRODUCT = ROOT / "src" / "nansen"
REFERENCE = ROOT / "docs" / "reference"
FILE_LINES_MAX = 300
FUNCTION_LINES_MAX = 50
PRODUCT_LINES_MAX = 25_000  # docs/decisions/0007

Definition = ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef
Function = ast.FunctionDef | ast.AsyncFunctionDef

MACHINERY = {"utils", "common", "helpers", "services", "base", "manager"}
UNFINISHED = re.compile(r"\b(" + "|".join(("TO" + "DO", "FIX" + "ME", "XX" + "X", "NotImplemented" + "Error")) + r")\b")
REASON = re.compile(r"#\s*(noqa: [A-Z0-9, ]+ - )?(slow|optional)\b")
# Two sentences in one line; an abbreviation or a number before the full stop ends none.
SECOND_SENTENCE = re.compile(r"(?<!e\.g)(?<!i\.e)[a-z)`'\"][.!?] +[A-Z`]")
LINK = re.compile(r"\]\(([^)\s]+)\)")
SETTING = re.compile(r"NANSEN_[A-Z_]+")
MAKE = re.compile(r"^\s*(?:\$ )?make ([a-z]+)", re.MULTILINE)
# Parts that are joined here only, so that this file does not hold what it forbids.
HOSTS = ("py|pi%org", "python|hosted%org", "npm|js%org", "npm|js%com", "yarn|pkg%com", "crates%io", "proxy.go|lang%org")
FOLDERS = ("ro%ot", "ho%me", "Use%rs", "wo%rk", "bui%lds")
OF_A_MACHINE = re.compile(
    "|".join(
        (
            *(re.escape(host.replace("%", ".").replace("|", "")) for host in HOSTS),
            f"(?<![\\w.:/-])/(?:{'|'.join(FOLDERS).replace('%', '')})/",
            r"(?<![\w-])--?(?:extra-)?index-" + r"url\b",
            r"\bregistry" + r"\s*=\s*http",
        )
    )
)


@cache
def tracked() -> tuple[Path, ...]:
    """Return what git tracks, and what it would take in with the next `git add`."""
    if not (ROOT / ".git").exists():
        pytest.skip("this is no git checkout, so nobody can say what is tracked")
    asked = ["git", "-c", "safe.directory=*", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    names = subprocess.run(asked, cwd=ROOT, capture_output=True, text=True, check=True).stdout.split("\0")
    return tuple(file for name in sorted(set(names)) if name and (file := ROOT / name).is_file())


@cache
def text(file: Path) -> str:
    """Return a file as text; a page that is missing names nothing, so that the tests list what it should name."""
    return file.read_text("utf-8", "replace") if file.is_file() else ""


@cache
def tree(file: Path) -> ast.Module:
    return ast.parse(text(file))


@cache
def modules(folder: Path = PRODUCT) -> tuple[Path, ...]:
    return tuple(sorted(folder.rglob("*.py")))


@cache
def docs() -> tuple[Path, ...]:
    return (*sorted((ROOT / "docs").rglob("*.md")), *sorted(ROOT.glob("*.md")))


def place(file: Path, node: ast.AST | None = None) -> str:
    return f"{file.relative_to(ROOT)}:{getattr(node, 'lineno', 1)}"


def nobody(offenders: Iterable[str]) -> None:
    found = sorted(set(offenders))
    assert not found, "\n" + "\n".join(found)


def definitions(body: list[ast.stmt], prefix: str = "") -> Iterator[tuple[str, Definition]]:
    """Yield the public classes, functions and methods of a module or a class, by their names."""
    for node in body:
        if isinstance(node, Definition) and not node.name.startswith("_"):
            yield prefix + node.name, node
            if isinstance(node, ast.ClassDef):
                yield from definitions(node.body, f"{prefix}{node.name}.")


def bad_sentence(doc: str | None) -> str:
    first = (doc or "").strip().split("\n")[0]
    if not first:
        return "no docstring"
    if not first.endswith("."):
        return "the first line does not end with a full stop"
    return "the first line is more than one sentence" if SECOND_SENTENCE.search(first) else ""


def test_no_file_of_the_product_is_longer_than_300_lines() -> None:
    lengths = {place(file): text(file).count("\n") for file in modules()}

    nobody(f"{where}: {length} lines" for where, length in lengths.items() if length > FILE_LINES_MAX)


def test_no_function_of_the_product_is_longer_than_50_lines() -> None:
    functions = ((file, node) for file in modules() for node in ast.walk(tree(file)) if isinstance(node, Function))
    lengths = {f"{place(file, f)} {f.name}": (f.end_lineno or f.lineno) - f.lineno + 1 for file, f in functions}

    nobody(f"{where}: {length} lines" for where, length in lengths.items() if length > FUNCTION_LINES_MAX)


def test_the_product_stays_below_25000_lines_of_python() -> None:
    assert sum(text(file).count("\n") for file in modules()) < PRODUCT_LINES_MAX


def test_every_public_thing_says_in_one_sentence_what_it_will_do() -> None:
    written = [file for file in modules() if "migrations" not in file.parts]
    found = [(place(file), ast.get_docstring(tree(file))) for file in written]
    found += [
        (f"{place(file, node)} {name}", ast.get_docstring(node))
        for file in written
        for name, node in definitions(tree(file).body)
        if not any(getattr(mark, "id", "") == "overload" for mark in node.decorator_list)
    ]

    nobody(f"{where}: {fault}" for where, doc in found if (fault := bad_sentence(doc)))


def test_nothing_is_left_for_later() -> None:
    sources = [file for file in tracked() if file.suffix in {".py", ".html", ".js", ".css", ".toml", ".md", ".sh"}]
    lines = ((file, number, line) for file in sources for number, line in enumerate(text(file).splitlines(), start=1))

    nobody(f"{file.relative_to(ROOT)}:{number}" for file, number, line in lines if UNFINISHED.search(line))


def test_an_import_inside_a_function_gives_its_reason_slow_or_optional() -> None:
    offenders = []
    for file in modules():
        lines = text(file).splitlines()
        for block in inner_imports(tree(file)):
            if not REASON.search(lines[block[0].lineno - 1]):
                offenders += [place(file, node) for node in block if not REASON.search(lines[node.lineno - 1])]

    nobody(offenders)


def inner_imports(module: ast.Module) -> Iterator[list[ast.stmt]]:
    """Yield the runs of imports that follow each other inside functions."""
    for function in (node for node in ast.walk(module) if isinstance(node, Function)):
        for node in ast.walk(function):
            for body in (getattr(node, field, None) for field in ("body", "orelse", "finalbody")):
                run: list[ast.stmt] = []
                for statement in body if isinstance(body, list) else []:
                    if isinstance(statement, ast.Import | ast.ImportFrom):
                        run.append(statement)
                    elif run:
                        yield run
                        run = []
                if run:
                    yield run


def test_no_module_is_named_for_the_machinery() -> None:
    names = {(file, part.removesuffix(".py")) for file in modules() for part in file.relative_to(PRODUCT).parts}

    nobody(place(file) for file, part in names if part in MACHINERY)


def test_lock_files_name_no_address() -> None:
    locks = [*ROOT.glob("requirements*.txt"), ROOT / "package-lock.json"]

    nobody(place(file) for file in locks if "://" in text(file))


def test_nothing_tracked_names_a_registry_or_a_path_of_one_machine() -> None:
    found = [(file, line) for file in tracked() for line in text(file).splitlines() if OF_A_MACHINE.search(line)]

    nobody(f"{file.relative_to(ROOT)}: {line.strip()[:80]}" for file, line in found)


def test_every_term_is_in_the_reference_with_its_source() -> None:
    written, known = text(REFERENCE / "terms.md"), terms.shipped().by_name.values()

    nobody(term.name for term in known if f"| `{term.name}` |" not in written)
    nobody(term.name for term in known if not term.source.strip())


def test_the_written_pages_of_the_reference_are_what_the_tables_say() -> None:
    pages: Callable[[], dict[str, str]] = runpy.run_path(str(ROOT / "tools" / "reference.py"))["pages"]

    stale = [name for name, page in pages().items() if text(REFERENCE / name) != page]
    nobody(f"{name} is stale: run .venv/bin/python tools/reference.py" for name in stale)


def test_every_command_and_each_of_its_options_is_in_the_reference() -> None:
    sections = dict(
        re.findall(r"^## `nansen (\w+)`\n(.*?)(?=^## |\Z)", text(REFERENCE / "commands.md"), re.MULTILINE | re.DOTALL)
    )
    group = typer.main.get_command(command.app)
    commands = group.commands  # type: ignore[attr-defined]

    nobody(f"{name}: only in one of them" for name in sections.keys() ^ commands.keys())
    options = [
        (name, option)
        for name, found in commands.items()
        for part in found.params
        for option in part.opts
        if option.startswith("-")
    ]
    nobody(f"{name} {option}" for name, option in options if option not in sections.get(name, ""))


def test_every_family_of_errors_is_in_the_reference() -> None:
    families = [
        family.__name__ for family in errors.NansenError.__subclasses__() if family.__module__ == errors.__name__
    ]

    nobody(name for name in families if f"`{name}`" not in text(REFERENCE / "errors.md"))


def test_every_form_is_in_the_guide_of_the_desk() -> None:
    forms = tomllib.loads(text(PRODUCT / "desk" / "forms" / "forms.toml"))

    nobody(name for name in forms if f"`{name}`" not in text(ROOT / "docs" / "guide" / "desk.md"))


def test_every_setting_of_the_environment_is_in_the_reference() -> None:
    settings = {name for file in modules() for name in SETTING.findall(text(file))}

    nobody(name for name in settings if f"`{name}`" not in text(REFERENCE / "settings.md"))


def test_every_role_and_purpose_is_in_the_reference_of_access() -> None:
    table = tomllib.loads(text(PRODUCT / "casefile" / "access.toml"))

    nobody(name for name in (*table["role"], *table["purposes"]) if f"`{name}`" not in text(REFERENCE / "access.md"))


def test_every_link_in_the_docs_leads_somewhere() -> None:
    links = [(file, link) for file in docs() for link in LINK.findall(text(file)) if "://" not in link]

    nobody(f"{file.relative_to(ROOT)}: {link}" for file, link in links if not leads(file, link))


def leads(file: Path, link: str) -> bool:
    path, _, anchor = link.partition("#")
    target = (file.parent / path).resolve() if path else file
    return target.exists() and (not anchor or anchor in anchors(target))


@cache
def anchors(file: Path) -> set[str]:
    headings = re.findall(
        r"^#+ (.+)$", re.sub(r"^```.*?^```", "", text(file), flags=re.MULTILINE | re.DOTALL), re.MULTILINE
    )
    return {re.sub(r"[^\w\- ]", "", heading.lower()).strip().replace(" ", "-") for heading in headings}


def test_what_the_docs_tell_a_newcomer_to_make_can_be_made() -> None:
    targets = set(re.findall(r"^([a-z]+):", text(ROOT / "Makefile"), re.MULTILINE))
    told = {(file.name, target) for file in docs() for target in MAKE.findall(text(file))}

    nobody(f"{name}: make {target}" for name, target in told if target not in targets)
    assert {"demo", "serve", "test"} <= {target for name, target in told if name == "README.md"}


def test_no_test_is_skipped_or_expected_to_fail_without_its_reason() -> None:
    found = [(file, node) for file in modules(ROOT / "tests") for node in ast.walk(tree(file))]

    nobody(place(file, node) for file, node in found if silent(node))


def silent(node: ast.AST) -> bool:
    """Return whether a node is a skip or an xfail, as a mark or as a call, that gives no reason."""
    marks = node.decorator_list if isinstance(node, Definition) else []
    if any(isinstance(mark, ast.Attribute) and mark.attr in {"skip", "xfail"} for mark in marks):
        return True
    if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)):
        return False
    if node.func.attr not in {"skip", "skipif", "xfail"} or not ast.unparse(node.func).startswith("pytest."):
        return False
    by_name = [word.value for word in node.keywords if word.arg == "reason"]
    by_place = [] if "mark" in ast.unparse(node.func) else node.args
    return not any(not isinstance(why, ast.Constant) or str(why.value).strip() for why in (*by_name, *by_place))
