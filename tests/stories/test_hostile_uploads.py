"""Two hundred hostile uploads sent to the running application: nothing lost, nothing crashed, memory measured, every
answer a French sentence. A dozen of them goes with every run, the whole is a proof."""

from __future__ import annotations

import contextlib
import hashlib
import http.client
import json
import re
import sys
import threading
import time
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlencode

import pytest

from pcb.config import Settings
from pcb.usecases import accounts, attachments, cases
from pcb.usecases.desk import Desk, open_store
from tests.intake import made
from tests.intake.hostile import Upload, uploads
from tests.stories.office import LIGHT
from tests.stories.server import PASSWORD, Server

pytestmark = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="la mémoire se lit dans /proc")

KEY = "persons-p1-identity"
MOST_MEMORY = 1_073_741_824
DOZEN = (
    "PDF à mot de passe, R6", "PDF de 500 pages", "JPEG de 200 mégapixels", "JPEG de 400 mégapixels",
    "PNG de 1,6 gigapixel", "PDF armé de tout", "dessin dans le dessin", "fichier vide", "trop lourd",
    "jumeau de nom 0", "jumeau de nom 1", "nom '../../../etc/passwd'", "nom 'C:x'", "nom '\\u202egpj.exe'",
    "heic coupé à 50%", "word déguisé", "archive puis PDF",
)  # fmt: skip


class Sender:
    """A signed-in browser, without the browser: it sends files and says what came back."""

    def __init__(self, server: Server) -> None:
        self.port = server.port
        self.cookie = ""
        form = urlencode({"login": "anne", "password": PASSWORD})
        headers = {"Content-Type": "application/x-www-form-urlencoded"}
        status, given, _ = self.ask("POST", "/connexion", form.encode(), headers)
        assert status == 303
        self.cookie = given["set-cookie"].split(";")[0]

    def ask(
        self, method: str, path: str, body: bytes = b"", headers: dict[str, str] | None = None
    ) -> tuple[int, http.client.HTTPMessage, bytes]:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=180)
        try:
            asked = {"Origin": f"http://127.0.0.1:{self.port}", "Cookie": self.cookie, **(headers or {})}
            connection.request(method, path, body, asked)
            reply = connection.getresponse()
            return reply.status, reply.msg, reply.read()
        finally:
            connection.close()

    def send(self, case_id: str, upload: Upload, request_id: str) -> tuple[int, dict[str, Any]]:
        name = upload.name.encode("utf-8", "replace").decode()[:400]  # as uploads.js cuts it
        headers = {"X-Pcb-Name": quote(name), "X-Pcb-Request": request_id, "Accept": "application/json"}
        path = f"/dossier/{case_id}/pieces/{KEY}/fichier"
        try:
            status, _, body = self.ask("POST", path, upload.content(), headers)
        except (BrokenPipeError, ConnectionResetError):  # a body too heavy is not even read
            return 413, {"sentence": "Ce fichier est trop lourd."}
        return status, json.loads(body)


class Meter:
    """The memory of the server and of its worker, and how long another page waits, while files are sent."""

    def __init__(self, server: Server, sender: Sender) -> None:
        self._server, self._sender = server, sender
        self._done = threading.Event()
        self.peak = 0
        self.waits: list[float] = []
        self._threads = [threading.Thread(target=work) for work in (self._measure, self._look)]

    def __enter__(self) -> Meter:
        for thread in self._threads:
            thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._done.set()
        for thread in self._threads:
            thread.join()

    def _measure(self) -> None:
        while not self._done.wait(0.02):
            self.peak = max(self.peak, sum(map(resident, family(self._server.pid))))

    def _look(self) -> None:
        while not self._done.wait(0.2):
            began = time.monotonic()
            assert self._sender.ask("GET", "/session")[0] == 200
            self.waits.append(time.monotonic() - began)


def family(pid: int) -> list[int]:
    """The process and its children. A thread that ends while it is looked at has none."""
    found = [pid]
    for task in Path(f"/proc/{pid}/task").glob("*/children"):
        with contextlib.suppress(OSError):
            found += [int(child) for child in task.read_text().split()]
    return found


def resident(pid: int) -> int:
    try:
        found = re.search(r"VmRSS:\s+(\d+) kB", Path(f"/proc/{pid}/status").read_text())
    except OSError:
        return 0
    return int(found[1]) * 1024 if found else 0


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    (tmp_path / "data").mkdir()
    store = open_store(Settings(tmp_path / "data"))
    yield accounts.set_up(store, "anne", "Anne Conseil", PASSWORD, now=datetime.now(UTC), strength=LIGHT).desk
    store.close()


def send_all(desk: Desk, server: Server, chosen: Iterable[Upload]) -> Meter:
    opened = cases.create_case(desk, datetime.now(UTC))
    sender = Sender(server)
    first = made.photograph(2)
    _, reply = sender.send(opened.id, Upload("saine", "carte d’identité.jpg", lambda: first, True), "saine-0001")
    joined = {reply["file"]: "saine"}
    sound = attachments.attachment_content(desk, opened.id, reply["file"])[1]
    wrong = []
    with Meter(server, sender) as meter:
        for number, upload in enumerate(chosen):
            status, reply = sender.send(opened.id, upload, f"demande-{number:04d}")
            sentence = reply.get("sentence", "")
            if status not in (200, 413) or not re.fullmatch(r"[A-ZÀ-Ý].{8,}\.", sentence, re.DOTALL):
                wrong.append(f"{upload.label} : {status} {reply}")
            if upload.kept is not None and upload.kept is not ("file" in reply):
                wrong.append(f"{upload.label} : {sentence}")
            if "file" in reply:
                joined[reply["file"]] = upload.label
    assert wrong == []
    there = attachments.attachments(desk, opened.id, removed=True)
    assert {file.id for file in there} == set(joined)
    for file in there:
        content = attachments.attachment_content(desk, opened.id, file.id)[1]
        assert hashlib.sha256(content).hexdigest() == file.sha256, joined[file.id]
        assert not any(letter in file.name for letter in "\x00\u202e\r\n"), joined[file.id]
    assert attachments.attachment_content(desk, opened.id, there[0].id)[1] == sound
    assert sender.ask("GET", f"/dossier/{opened.id}/pieces", headers={"Accept": "text/html"})[0] == 200
    written = {path.name for path in server.folder.rglob("*") if path.is_file() and "__pycache__" not in path.parts}
    written = {name for name in written if not name.endswith(".sauvegarde")}  # the backup of the day, sealed
    assert written <= {"pcb.sqlite3", "pcb.sqlite3-wal", "pcb.sqlite3-shm", "out-1.log"}
    assert "Traceback" not in (said := (server.folder / "out-1.log").read_text())
    assert said.count("\n") == 1  # its address, and not a word of any file
    assert meter.peak < MOST_MEMORY
    return meter


def test_a_dozen_of_hostile_uploads_lose_nothing_and_crash_nothing(desk: Desk, server: Server) -> None:
    chosen = [upload for upload in uploads() if upload.label in DOZEN]
    assert len(chosen) == len(DOZEN)
    send_all(desk, server, chosen)


@pytest.mark.proof
def test_two_hundred_hostile_uploads_lose_nothing_crash_nothing_and_stay_under_a_gibibyte(
    desk: Desk, server: Server
) -> None:
    meter = send_all(desk, server, uploads())
    waits = sorted(meter.waits)
    late = waits[len(waits) * 95 // 100]
    sys.stdout.write(f"mémoire {meter.peak // 1_000_000} Mo, attente p95 {late * 1000:.0f} ms\n")
    assert late < 0.5
