"""A running `pcb serve` on a free port of this machine, and browsers that talk to it as a real one does."""

from __future__ import annotations

import json
import os
import re
import secrets
import socket
import subprocess
import sys
import time
import urllib.parse
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from http.cookiejar import CookieJar
from pathlib import Path
from typing import Any

from websockets.sync.client import ClientConnection, connect
from websockets.typing import Origin


class Browser:
    """One browser: its cookies, the pages and files it asks for, the sockets of its pages."""

    def __init__(self, address: str) -> None:
        self.address = address
        self._cookies = CookieJar()
        self._opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(self._cookies))

    def page(self, path: str, form: dict[str, str] | None = None) -> str:
        """The text of a page; with ``form``, what answers its POST."""
        data = urllib.parse.urlencode(form).encode() if form is not None else None
        return self._open(path, data, {"Accept": "text/html"}).decode()

    def file(self, path: str) -> bytes:
        """A file that the application makes."""
        return self._open(path, None, {"Accept": "*/*"})

    def post(self, path: str, body: Mapping[str, Any]) -> dict[str, Any]:
        """What answers a POST of our own scripts."""
        headers = {"Accept": "application/json", "Content-Type": "application/json"}
        answer: dict[str, Any] = json.loads(self._open(path, json.dumps(body).encode(), headers))
        return answer

    @contextmanager
    def open_page(self, path: str) -> Iterator[ClientConnection]:
        """A page and its websocket, handshake done."""
        found = re.search(r"'client_id': '([0-9a-f-]+)'", self.page(path))
        assert found, f"no NiceGUI page at {path}"
        cookies = "; ".join(f"{cookie.name}={cookie.value}" for cookie in self._cookies)
        query = urllib.parse.urlencode({
            "client_id": found[1], "next_message_id": 0, "implicit_handshake": "true", "EIO": 4,
            "document_id": secrets.token_hex(8), "tab_id": secrets.token_hex(8), "transport": "websocket",
        })  # fmt: skip
        with connect(
            f"{self.address.replace('http', 'ws', 1)}/_nicegui_ws/socket.io/?{query}",
            origin=Origin(self.address),
            additional_headers={"Cookie": cookies},
        ) as wire:
            assert str(wire.recv(10)).startswith("0{")
            wire.send("40")
            while not str(reply := wire.recv(10)).startswith("40"):
                assert not str(reply).startswith("44"), reply
            yield wire

    def _open(self, path: str, data: bytes | None, headers: Mapping[str, str]) -> bytes:
        asked = urllib.request.Request(f"{self.address}{path}", data, {"Origin": self.address, **headers})
        with self._opener.open(asked, timeout=60) as answer:
            return bytes(answer.read())


class Server(Browser):
    """The server, and a first browser."""

    def __init__(self, data: Path, database_url: str = "") -> None:
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            port = probe.getsockname()[1]
        super().__init__(f"http://127.0.0.1:{port}")
        self._process = subprocess.Popen(
            [sys.executable, "-m", "pcb", "serve", "--no-open", "--port", str(port)],
            env={**os.environ, "PCB_DATA_DIR": str(data), "PCB_DATABASE_URL": database_url},
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )

    def __enter__(self) -> Server:
        deadline = time.monotonic() + 60
        while True:
            try:
                self.page("/")
                return self
            except OSError:
                if time.monotonic() > deadline or self._process.poll() is not None:
                    raise
                time.sleep(0.02)

    def __exit__(self, *_: object) -> None:
        self._process.terminate()
        self._process.wait(20)

    def browser(self) -> Browser:
        """Another browser, with cookies of its own."""
        return Browser(self.address)

    def megabytes(self) -> float:
        """Resident memory of the server."""
        for line in Path(f"/proc/{self._process.pid}/status").read_text().splitlines():
            if line.startswith("VmRSS:"):
                return int(line.split()[1]) / 1024
        raise OSError("no VmRSS")

    def processor_seconds(self) -> float:
        """Time that the server has had of the processors."""
        fields = Path(f"/proc/{self._process.pid}/stat").read_text().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
