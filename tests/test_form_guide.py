"""The guide of the administrator: each template that it shows is a sound one, each command that it names exists."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from pcb.commands.arguments import read_arguments
from pcb.reports.official.blank import Blank, Field, Spot
from pcb.reports.official.reading import read_template
from pcb.reports.rubrics import BY_NAME, TABLES

GUIDE = (Path(__file__).parent.parent / "docs" / "formulaire-officiel.md").read_text("utf-8")
HEAD, *SHOWN = re.findall(r"```toml\n(.*?)```", GUIDE, re.DOTALL)
BLANK = Blank(((595.0, 842.0),) * 12, (Field("Nom de naissance", "text", Spot(0, 10, 10, 200, 15)),))


@pytest.mark.parametrize("shown", range(len(SHOWN)))
def test_each_template_of_the_guide_is_read_without_a_fault(shown: int) -> None:
    assert read_template(HEAD + SHOWN[shown], BLANK).boxes


def test_all_of_them_together_are_one_template() -> None:
    together = [block for block in SHOWN if "field =" not in block]
    assert len(together) >= 4
    read_template(HEAD + "\n".join(together), BLANK)


def test_each_command_of_the_guide_exists() -> None:
    commands = set(re.findall(r"`pcb (form [^`]*)`", GUIDE))
    assert len(commands) >= 6
    for command in commands:
        words = re.sub(r">.*", "", command).replace("--household MÉNAGE.toml", "").split()
        if words[1:] == ["try"]:
            continue
        read_arguments(words if words[1] != "inspect" or len(words) > 2 else [*words, "x.pdf"])


def test_each_rubric_that_the_guide_names_exists() -> None:
    named = set(re.findall(r"p[0-9]+\.[a-z0-9_.]*[a-z0-9_]", GUIDE))
    assert len(named) >= 4
    known = {*BY_NAME, *TABLES}
    assert [name for name in named if re.sub(r"\.\d+\.", ".*.", name) not in known] == []
