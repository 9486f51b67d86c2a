"""The real application in a process of its own, on the loopback: started, killed without warning, started again."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

PASSWORD = "la girafe compte ses livres"


class Server:
    """``python -m pcb serve`` on one data folder. Its temporary files, output and errors stay in ``folder``."""

    def __init__(
        self, folder: Path, port: int, database_url: str = "", settings: Mapping[str, str] | None = None
    ) -> None:
        self.folder = folder
        self.port = port
        self.database_url = database_url
        self.settings = settings or {}
        self._process: subprocess.Popen[bytes] | None = None
        self._runs = 0

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def pid(self) -> int:
        assert self._process is not None
        return self._process.pid

    @property
    def alive(self) -> bool:
        """Whether the process runs."""
        return self._process is not None and self._process.poll() is None

    def start(self) -> None:
        """Start and wait for the address; it must be the port asked for, so that an open page finds it again."""
        for name in ("data", "tmp", "home", "cwd"):
            (self.folder / name).mkdir(exist_ok=True)
        self._runs += 1
        environment = os.environ | {
            "PCB_DATA_DIR": str(self.folder / "data"),
            "PCB_PORT": str(self.port),
            "PCB_DATABASE_URL": self.database_url,
            "TMPDIR": str(self.folder / "tmp"),
            "HOME": str(self.folder / "home"),
            **self.settings,
        }
        out = self.folder / f"out-{self._runs}.log"
        with out.open("wb") as stream:
            self._process = subprocess.Popen(
                [sys.executable, "-m", "pcb", "serve", "--no-open"],
                env=environment,
                cwd=self.folder / "cwd",
                stdout=stream,
                stderr=subprocess.STDOUT,
            )
        for _ in range(300):
            found = re.search(r"http://127\.0\.0\.1:(\d+)/", out.read_text(errors="replace"))
            if found:
                assert int(found[1]) == self.port, "le port demandé était pris"
                return
            assert self._process.poll() is None, out.read_text(errors="replace")
            try:
                self._process.wait(0.1)
            except subprocess.TimeoutExpired:
                continue
        raise AssertionError(f"pas d’adresse après 30 s : {out.read_text(errors='replace')}")

    def kill(self) -> None:
        """SIGKILL: nothing is flushed, nothing is said."""
        if self._process is not None and self._process.poll() is None:
            self._process.send_signal(signal.SIGKILL)
            self._process.wait(10)
