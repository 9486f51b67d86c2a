"""Processes killed (SIGKILL) while they save: no acknowledged answer is lost and nothing is half written."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="il faut fork")


def killed(address: str, kills: int, seed: int) -> dict[str, Any]:
    """The figures of that many kills on that empty database."""
    done = subprocess.run(
        [sys.executable, "-m", "tests.storage.killing", address, str(kills), str(seed)],
        cwd=Path(__file__).parents[2],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-2000:]
    figures: dict[str, Any] = json.loads(done.stdout)
    return figures


def test_thirty_processes_killed_while_they_save_lose_nothing_that_they_acknowledged(database_url: str) -> None:
    figures = killed(database_url, 30, seed=6)
    assert figures["kills"] == 30
    assert figures["acknowledged"] >= 10  # else it did not save, and proves nothing


@pytest.mark.proof
@pytest.mark.parametrize("part", range(8))
def test_two_thousand_processes_killed_while_they_save_lose_nothing_that_they_acknowledged(
    database_url: str, part: int
) -> None:
    figures = killed(database_url, 250, seed=part)
    print(figures)  # noqa: T201 – quoted beside the proof
    assert figures["kills"] == 250
    assert figures["acknowledged"] >= 125
