"""The house rules that can be read off the files: who imports whom, how long a file is, what must not be named."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
SOURCES = sorted((ROOT / "pcb").rglob("*.py"))

MAY_IMPORT = {
    "errors": set(),
    "config": {"errors"},
    "domain": {"domain", "errors"},
    "interview": {"interview", "domain", "errors"},
    "storage": {"storage", "domain", "errors"},
    "reports": {"reports", "domain", "errors"},
    "intake": {"intake", "errors"},
    "usecases": {"usecases", "interview", "storage", "reports", "intake", "domain", "config", "errors"},
    "ui": {"ui", "usecases", "interview", "domain", "config", "errors"},
    "commands": {"commands", "ui", "usecases", "domain", "config", "errors"},
    "__main__": {"commands", "ui", "usecases", "domain", "config", "errors"},
    "__init__": set(),
}
"""For each part of pcb, the parts that it may import (``pcb`` itself, for the version, is free to all)."""

ALLOWED_OUTSIDE_THE_LIBRARY = {"domain": {"dateutil"}, "interview": set[str]()}
"""For the pure parts, the third-party packages that they may import."""

LONGEST_FILE = 350
FORBIDDEN_STEMS = {"utils", "util", "helpers", "helper", "manager", "base", "misc", "common"}
LONGER = {"pcb/domain/case.py": 420}
"""The facts of the whole form, one class a rubric: a table to be read from top to bottom, better in one piece."""


def part_of(path: Path) -> str:
    first = path.relative_to(ROOT / "pcb").parts[0]
    return first.removesuffix(".py")


def imports_of(tree: ast.AST) -> set[str]:
    """Absolute names of the imported modules, one level deeper for ``from pcb import x``."""
    found: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            found.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, "les imports relatifs ne sont pas utilisés"
            assert node.module is not None
            if node.module == "pcb":
                found.update(f"pcb.{alias.name}" for alias in node.names)
            else:
                found.add(node.module)
    return found


def breaches(part: str, names: set[str]) -> list[str]:
    """The imports that ``part`` may not do."""
    wrong = []
    for name in sorted(names):
        top, _, rest = name.partition(".")
        if top == "pcb":
            target = rest.partition(".")[0]
            if target not in MAY_IMPORT[part] and target != "__version__":
                wrong.append(name)
        elif part in ALLOWED_OUTSIDE_THE_LIBRARY and not (
            top in sys.stdlib_module_names or top in ALLOWED_OUTSIDE_THE_LIBRARY[part]
        ):
            wrong.append(name)
    return wrong


def tracked_files() -> list[Path]:
    """The files of the project: those of git, or those of the tree where git is absent."""
    try:
        listed = subprocess.run(
            ["git", "ls-files", "-co", "--exclude-standard"], cwd=ROOT, capture_output=True, text=True, check=True
        ).stdout.splitlines()
        return [ROOT / name for name in listed]
    except (OSError, subprocess.CalledProcessError):
        kept = ("pcb", "tests", "docs", "benchmarks", ".ci")
        return [path for folder in kept for path in (ROOT / folder).rglob("*") if path.is_file()]


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: str(path.relative_to(ROOT)))
def test_a_module_imports_only_what_lies_below_it(path: Path) -> None:
    assert breaches(part_of(path), imports_of(ast.parse(path.read_text("utf-8")))) == []


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: str(path.relative_to(ROOT)))
def test_a_file_is_short_enough_to_be_read(path: Path) -> None:
    longest = LONGER.get(path.relative_to(ROOT).as_posix(), LONGEST_FILE)
    assert len(path.read_text("utf-8").splitlines()) <= longest


def test_no_file_is_named_after_a_drawer() -> None:
    assert [p for p in SOURCES if {p.stem, *p.relative_to(ROOT).parts} & FORBIDDEN_STEMS] == []


def test_a_breach_of_the_direction_would_be_seen() -> None:
    source = (
        "from pcb.storage.cases import x\nfrom pcb import reports\nimport nicegui\nfrom pcb.domain.money import Money"
    )
    names = imports_of(ast.parse(source))
    assert breaches("ui", names) == ["pcb.reports", "pcb.storage.cases"]
    assert breaches("domain", names) == ["nicegui", "pcb.reports", "pcb.storage.cases"]


def test_no_module_of_the_pure_parts_asks_the_clock() -> None:
    clocks = re.compile(r"\b(date\.today|datetime\.now|datetime\.utcnow|time\.time)\(")
    pure = [p for p in SOURCES if part_of(p) in ("domain", "interview", "reports", "storage")]
    assert [str(p.relative_to(ROOT)) for p in pure if clocks.search(p.read_text("utf-8"))] == []


def test_no_module_level_list_dict_or_set_is_filled_later() -> None:
    """The pages share one process between users: a module keeps no state of its own."""
    found = []
    for path in SOURCES:
        tree = ast.parse(path.read_text("utf-8"))
        where = path.relative_to(ROOT)
        names = {
            target.id
            for node in tree.body
            if isinstance(node, ast.Assign | ast.AnnAssign)
            for target in (node.targets if isinstance(node, ast.Assign) else [node.target])
            if isinstance(target, ast.Name)
        }
        for node in ast.walk(tree):
            if isinstance(node, ast.Global):
                found.append(f"{where}:{node.lineno} global {node.names}")
        for function in (n for n in ast.walk(tree) if isinstance(n, ast.FunctionDef | ast.AsyncFunctionDef)):
            for node in ast.walk(function):
                if (
                    isinstance(node, ast.Call)
                    and isinstance(node.func, ast.Attribute)
                    and node.func.attr in ("append", "add", "update", "setdefault", "extend", "pop", "clear")
                    and isinstance(node.func.value, ast.Name)
                    and node.func.value.id in names
                    and node.func.value.id.isupper()
                ):
                    found.append(f"{where}:{node.lineno} {node.func.value.id}")
    assert found == []


def test_nothing_names_a_private_folder_or_a_package_server() -> None:
    """The repository must hold on any machine: no path of the one it was written on, no address of a registry."""
    machine_paths = re.compile(r"(?<![\w.])/(work|home/\w+|root|Users/\w+|opt/(pypi|wheels))(/|\b)|\.\./shared")
    servers = re.compile(
        r"(pypi|files\.pythonhosted|test\.pypi|registry\.npmjs|crates)\.(org|io|com)|index-url|find-links", re.I
    )
    found = []
    for path in tracked_files():
        if path == Path(__file__) or not path.is_file() or path.name == "LICENSE":
            continue
        try:
            text = path.read_text("utf-8")
        except UnicodeDecodeError:
            continue
        for number, line in enumerate(text.splitlines(), 1):
            if machine_paths.search(line) or servers.search(line):
                found.append(f"{path.relative_to(ROOT)}:{number} {line.strip()[:80]}")
    assert found == []


def test_the_exact_versions_are_names_and_versions_alone() -> None:
    lines = [line for line in (ROOT / "constraints.txt").read_text("utf-8").splitlines() if not line.startswith("#")]
    assert len(lines) > 50
    assert [line for line in lines if not re.fullmatch(r"[A-Za-z0-9._-]+==[A-Za-z0-9.+!-]+", line)] == []


def test_every_direct_dependency_has_its_exact_version() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    wanted = project["project"]["dependencies"] + project["dependency-groups"]["dev"]
    names = {re.split(r"[\[<>=;! ]", want)[0].lower().replace("_", "-") for want in wanted}
    pinned = {
        line.split("==")[0].lower().replace("_", "-")
        for line in (ROOT / "constraints.txt").read_text("utf-8").splitlines()
        if "==" in line
    }
    assert names - pinned == set()


def test_no_test_is_expected_to_fail_and_nothing_is_left_to_do() -> None:
    unfinished = re.compile(r"\b(TODO|FIXME|XXX|HACK)\b|mark\.xfail|NotImplementedError")
    texts = [p for p in tracked_files() if p.suffix in (".py", ".js", ".css", ".html", ".toml") and p.is_file()]
    assert [
        str(p.relative_to(ROOT)) for p in texts if p != Path(__file__) and unfinished.search(p.read_text("utf-8"))
    ] == []
