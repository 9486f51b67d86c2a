"""The wheel, installed alone in an empty environment and started from another folder, serves and prints the same.

A proof: it builds, downloads and installs, which takes a minute or two (`make proofs`, and CI).
"""

from __future__ import annotations

import http.cookiejar
import os
import socket
import subprocess
import sys
import time
import urllib.request
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
HOUSEHOLD = ROOT / "pcb" / "data" / "households" / "couple-deux-enfants.toml"
pytestmark = pytest.mark.proof


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    run = [sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--wheel-dir", str(folder), str(ROOT)]
    subprocess.run(run, check=True, timeout=300)
    return next(folder.glob("pcb-*.whl"))


@pytest.fixture(scope="module")
def elsewhere(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with an environment that holds the wheel and what it depends on, and nothing of the sources."""
    folder = tmp_path_factory.mktemp("elsewhere")
    subprocess.run([sys.executable, "-m", "venv", str(folder / "env")], check=True, timeout=120)
    install = [folder / "env" / "bin" / "python", "-m", "pip", "install", "--quiet"]
    subprocess.run([*install, "--constraint", ROOT / "constraints.txt", wheel], check=True, timeout=600)
    return folder


def run_there(elsewhere: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    program = elsewhere / "env" / "bin" / "pcb"
    return subprocess.run([program, *arguments], cwd=elsewhere, env=alone(), capture_output=True, text=True, timeout=60)


def alone() -> dict[str, str]:
    """The environment variables without those that could lead back to the sources."""
    return {name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "PCB_", "VIRTUAL_"))}


def test_the_wheel_holds_its_data_its_licence_and_no_test(wheel: Path) -> None:
    names = zipfile.ZipFile(wheel).namelist()
    sources = [
        path.relative_to(ROOT).as_posix()
        for path in (ROOT / "pcb").rglob("*")
        if path.is_file() and "__pycache__" not in path.parts and not path.name.endswith(".pyc")
    ]
    assert set(sources) <= set(names)
    assert any(name.endswith("licenses/LICENSE") for name in names)
    assert [name for name in names if name.startswith(("tests/", "benchmarks/", "docs/"))] == []


def test_the_wheel_alone_tells_the_same_assessment(elsewhere: Path) -> None:
    there = run_there(elsewhere, "assess", str(HOUSEHOLD), "--on", "2025-06-30", "--json")
    here = subprocess.run(
        [sys.executable, "-m", "pcb", "assess", str(HOUSEHOLD), "--on", "2025-06-30", "--json"],
        cwd=ROOT, capture_output=True, text=True, timeout=60,
    )  # fmt: skip
    assert there.returncode == 0, there.stderr
    assert '"712.50"' in there.stdout
    assert there.stdout == here.stdout


def test_the_wheel_alone_prints_the_same_paper_to_the_byte(elsewhere: Path, tmp_path: Path) -> None:
    there = run_there(elsewhere, "dossier", str(HOUSEHOLD), "--on", "2025-06-30", "-o", str(tmp_path / "there.pdf"))
    assert there.returncode == 0, there.stderr
    here = ["dossier", str(HOUSEHOLD), "--on", "2025-06-30", "-o", str(tmp_path / "here.pdf")]
    subprocess.run([sys.executable, "-m", "pcb", *here], cwd=ROOT, check=True, capture_output=True, timeout=60)
    assert (tmp_path / "there.pdf").read_bytes() == (tmp_path / "here.pdf").read_bytes()


@pytest.fixture
def address(elsewhere: Path, tmp_path: Path) -> Iterator[str]:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    process = subprocess.Popen(
        [elsewhere / "env" / "bin" / "pcb", "serve", "--no-open", "--port", str(port)],
        cwd=tmp_path,
        env={**alone(), "PCB_DATA_DIR": str(tmp_path / "data"), "TMPDIR": str(tmp_path)},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        yield f"http://127.0.0.1:{port}"
    finally:
        process.terminate()
        process.wait(20)


def test_the_wheel_alone_serves_its_pages_its_fonts_and_its_demo_households(address: str) -> None:
    browser = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(http.cookiejar.CookieJar()))
    browser.addheaders = [("Accept", "text/html"), ("Origin", address)]
    deadline = time.monotonic() + 60
    while True:
        try:
            first = browser.open(f"{address}/", timeout=10).read().decode()
            break
        except OSError:
            assert time.monotonic() < deadline
            time.sleep(0.1)
    assert "Créer mon compte" in first
    assert b"font-face" in browser.open(f"{address}/static/pcb.css", timeout=10).read()
    with browser.open(f"{address}/demonstration", b"", timeout=30) as answer:
        listed = answer.read().decode()
    assert "Ferrand" in listed
    assert "Labadie" in listed
