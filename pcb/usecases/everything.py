"""The right of access: everything held on one household, readable (PDF) and reusable (JSON), in one ZIP.

No file in it is named after anybody. Nothing is written to the disk here: the ZIP is made in memory.
"""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields, is_dataclass
from datetime import date, datetime
from typing import Any

from pcb.domain.case import Case
from pcb.domain.case_path import LISTS, items
from pcb.domain.rights import Action
from pcb.domain.wording import french_date, plural
from pcb.errors import UnknownPath
from pcb.interview import engine
from pcb.interview.journey import journey
from pcb.reports.everything_held import Held, Listing, everything_paper
from pcb.storage import attachments as files
from pcb.storage import cases, held, journal, papers, sites
from pcb.storage.attachments import Attachment
from pcb.storage.codec import to_document, value_to_plain
from pcb.storage.journal import Change
from pcb.storage.papers import KeptPaper
from pcb.usecases import access
from pcb.usecases.attachments import file_name
from pcb.usecases.changes import ChangeLine, history
from pcb.usecases.desk import Desk
from pcb.usecases.oversight import Told, who_looked
from pcb.usecases.papers import paper_title
from pcb.usecases.wording import item_name, label, said

FORMAT = "pcb-acces/1"
PAPER, DATA = "tout-le-dossier.pdf", "donnees.json"
_NO_TIME = (1980, 1, 1, 0, 0, 0)


@dataclass(frozen=True, slots=True)
class Everything:
    """The ZIP, and a name for it that names nobody."""

    content: bytes
    name: str


def everything(desk: Desk, case_id: str, now: datetime) -> Everything:
    """All that is held on the household of that case. The export is a line of the audit.

    Raises :class:`NotFound`, and :class:`Damaged` when a record no longer opens: a copy with a hole would be a lie.
    """
    standing = access.check(desk, case_id, Action.EXPORT)
    stored = cases.load(desk.store, desk.vault, case_id)
    kept = papers.kept(desk.store, desk.vault, case_id)
    joined = files.attachments(desk.store, desk.vault, case_id)
    names = _Names(stored.reference, kept, joined)
    changes = tuple(journal.newest_first(desk.store, desk.vault, case_id))
    looked = who_looked(desk, case_id, changes=True)
    with desk.store.reading() as connection:
        others, record = held.others(connection, desk.vault, case_id), held.record(connection, case_id)
    data: dict[str, Any] = {
        "format": FORMAT,
        "made_at": now.isoformat(),
        "case_record": {**record, "document": to_document(stored.case)},
        "journal": [_change(change) for change in changes],
        "paper": [_paper(desk, one, names.of_paper(one)) for one in kept],
        "attachment": [_file(one, names.of_file(one)) for one in joined],
        "audit": [_told(one) for one in looked],
        **others,
    }
    seen = [one for one in looked if one.number in {line.number for line in who_looked(desk, case_id)}]
    paper = everything_paper(
        Held(
            stored.reference,
            now.astimezone().date(),
            tuple(_facts(desk, record)),
            (
                f"{PAPER}\u202f: ce document",
                f"{DATA}\u202f: les mêmes données, pour un logiciel (format JSON)",
                f"papiers/\u202f: {plural(len(kept), 'document imprimé', 'documents imprimés')}, comme remis",
                f"fichiers/\u202f: {plural(len(joined), 'fichier joint', 'fichiers joints')}, retirés compris",
            ),
            (
                _answers(stored.case),
                _kept_apart(stored.case),
                _history(history(desk, case_id)),
                _papers(kept, names),
                _files(joined, names),
                _looked(seen),
            ),
        )
    )
    contents = _contents(desk, case_id, kept, joined, names)
    zipped = _zipped(paper, json.dumps(data, ensure_ascii=False, indent=1).encode(), contents)
    access.record(desk, "export", "everything", case_id=case_id, site_id=standing.site_id)
    return Everything(zipped, f"tout-le-dossier-{names.reference}.zip")


