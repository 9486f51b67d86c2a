"""The glossary says what the code says."""

from __future__ import annotations

import ast
import re
from pathlib import Path

ROOT = Path(__file__).parent.parent


def code_names() -> set[str]:
    """Every name that the sources define or use: identifiers, attributes, modules."""
    found: set[str] = set()
    for path in (ROOT / "pcb").rglob("*.py"):
        found.add(path.stem)
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            match node:
                case ast.ClassDef(name=name) | ast.FunctionDef(name=name) | ast.AsyncFunctionDef(name=name):
                    found.add(name)
                case ast.Name(id=name) | ast.Attribute(attr=name) | ast.arg(arg=name):
                    found.add(name)
    return found


def test_every_code_name_of_the_glossary_exists() -> None:
    rows = [line for line in (ROOT / "docs" / "GLOSSARY.md").read_text("utf-8").splitlines() if line.startswith("| ")]
    named = {name for row in rows for name in re.findall(r"`(\w+)`", row)}
    assert len(named) > 50
    assert named - code_names() == set()


def test_the_readme_names_only_files_and_commands_that_exist() -> None:
    text = (ROOT / "README.md").read_text("utf-8")
    makefile = (ROOT / "Makefile").read_text("utf-8")
    for target in re.findall(r"make (\w+)", text):
        assert target == "are" or f"\n{target}:" in makefile
    for path in re.findall(r"`((?:pcb|tests|docs|benchmarks)/[a-z][\w./-]*)`", text):
        assert (ROOT / path).exists(), path
