"""``serve`` and ``demo``: the application, and the browser on its first page."""

from __future__ import annotations

import os
import sys
import threading
import time
import urllib.error
import urllib.request
import webbrowser
from dataclasses import replace

from pcb.commands import DONE, REFUSED
from pcb.config import Settings
from pcb.errors import PcbError

PATIENCE_SECONDS = 30


def serve(port: int | None, *, demo: bool, open_browser: bool) -> int:
    """Listen until stopped, on ``port``, else on that of the settings, else on the next free one.

    With ``demo`` the base is temporary, holds invented households alone, and goes when the application stops.
    """
    from pcb.ui import app  # one second of imports that the other commands do not pay

    settings = Settings.from_environment()
    try:
        probe = app.listen(settings.host, port or settings.port)
    except OSError as error:
        raise PcbError(f"Impossible d’écouter : {error}.") from None
    settings = replace(settings, port=probe.getsockname()[1])
    probe.close()
    if open_browser and _has_screen():
        threading.Thread(target=_open_when_ready, args=(settings.port,), daemon=True).start()
    if demo:
        print("Ménages inventés, sans mot de passe ; la base est effacée à l’arrêt.", flush=True)
    try:
        app.serve(settings, demo=demo)
    except KeyboardInterrupt:
        return DONE
    except OSError as error:
        print(f"Impossible d’écouter : {error}.", file=sys.stderr)
        return REFUSED
    return DONE


def _has_screen() -> bool:
    """Whether opening a browser makes sense: not on a server, where a text browser would take the terminal."""
    return sys.platform in ("win32", "darwin") or bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def _open_when_ready(port: int) -> None:
    address = f"http://127.0.0.1:{port}/"
    deadline = time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < deadline:
        try:
            urllib.request.urlopen(address, timeout=2).close()
        except (OSError, urllib.error.URLError):
            time.sleep(0.1)
            continue
        webbrowser.open(address)
        return
