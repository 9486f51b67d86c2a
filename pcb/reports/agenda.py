"""Dates as an iCalendar file (RFC 5545), to be opened in any agenda: those of the letters, those that are taken home.

An agenda is often on a telephone, or shared: who makes the events puts no name in them but what was typed for that.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from hashlib import sha256

_LONGEST = 75
"""Octets of a line, its end apart (RFC 5545, 3.1)."""


@dataclass(frozen=True, slots=True)
class Event:
    """A day to remember, whole or from ``at`` for an hour. ``name`` tells it apart for ever; ``days_before`` is when it
    is announced. An hour is that of the clock where the person is, whatever the zone of the agenda."""

    name: str
    day: date
    summary: str
    description: str = ""
    days_before: int = 3
    at: time | None = None
    place: str = ""


def render_calendar(events: tuple[Event, ...], now: datetime) -> bytes:
    """The file. The same events at the same moment give the same bytes."""
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//pcb//dates//FR", "CALSCALE:GREGORIAN"]
    for event in events:
        lines += _event(event, now)
    lines.append("END:VCALENDAR")
    return "".join(f"{part}\r\n" for line in lines for part in folded(line)).encode("utf-8")


def _event(event: Event, now: datetime) -> list[str]:
    return [
        "BEGIN:VEVENT",
        f"UID:{sha256(event.name.encode()).hexdigest()[:32]}@pcb.invalid",
        f"DTSTAMP:{now.astimezone(UTC):%Y%m%dT%H%M%SZ}",
        *_when(event),
        f"SUMMARY:{escaped(event.summary)}",
        *([f"LOCATION:{escaped(event.place)}"] if event.place else []),
        *([f"DESCRIPTION:{escaped(event.description)}"] if event.description else []),
        f"TRANSP:{'TRANSPARENT' if event.at is None else 'OPAQUE'}",
        "BEGIN:VALARM",
        "ACTION:DISPLAY",
        f"DESCRIPTION:{escaped(event.summary)}",
        f"TRIGGER:-P{event.days_before}D",
        "END:VALARM",
        "END:VEVENT",
    ]


def _when(event: Event) -> tuple[str, str]:
    if event.at is None:
        return f"DTSTART;VALUE=DATE:{event.day:%Y%m%d}", f"DTEND;VALUE=DATE:{event.day + timedelta(days=1):%Y%m%d}"
    start = datetime.combine(event.day, event.at)
    return f"DTSTART:{start:%Y%m%dT%H%M%S}", f"DTEND:{start + timedelta(hours=1):%Y%m%dT%H%M%S}"


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
