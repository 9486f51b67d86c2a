"""``docs/asvs.md`` says where each requirement of ASVS 5.0.0 is held: each is there once, and what it names exists."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PAGE = ROOT / "docs" / "asvs.md"
STATES = {"tenu", "en partie", "non tenu", "sans objet"}
ROW = re.compile(r"^\| (\d+\.\d+\.\d+) \| (L[123]) \| (.+?) \| (.+?) \| (.+?) \| (.+?) \|$", re.MULTILINE)

LEVELS_1_AND_2 = """
1.1.1-2 1.2.1-5 1.2.9 1.3.1-7 1.3.10-11 1.4.2 1.5.1-2 2.1.1-3 2.2.1-3 2.3.1-4 2.4.1
3.2.1-2 3.3.1-4 3.4.1-6 3.5.1-4 3.7.1-2 4.1.1-3 4.2.1 4.4.1-4 5.1.1 5.2.1-3 5.3.1-2 5.4.1-3
6.1.1-3 6.2.1-12 6.3.1-4 6.4.1-4 6.5.1-5 6.8.1-2 6.8.4 7.1.1-3 7.2.1-4 7.3.1-2 7.4.1-5 7.5.1-2 7.6.1-2
8.1.1-2 8.2.1-3 8.3.1 8.4.1 9.1.1-3 9.2.1-4 10.1.1-2 10.2.1-2 10.5.1-4
11.1.1-2 11.2.1-3 11.3.1-3 11.4.1-4 11.5.1 11.6.1 12.1.1-2 12.2.1-2 12.3.1-4
13.1.1 13.2.1-5 13.3.1-2 13.4.1-5 14.1.1-2 14.2.1-4 14.3.1-3 15.1.1-3 15.2.1-3 15.3.1-7
16.1.1 16.2.1-5 16.3.1-4 16.4.1-3 16.5.1-3
"""
"""All of levels 1 and 2 that concern an application like this one: 210. The others (WebRTC, GraphQL, authorization
servers, LDAP, LaTeX…) have nothing here to apply to."""

CHOSEN_OF_LEVEL_3 = """
1.2.10 1.3.12 3.4.7 3.4.8 5.2.4 5.2.6 5.3.3 6.3.5 6.3.7 6.3.8 6.4.6 6.5.6 7.5.3 8.3.2 11.3.4 13.4.6
14.2.6 14.2.7 14.2.8 15.1.4 15.1.5 15.2.4 15.4.2 15.4.3 16.5.4
"""


def ids(listed: str) -> list[str]:
    found = []
    for part in listed.split():
        first, _, last = part.partition("-")
        section, _, number = first.rpartition(".")
        found += [f"{section}.{n}" for n in range(int(number), int(last or number) + 1)]
    return found


def rows() -> list[tuple[str, ...]]:
    return [tuple(map(str, row)) for row in ROW.findall(PAGE.read_text("utf-8"))]


def missing(proof: str) -> list[str]:
    """What a cell names and the project does not hold: a file, or a test of a file."""
    absent = []
    for named in re.findall(r"`([^`]+)`", proof):
        path, _, test = named.partition("::")
        file = ROOT / path
        if not file.is_file() or (test and not re.search(rf"^(async )?def {test}\(", file.read_text("utf-8"), re.M)):
            absent.append(named)
    return absent


def test_each_requirement_is_there_once() -> None:
    first, third = ids(LEVELS_1_AND_2), ids(CHOSEN_OF_LEVEL_3)
    assert (len(first), len(third)) == (210, 25)
    told = Counter(row[0] for row in rows())
    assert told == Counter(first + third)
    assert {row[0] for row in rows() if row[1] == "L3"} == set(third)


def test_each_row_says_how_it_stands_and_where_that_shows() -> None:
    for number, _, _, state, how, proof in rows():
        assert state in STATES, number
        assert how.strip(), number
        assert re.search(r"`[^`]+`", proof), number


def test_what_is_called_held_is_shown_by_something_that_exists() -> None:
    assert {row[0]: missing(row[5]) for row in rows() if missing(row[5])} == {}


def test_what_the_impact_assessment_names_exists() -> None:
    text = (ROOT / "docs" / "analyse-impact.md").read_text("utf-8")
    assert missing(re.sub(r"`pcb [a-z]+`", "", text)) == []
    assert text.count("[À COMPLÉTER]") > 15


def test_the_counts_at_the_top_are_those_of_the_table() -> None:
    text = PAGE.read_text("utf-8")
    for state, number in Counter(row[3] for row in rows()).items():
        assert f"{number} « {state} »".replace("« ", "«\u202f").replace(" »", "\u202f»") in text


@pytest.mark.parametrize("wrong", ["`tests/test_asvs.py::test_of_nothing`", "`tests/of_nothing.py`"])
def test_a_proof_that_does_not_exist_would_be_seen(wrong: str) -> None:
    assert missing(wrong)
    assert not missing("`tests/test_asvs.py::test_a_proof_that_does_not_exist_would_be_seen`")
