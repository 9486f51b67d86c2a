# ruff: noqa: E501 - what is asked of the server stands on one line
"""A whole life of the real application, then every file that it wrote searched byte by byte: nothing of a household is
in the database, its journal, the backups, the logs, the temporary files, the folder of NiceGUI; nor in an address, a
title, the name of a file. One household with every run; all of them, on both databases, as a proof."""

from __future__ import annotations

import base64
import re
import sys
import threading
import zlib
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import httpx
import pytest
from sqlalchemy import text

from pcb.__main__ import main
from pcb.config import Settings
from pcb.domain.case import Case
from pcb.usecases import accounts, cases, keys
from pcb.usecases.demo import demo_households
from pcb.usecases.desk import Desk, open_store
from tests.databases import Server as PostgreSQL
from tests.intake import made
from tests.stories.office import LIGHT
from tests.stories.secrets_in_files import Search
from tests.stories.server import PASSWORD, Server

BREAKING = (str(Path(__file__).parent / "breaking_server.py"),)
PAGES = (
    "entretien", "entretien/recapitulatif", "budget", "lettre", "plan", "historique", "declaration", "pieces", "courriers",
    "a-emporter",
)  # fmt: skip
PAPERS = (
    "declaration.pdf", "feuille-de-recopie.pdf", "plan.pdf", "plan.csv", "plan.xlsx", "courriers-creanciers.pdf",
    "courriers.ics", "a-emporter.pdf?papier=ensemble", "a-emporter.pdf?papier=budget&version=facile&taille=livret",
    "a-emporter.ics", "pieces/liste", "chiffres", "plan/explication/capacite",
)  # fmt: skip
NAME = "Quintanilhac-Zwickelbank"
FILE_NAME = f"Certificat de {NAME}.jpg"


