"""The file for an agenda, as RFC 5545 wants it: escaped, folded, with line ends of two characters."""

from __future__ import annotations

from datetime import UTC, date, datetime, time

from pcb.reports.agenda import Event, escaped, folded, render_calendar

NOW = datetime(2026, 11, 24, 15, 0, tzinfo=UTC)


def test_an_event_is_a_whole_day_with_an_alarm_before_it() -> None:
    made = render_calendar((Event("c k send", date(2026, 12, 31), "2026-0042 : dernier jour", days_before=5),), NOW)
    lines = made.decode().split("\r\n")
    assert lines[0] == "BEGIN:VCALENDAR"
    assert lines[-2:] == ["END:VCALENDAR", ""]
    assert "DTSTART;VALUE=DATE:20261231" in lines
    assert "DTEND;VALUE=DATE:20270101" in lines
    assert "DTSTAMP:20261124T150000Z" in lines
    assert "TRIGGER:-P5D" in lines
    assert "\n" not in made.decode().replace("\r\n", "")


def test_an_appointment_has_its_hour_as_the_clock_shows_it_and_its_place() -> None:
    event = Event("c appointment 1", date(2026, 12, 31), "Mairie", days_before=1, at=time(23, 30), place="Auch; mairie")
    lines = render_calendar((event,), NOW).decode().split("\r\n")
    assert "DTSTART:20261231T233000" in lines
    assert "DTEND:20270101T003000" in lines
    assert "LOCATION:Auch\\; mairie" in lines
    assert "TRANSP:OPAQUE" in lines


def test_a_text_cannot_open_a_line_of_its_own() -> None:
    assert escaped("a;b,c\\d\r\nEND:VEVENT\x00\u2028") == "a\\;b\\,c\\\\d\\nEND:VEVENT"


def test_a_line_is_folded_at_75_octets_without_cutting_a_character() -> None:
    line = "SUMMARY:" + "é€👩" * 40
    parts = list(folded(line))
    assert len(parts) > 1
    assert all(len(part.encode()) <= 75 for part in parts)
    assert all(part.startswith(" ") for part in parts[1:])
    assert parts[0] + "".join(part[1:] for part in parts[1:]) == line


def test_the_name_of_an_event_tells_it_apart_and_says_nothing() -> None:
    one, two = (render_calendar((Event(name, date(2026, 1, 1), "x"),), NOW) for name in ("c grace send", "c grace ans"))
    assert one != two
    assert b"grace" not in one
