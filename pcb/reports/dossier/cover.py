"""The cover sheet: whose dossier, how to hand it in, what it contains."""

from __future__ import annotations

from datetime import date

from pcb.domain.answers import known
from pcb.domain.case import Case, Person
from pcb.domain.wording import french_date
from pcb.reports.blocks import Block, Column, Contents, ContentsLine, Heading, Look, Notice, Part, Row, Table, Text
from pcb.reports.content import dossier as words
from pcb.reports.content.declaration import ANONYMOUS
from pcb.reports.content.words import NOT_ASKED, joined, said
from pcb.reports.declaration.form import Form


def compose(case: Case, day: date, lines: tuple[ContentsLine, ...], *, with_papers: bool) -> tuple[Block, ...]:
    """The cover of the whole dossier; ``lines`` are its contents."""
    return (
        Heading(1, words.TITLE),
        identity(case, day),
        *_anonymous(case),
        Heading(2, words.SENDING),
        Text(words.TO_SIGN, Look.STRONG),
        sending(),
        Text(words.STATED, Look.FAINT),
        Heading(2, words.CONTENTS),
        Text(words.WITH_PAPERS if with_papers else words.WITHOUT_PAPERS),
        Contents(lines),
    )


def identity(case: Case, day: date) -> Table:
    """Who files, from where, under which reference, with whose help."""
    people = Form.of(case, day).people
    linked = known(case.filing.linked_reference)
    rows = [
        *(Row((person.role.label, Part(full_name(person), Look.STRONG))) for person in people),
        Row(("Adresse", ", ".join(address_lines(case)) or NOT_ASKED)),
        Row(("Référence", Part(case.reference or "sans référence", Look.STRONG))),
    ]
    if linked:
        rows.append(Row(("Dossier lié", f"{linked}, dossier de l’autre membre du couple")))
    rows += [
        Row(("Accompagné par", _supporter(case))),
        Row(("Établi le", french_date(day))),
    ]
    return Table((Column("", 1), Column("", 3.6)), tuple(rows), summary="De qui est ce dossier")


def sending() -> Table:
    """How the dossier is handed in."""
    return Table((Column("", 1), Column("", 3.6)), tuple(Row(rule) for rule in words.RULES), summary=words.SENDING)


def _anonymous(case: Case) -> tuple[Block, ...]:
    if case.welcome.anonymous is not True:
        return ()
    return (Notice("Dossier anonyme", (ANONYMOUS.format(alias=said(case.welcome.alias)),)),)


def full_name(person: Person) -> str:
    """« Madame Nadia Bélcazar, nom d’usage Ferrand »."""
    named = joined(*(known(part) or "" for part in (person.first_names, person.birth_name)), by=" ")
    title = known(person.title)
    used = known(person.used_name)
    whole = joined(title.label if title else "", named, by=" ") if named or used else ""
    return joined(whole, f"nom d’usage {used}" if used else "", by=", ") or NOT_ASKED


def address_lines(case: Case) -> tuple[str, ...]:
    """The address as it is written on an envelope, one line after the other."""
    place = case.address
    inside = joined(
        *(
            f"{word} {text}"
            for word, answer in (
                ("bâtiment", place.building),
                ("escalier", place.stair),
                ("étage", place.floor),
                ("appartement", place.apartment),
            )
            if (text := known(answer))
        ),
        by=", ",
    )
    country = known(place.country) or ""
    lines = (
        inside,
        joined(known(place.number) or "", known(place.street) or "", by=" "),
        known(place.locality) or "",
        joined(known(place.postcode) or "", known(place.city) or "", by=" "),
        "" if country.casefold() == "france" else country,
    )
    return tuple(line for line in lines if line)


def _supporter(case: Case) -> str:
    helper = case.supporter
    name = joined(known(helper.first_name) or "", known(helper.last_name) or "", by=" ")
    told = (name, helper.organisation, helper.phone, helper.email)
    return joined(*(known(part) or "" for part in told), by=", ") or NOT_ASKED