class Watch:
    """Whatever passes through the temporary folder of the server, copied before it goes."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.seen = folder, dict[str, bytes]()
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._look)

    def __enter__(self) -> Watch:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._over.set()
        self._thread.join()

    def _look(self) -> None:
        while not self._over.wait(0.005):
            for path in self.folder.rglob("*"):
                try:
                    self.seen[str(path)] = path.read_bytes() if path.is_file() else b""
                except OSError:
                    continue


class Life:
    """Somebody signed in over HTTP; ``outside`` is all that leaves the encrypted part: addresses, titles, file names."""

    def __init__(self, server: Server) -> None:
        self.http = httpx.Client(base_url=server.url, headers={"Origin": server.url}, timeout=60)
        self.outside: list[str] = []
        self.papers = 0

    def ask(self, method: str, address: str, *, accept: str = "text/html", **more: Any) -> httpx.Response:
        reply = self.http.request(method, address, headers={"Accept": accept, **more.pop("headers", {})}, **more)
        self.outside += [str(reply.headers.get(name, "")) for name in ("location", "content-disposition", "set-cookie")]
        if reply.headers.get("content-type", "").startswith("text/html"):
            self.outside += re.findall(r"<title>(.*?)</title>", reply.text, re.DOTALL)
            self.outside += re.findall(r'(?:href|src|action)="([^"#]*)', reply.text)
        return reply

    def live(self, opened: cases.OpenCase, pages: tuple[str, ...], papers: tuple[str, ...]) -> None:
        at = f"/dossier/{opened.id}"
        for page in pages:
            assert self.ask("GET", f"{at}/{page}").status_code == 200, page
        answer = {"path": "note", "raw": f"Vu {NAME}", "seen": "", "request_id": f"r-{opened.id}", "overwrite": True}
        assert self.ask("POST", f"{at}/reponse", json=answer, accept="application/json").json()["state"] == "saved"
        sent = {"X-Pcb-Name": FILE_NAME, "X-Pcb-Request": f"u-{opened.id}", "Content-Type": "image/jpeg"}
        for key in ("persons-p1-identity", "home-lease"):
            content = made.photograph(1)
            joined = self.ask(
                "POST", f"{at}/pieces/{key}/fichier", content=content, accept="application/json",
                headers=sent | {"X-Pcb-Request": f"{key[:8]}-{opened.id}"},
            )  # fmt: skip
            if joined.status_code == 200 and "file" in joined.json():
                self.ask("GET", f"{at}/fichier/{joined.json()['file']}/apercu")
        for paper in papers:
            given = self.ask("GET", f"{at}/{paper}", accept="*/*")
            self.papers += given.status_code == 200 and len(given.content) > 500
        self.ask("POST", f"{at}/presence", json={"chapter": "dettes", "seen": 1}, accept="application/json")

    def force_errors(self, server: Server, opened: cases.OpenCase, number: int) -> int:
        """That many unforeseen faults, each of which has the whole household in its text."""
        sign, failed = server.folder / "cwd" / "casse", 0
        sign.touch()
        at = f"/dossier/{opened.id}"
        asked = [f"{at}/{place}" for place in (*PAGES, *PAPERS)]
        for turn in range(number):
            if turn % 4 == 3:
                body = {"path": "note", "raw": NAME, "seen": "", "request_id": f"e-{turn:08d}"}
                reply = self.ask("POST", f"{at}/reponse", json=body, accept="application/json")
            else:
                reply = self.ask("GET", asked[turn % len(asked)])
            failed += reply.status_code >= 500
            assert NAME not in reply.text
            assert "Traceback" not in reply.text
        sign.unlink()
        return failed


def lived(folder: Path, port: int, url: str, households: tuple[Case, ...], errors: int, short: bool) -> Search:
    """The whole life; the secrets that no file of ``folder`` may hold."""
    (folder / "data").mkdir()
    settings = Settings(folder / "data", url, backup_dir=folder / "data" / "sauvegardes")
    store = open_store(settings)
    made_up = accounts.set_up(store, "anne", "Anne Vandenbroucke", PASSWORD, now=datetime.now(UTC), strength=LIGHT)
    opened = [cases.import_case(made_up.desk, case, datetime.now(UTC)) for case in households]
    server = Server(folder, port, url, program=BREAKING)
    search = Search(households, (NAME, PASSWORD, "Vandenbroucke", made_up.recovery_code))
    life: Life | None = None
    try:
        server.start()
        life = Life(server)
        with Watch(folder / "tmp") as watch:
            life.ask("POST", "/connexion", data={"login": "anne", "password": "mauvais " + NAME})
            assert life.ask("POST", "/connexion", data={"login": "anne", "password": PASSWORD}).status_code == 303
            life.ask("POST", "/recuperation", data={"login": NAME, "code": NAME, "password": NAME, "again": NAME})
            for page in ("/dossiers", "/compte", "/formulaire"):
                assert life.ask("GET", page).status_code == 200
            for one in opened:
                life.live(one, PAGES[::4] if short else PAGES, PAPERS[2::6] if short else PAPERS)
            life.ask("GET", f"/dossier/{opened[0].id}/courriers/{NAME}")
            life.ask("GET", f"/{NAME}?jour={NAME}")
            failed = life.force_errors(server, opened[0], errors)
            back_up(made_up.desk, settings, folder)
        assert life.papers >= len(opened) * (1 if short else 6)
        assert failed > errors // 2
        assert [
            found for path, content in watch.seen.items() for found in search.found_in(path.encode() + content)
        ] == []
        sides = "\n".join(life.outside).replace(FILE_NAME, "")
        assert search.found_in(sides.encode()) == []
        life.ask("POST", "/deconnexion")
        assert search.found_under(folder) == []  # while it runs: the journal of SQLite is not folded in
    finally:
        server.kill()
        store.close()
        if life is not None:
            life.http.close()
    log = (folder / "out-1.log").read_text()
    assert "Traceback" not in log
    assert log.count("\n") < 3 + 4 * errors
    sys.stdout.write(f"{len(search.forms)} formes cherchées, {failed} fautes forcées, {life.papers} papiers\n")
    return search


def back_up(desk: Desk, settings: Settings, folder: Path) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PCB_DATA_DIR", str(settings.data_dir))
        patch.setenv("PCB_DATABASE_URL", settings.database_url)
        patch.setenv("PCB_BACKUP_DIR", str(folder / "usb"))
        patch.setenv("PCB_KEY_FILE", str(folder / "cle"))
        keys.make_key_file(desk, folder / "cle", strength=LIGHT)
        assert main(["backup"]) == 0
    assert [path for path in (folder / "usb").iterdir() if path.stat().st_size > 10_000]


def test_nothing_of_a_household_lies_in_any_file_after_a_day_of_work(tmp_path: Path, free_port: int) -> None:
    households = tuple(case for case in demo_households() if len(case.debts) > 2)[:1]
    search = lived(tmp_path, free_port, "", households, 12, short=True)
    assert search.found_under(tmp_path) == []


@pytest.mark.proof
def test_nothing_of_the_demo_households_lies_in_any_file_of_a_sqlite_base(tmp_path: Path, free_port: int) -> None:
    search = lived(tmp_path, free_port, "", demo_households(), 100, short=False)
    assert len(search.forms) > 2_000
    assert search.found_under(tmp_path) == []


@pytest.mark.proof
def test_nothing_of_the_demo_households_lies_in_the_files_of_a_postgresql_server(
    tmp_path: Path, free_port: int, postgresql: PostgreSQL
) -> None:
    url = postgresql.new_base(migrated=False)
    search = lived(tmp_path, free_port, url, demo_households(), 100, short=False)
    store = open_store(Settings(tmp_path / "data", url))
    with store.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.execute(text("CHECKPOINT"))
        tables = connection.execute(text("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")).scalars().all()
        assert len(tables) > 15
        for table in tables:
            for row in connection.execute(text(f'SELECT * FROM "{table}"')):  # noqa: S608 - names of our own tables
                held = b"\n".join(
                    bytes(cell) if isinstance(cell, bytes | memoryview) else str(cell).encode() for cell in row
                )
                assert search.found_in(held) == [], table
        place = Path(str(connection.execute(text("SHOW data_directory")).scalar()))
    assert search.found_under(tmp_path) == []
    assert search.found_under(place) == []
    store.close()
    postgresql.drop(url)


@pytest.fixture
def one() -> Case:
    return next(case for case in demo_households() if len(case.debts) > 2)


def test_the_search_finds_a_secret_however_it_was_written(one: Case) -> None:
    search, name = Search([one]), str(one.debts[0].creditor)
    assert search.found_in(b"rien du tout") == []
    for written in (
        name.encode(), name.upper().encode(), name.encode("utf-16-le"), zlib.compress(b"(" + name.encode() + b") Tj"),
        base64.b64encode(b"ab" + name.encode() + b"cd"), base64.b64encode(b"a" + name.encode() + b"c"),
        b"\x00" * 9 + zlib.compress(b"x" * 5000 + str(one.debts[0].balance).encode()), b"%PDF-1.7",
    ):  # fmt: skip
        assert search.found_in(b"\xff" * 33 + written + b"\xfe") != [], written
