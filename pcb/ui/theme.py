"""Where the style sheet, the fonts and the scripts of the page are, and how a NiceGUI page takes them in."""

from __future__ import annotations

import hashlib
from functools import cache
from importlib.resources import files
from pathlib import Path

from nicegui import ui

STATIC = Path(str(files("pcb.ui") / "static"))
FONTS = Path(str(files("pcb") / "data" / "fonts"))

ACCENT = "#1d5b79"
"""The one accent: 7.2:1 on white."""
ALERT = "#a8201a"
"""Red, for what cannot wait: 7.3:1 on white."""


@cache
def version() -> str:
    """A short digest of our static files, so that a browser never mixes two versions."""
    digest = hashlib.sha256()
    for path in sorted(STATIC.iterdir()):
        digest.update(path.read_bytes())
    return digest.hexdigest()[:10]


def apply() -> None:
    """Give the page being built our look: the style sheet and the colours that Quasar's own parts use."""
    ui.add_head_html(f'<link rel="stylesheet" href="/static/pcb.css?v={version()}">')
    ui.colors(primary=ACCENT, secondary="#4a5560", accent=ACCENT, negative=ALERT, positive="#2e6b3e", warning="#8a5a00")


def apply_sheet(name: str) -> None:
    """The style sheet of a family of pages, beside the common one: ``budget``, ``dossier``,
    ``letters``, ``papers``, ``plan``, ``take_home``."""
    ui.add_head_html(f'<link rel="stylesheet" href="/static/{name}.css?v={version()}">')