class _Names:
    """The name of each file in the ZIP: a number and a kind, never a name that somebody gave."""

    def __init__(self, reference: str, kept: Sequence[KeptPaper], joined: Sequence[Attachment]) -> None:
        self.reference = "".join(letter for letter in reference if letter.isalnum() or letter == "-")
        self._papers = {one.id: number for number, one in enumerate(reversed(kept), 1)}
        self._files = {one.id: file_name(one, f"{self.reference}-{n:03d}") for n, one in enumerate(joined, 1)}

    def of_paper(self, one: KeptPaper) -> str:
        return f"papiers/{self._papers[one.id]:03d}-{one.kind}-{one.law_day.isoformat()}.pdf"

    def of_file(self, one: Attachment) -> str:
        return f"fichiers/{self._files[one.id]}"


def _zipped(paper: bytes, data: bytes, contents: Iterator[tuple[str, bytes]]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr(zipfile.ZipInfo(PAPER, _NO_TIME), paper)
        archive.writestr(zipfile.ZipInfo(DATA, _NO_TIME), data, zipfile.ZIP_DEFLATED)
        for name, content in contents:
            archive.writestr(zipfile.ZipInfo(name, _NO_TIME), content)
    return out.getvalue()


def _contents(
    desk: Desk, case_id: str, kept: Sequence[KeptPaper], joined: Sequence[Attachment], names: _Names
) -> Iterator[tuple[str, bytes]]:
    """Each file, opened when its turn comes."""
    for one in kept:
        yield names.of_paper(one), papers.content(desk.store, desk.vault, one.id)[1]
    for file in joined:
        yield names.of_file(file), files.content(desk.store, desk.vault, case_id, file.id)[1]


def _facts(desk: Desk, record: dict[str, Any]) -> Iterator[str]:
    places = {site.id: site.name for site in sites.sites(desk.store)}
    yield f"Ouvert le {_day(record['created_at'])}, modifié le {_day(record['updated_at'])}."
    yield f"Lieu\u202f: {places.get(record['site_id'], 'aucun')}."
    last = record["last_contact_on"]
    yield f"Dernier contact\u202f: {_day(last)}." if last else "Dernier contact\u202f: non noté."
    yield "Archivé." if record["standing"] == "archived" else "En cours."
    yield (
        "Conservation\u202f: deux ans après le dernier contact, puis archivage et destruction "
        "(CNIL, délibération 2023-095)."
    )


def _day(iso: str) -> str:
    """A day, or the day of a moment, in French."""
    return french_date(datetime.fromisoformat(iso).astimezone().date() if "T" in iso else date.fromisoformat(iso))


def _answers(case: Case) -> Listing:
    rows: list[tuple[str, ...]] = []
    for stop in journey(case):
        if stop.answers:
            rows.append((f"{stop.chapter.title} — {stop.title}",))
            rows += [(asked.label, asked.said) for asked in stop.answers]
    about = "Dans l’ordre de l’entretien. Ce qui n’a pas été demandé, ou pas répondu, n’est pas gardé."
    return Listing("Vos réponses", about, (("Question", 1), ("Réponse", 1)), rows)


def _kept_apart(case: Case) -> Listing:
    """What the interview does not show now: answers that no longer apply, notes about papers, plans, letters."""
    told = {line.path for line in engine.recap(case)}
    rows = [(about, said) for path, about, said in _leaves(case) if path not in told]
    about = (
        "Les notes prises pour les pièces, les plans et les courriers, et les réponses à des questions qui ne se "
        "posent plus, gardées sans être comptées."
    )
    return Listing("Autres notes gardées", about, (("Quoi", 1), ("Ce qui est gardé", 1)), rows)


def _leaves(case: Case) -> Iterator[tuple[str, str, str]]:
    """Every fact that is not as it was before the interview: its path, what it is about, what is noted."""
    for section in fields(Case):
        value = getattr(case, section.name)
        if section.name in LISTS:
            for item in items(case, section.name):
                about = item_name(case, section.name, item)
                for part in fields(item):
                    if part.name not in ("id", "kind") and getattr(item, part.name) != part.default:
                        path = f"{section.name}.{item.id}.{part.name}"
                        yield path, f"{about} – {_label(path)}", _said(case, path, getattr(item, part.name))
        elif is_dataclass(value):
            for part in fields(value):
                if getattr(value, part.name) != part.default:
                    path = f"{section.name}.{part.name}"
                    yield path, _label(path), _said(case, path, getattr(value, part.name))
        elif section.name != "reference" and value != section.default:
            yield section.name, _label(section.name), _said(case, section.name, value)


def _label(path: str) -> str:
    try:
        return label(path)
    except UnknownPath:
        return path


def _said(case: Case, path: str, value: Any) -> str:
    try:
        return said(case, path, value)
    except UnknownPath:
        return str(value_to_plain(value))


def _history(lines: Sequence[ChangeLine]) -> Listing:
    rows = [
        (_moment(line.at), line.by, f"{line.label}{' (annulé depuis)' if line.undone else ''}", line.before, line.after)
        for line in lines
    ]
    columns = (("Quand", 1.1), ("Par qui", 1.1), ("Quoi", 1.7), ("Avant", 1.4), ("Après", 1.4))
    return Listing("Historique", "Chaque changement, le dernier en premier.", columns, rows)


def _papers(kept: Sequence[KeptPaper], names: _Names) -> Listing:
    rows = [(_moment(one.made_at), paper_title(one), names.of_paper(one)) for one in kept]
    columns = (("Imprimé le", 1), ("Document", 2), ("Fichier joint à cette copie", 2.5))
    return Listing("Documents imprimés et courriers", "Tels qu’ils ont été remis ou envoyés.", columns, rows)


def _files(joined: Sequence[Attachment], names: _Names) -> Listing:
    rows = [
        (_moment(one.added_at), f"{one.name}{' (retiré)' if one.removed else ''}", str(one.pages), names.of_file(one))
        for one in joined
    ]
    columns = (("Joint le", 1), ("Nom donné", 2), ("Pages", 0.6), ("Fichier joint à cette copie", 2.2))
    return Listing("Fichiers joints", "Les copies de vos papiers.", columns, rows)


def _looked(seen: Sequence[Told]) -> Listing:
    rows = [(_moment(one.at), one.who, one.what) for one in seen]
    about = "Les consultations gardées (douze mois par défaut), la dernière en premier. Les changements sont plus haut."
    return Listing("Qui a consulté le dossier", about, (("Quand", 1), ("Qui", 1.5), ("Quoi", 2.5)), rows)


def _moment(at: datetime) -> str:
    return f"{at.astimezone():%d/%m/%Y %H:%M}"


def _change(change: Change) -> dict[str, Any]:
    patches = [
        {"path": patch.path, "before": patch.before, "after": patch.after, "position": patch.position}
        for patch in change.patches
    ]
    return {
        "revision": change.revision,
        "at": change.at.isoformat(),
        "by": change.by,
        "kind": change.kind,
        "undoes": change.undoes,
        "changes": patches,
    }


def _paper(desk: Desk, one: KeptPaper, name: str) -> dict[str, Any]:
    return {
        "file": name,
        "kind": one.kind,
        "case_revision": one.case_revision,
        "law_day": one.law_day.isoformat(),
        "made_at": one.made_at.isoformat(),
        "made_by": one.made_by,
        "sha256": one.sha256,
        "facts": papers.frozen_facts(desk.store, desk.vault, one.id)[1],
    }


def _file(one: Attachment, name: str) -> dict[str, Any]:
    return {
        "file": name,
        "name": one.name,
        "paper": one.paper_key,
        "pages": one.pages,
        "sha256": one.sha256,
        "source_sha256": one.source_sha256,
        "notes": list(one.notes),
        "added_at": one.added_at.isoformat(),
        "added_by": one.added_by,
        "removed_at": one.removed_at.isoformat() if one.removed_at else None,
    }


def _told(one: Told) -> dict[str, Any]:
    return {"number": one.number, "at": one.at.isoformat(), "who": one.who, "what": one.what, "where": one.where}
