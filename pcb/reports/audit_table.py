"""The lines of the audit as CSV, for a French spreadsheet."""

from __future__ import annotations

import csv
from collections.abc import Iterable
from datetime import datetime
from io import StringIO

from pcb.reports.safe_cell import safe_text

TITLES = ("Numéro", "Jour", "Heure", "Qui", "Quoi", "Dossier", "Lieu")


def render(lines: Iterable[tuple[int, datetime, str, str, str, str]]) -> bytes:
    """The bytes of the file, in UTF-8 with its mark; each line is number, moment, who, what, case, site."""
    out = StringIO()
    write = csv.writer(out, delimiter=";", lineterminator="\r\n", quoting=csv.QUOTE_MINIMAL).writerow
    write(TITLES)
    for number, at, *texts in lines:
        moment = at.astimezone()
        write((number, f"{moment:%d/%m/%Y}", f"{moment:%H:%M:%S}", *map(safe_text, texts)))
    return "\ufeff".encode() + out.getvalue().encode()
