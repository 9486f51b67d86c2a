"""The dates of the letters as an iCalendar file (RFC 5545), to be opened in any agenda.

An agenda is often on a telephone, or shared: an event says the reference of the dossier and the title of the letter,
never the name of a person or of a creditor.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from hashlib import sha256

_LONGEST = 75
"""Octets of a line, its end apart (RFC 5545, 3.1)."""


@dataclass(frozen=True, slots=True)
class Event:
    """A whole day to remember. ``name`` tells it apart for ever; ``days_before`` is when it is announced."""

    name: str
    day: date
    summary: str
    description: str = ""
    days_before: int = 3


def render_calendar(events: tuple[Event, ...], now: datetime) -> bytes:
    """The file. The same events at the same moment give the same bytes."""
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//pcb//courriers//FR", "CALSCALE:GREGORIAN"]
    for event in events:
        lines += _event(event, now)
    lines.append("END:VCALENDAR")
    return "".join(f"{part}\r\n" for line in lines for part in folded(line)).encode("utf-8")


def _event(event: Event, now: datetime) -> list[str]:
    return [
        "BEGIN:VEVENT",
        f"UID:{sha256(event.name.encode()).hexdigest()[:32]}@pcb.invalid",
        f"DTSTAMP:{now.astimezone(UTC):%Y%m%dT%H%M%SZ}",
        f"DTSTART;VALUE=DATE:{event.day:%Y%m%d}",
        f"DTEND;VALUE=DATE:{event.day + timedelta(days=1):%Y%m%d}",
        f"SUMMARY:{escaped(event.summary)}",
        *([f"DESCRIPTION:{escaped(event.description)}"] if event.description else []),
        "TRANSP:TRANSPARENT",
        "BEGIN:VALARM",
        "ACTION:DISPLAY",
        f"DESCRIPTION:{escaped(event.summary)}",
        f"TRIGGER:-P{event.days_before}D",
        "END:VALARM",
        "END:VEVENT",
    ]


def escaped(text: str) -> str:
    """A text value: backslash, comma, semicolon and line ends escaped (RFC 5545, 3.3.11); control characters gone."""
    plain = text.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")
    lined = plain.replace("\r\n", "\\n").replace("\r", "\\n").replace("\n", "\\n")
    return "".join(character for character in lined if character.isprintable() or character in "\u202f\u00a0")


def folded(line: str) -> Iterator[str]:
    """The line in parts of 75 octets at most, each continuation opened by a space; no character is cut."""
    part, room = "", _LONGEST
    for character in line:
        width = len(character.encode("utf-8"))
        if width > room:
            yield part
            part, room = " ", _LONGEST - 1
        part += character
        room -= width
    yield part
