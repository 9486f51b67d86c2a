"""Files joined to the papers of a case: attach, put aside, put back, move, read. Each is a line of the history.

The change of the case (a paper that has a file is *in the dossier*), the line of the journal and the file itself are
one transaction. In the journal a file is at ``attachments.<id>``: ``None`` while it is no part of the dossier,
otherwise its paper and its name.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime
from functools import cache
from hashlib import sha256
from typing import Any
from uuid import uuid4

from pcb.domain.case import Case
from pcb.domain.case_path import get, put
from pcb.domain.papers_to_join import papers_to_join
from pcb.domain.rights import Action
from pcb.domain.vocabulary.papers import PaperState
from pcb.errors import FileRefused, NotFound
from pcb.intake.received import JPEG, PDF, Received
from pcb.intake.worker import Worker
from pcb.interview import engine
from pcb.storage import attachments as files
from pcb.storage import journal
from pcb.storage.attachments import Attachment
from pcb.storage.cases import Also, RequestAlreadyDone, StoredCase
from pcb.storage.codec import value_to_plain
from pcb.storage.journal import Patch
from pcb.usecases import access
from pcb.usecases.desk import Desk
from pcb.usecases.opening import Made, change_case

__all__ = [
    "ALREADY", "HEAD", "HEAVIEST", "JPEG", "PDF", "Attachment", "Worker", "attach", "attachment_content",
    "attachments", "content_of", "counts", "file_name", "move", "preview", "remove", "restore", "too_heavy", "writing",
]  # fmt: skip

HEAD = "attachments"
"""First part of the path of a file in the journal."""
HEAVIEST = 40_000_000
"""Bytes of a file that may come in."""
LONGEST_NAME = 180
ALREADY = "Ce fichier était déjà joint à cette pièce\u202f: il n’est gardé qu’une fois."
_UNSHOWN = {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}
"""Categories of characters that would hide or turn around the rest of a name."""


class _AlreadyJoinedError(Exception):
    """That content is a file of that paper already."""


def attach(
    desk: Desk,
    case_id: str,
    paper_key: str,
    name: str,
    content: bytes,
    now: datetime,
    *,
    request_id: str,
    receive: Callable[[bytes], Received],
) -> Attachment:
    """Join a file to a paper, which is then *in the dossier*. ``receive`` makes the content safe.

    The same ``request_id`` sent again gives the same file. Content already joined to this paper is kept once (put back
    if it had been put aside), and the ``notes`` given back say so. Raises :class:`FileRefused` (nothing is kept),
    :class:`NotFound` (no such case, or a paper that is not asked for).
    """
    access.check(desk, case_id, Action.CHANGE)
    done = _of_request(desk, case_id, request_id)
    if done is not None:
        return done
    if len(content) > HEAVIEST:
        raise too_heavy(len(content))
    source = sha256(content).hexdigest()
    safe = cache(lambda: receive(content))  # once, however often the change is made again
    new_id, again = uuid4().hex, ""

    def make(stored: StoredCase) -> Made:
        nonlocal again
        there = _same(attachments(desk, case_id, removed=True), paper_key, source)
        again = there.id if there else ""
        if there is not None and not there.removed:
            raise _AlreadyJoinedError
        if there is not None:
            return _filed(desk, stored, there, paper_key, now)
        _check_asked(stored.case, paper_key, now)
        received = safe()
        added = _described(desk, new_id, paper_key, _shown_name(name), received, source, now)
        made = _filed(desk, stored, replace(added, removed_at=now), paper_key, now)
        return replace(made, also=lambda c: files.add(c, desk.vault, case_id, added, received.content))

    try:
        change_case(desk, case_id, "attach", make, now, request_id=request_id)
    except RequestAlreadyDone:  # the same request, twice at once
        return _of_request(desk, case_id, request_id) or _find(desk, case_id, new_id)
    except _AlreadyJoinedError:
        pass
    if not again:
        return _find(desk, case_id, new_id)
    kept = _find(desk, case_id, again)
    return replace(kept, notes=(ALREADY, *kept.notes))


def attachments(desk: Desk, case_id: str, *, removed: bool = False) -> tuple[Attachment, ...]:
    """The files of a case in their order; with ``removed``, those put aside too. Raises :class:`Damaged`."""
    access.check(desk, case_id, Action.READ)
    found = files.attachments(desk.store, desk.vault, case_id)
    return tuple(file for file in found if removed or not file.removed)


def counts(desk: Desk, case_id: str) -> Mapping[str, int]:
    """How many files each paper has, by its key; a paper without a file is absent (and counts 0)."""
    return Counter(file.paper_key for file in attachments(desk, case_id))


def attachment_content(desk: Desk, case_id: str, attachment_id: str) -> tuple[Attachment, bytes]:
    """A file and its bytes: a JPEG picture, or a PDF without anything that acts. Raises :class:`NotFound` (also for a
    file of another case), :class:`Damaged`."""
    found = content_of(desk, case_id, attachment_id)
    access.record(desk, "download", "file", attachment_id, case_id=case_id)
    return found


def content_of(desk: Desk, case_id: str, attachment_id: str) -> tuple[Attachment, bytes]:
    """The same, for a preview or a dossier, which have their own lines in the audit."""
    access.check(desk, case_id, Action.READ)
    return files.content(desk.store, desk.vault, case_id, attachment_id)


def preview(desk: Desk, case_id: str, attachment_id: str, number: int, longest: int, worker: Worker) -> bytes:
    """Page ``number`` (from 0) of a file as a JPEG of at most ``longest`` points a side. Raises :class:`NotFound`,
    :class:`Damaged`, :class:`FileRefused`."""
    file, content = content_of(desk, case_id, attachment_id)
    access.looked_at(desk, "look", "file", attachment_id, case_id=case_id)
    if not 0 <= number < file.pages:
        raise NotFound("Ce fichier n’a pas autant de pages.")
    return worker.preview(file.kind, content, number, longest)


def file_name(file: Attachment, reference: str) -> str:
    """``piece-2026-0042-03.jpg``: a name that names nobody, for a file that leaves the application."""
    ending = "pdf" if file.kind == PDF else "jpg"
    return f"piece-{re.sub('[^A-Za-z0-9]+', '-', reference).strip('-')}-{file.position + 1:02d}.{ending}"


def remove(desk: Desk, case_id: str, attachment_id: str, now: datetime) -> Attachment:
    """Put a file aside; it can be put back. A paper left without a file is to bring again."""
    return _change(desk, case_id, attachment_id, "detach", None, now)


def restore(desk: Desk, case_id: str, attachment_id: str, now: datetime) -> Attachment:
    """Put back a file that was put aside, under the paper it had."""
    return _change(desk, case_id, attachment_id, "restore", "", now)


def move(desk: Desk, case_id: str, attachment_id: str, paper_key: str, now: datetime) -> Attachment:
    """Give a file to another paper of the list. Raises :class:`NotFound`."""
    return _change(desk, case_id, attachment_id, "move", paper_key, now)


def writing(desk: Desk, case_id: str, patch: Patch, now: datetime) -> Also:
    """Writes what a line of the journal says of a file: its paper, or that it is put aside."""
    attachment_id = patch.path.partition(".")[2]
    if patch.after is None:
        return lambda c: files.set_aside(c, case_id, attachment_id, by=desk.account.id, now=now)
    paper_key = patch.after["paper"]
    return lambda c: files.put_back(c, desk.vault, case_id, attachment_id, paper_key)


def too_heavy(size: int) -> FileRefused:
    """For a file over :data:`HEAVIEST`, to be raised."""
    return FileRefused(
        f"Ce fichier pèse {_megabytes(size)}\u202f: la limite est de {_megabytes(HEAVIEST)}. "
        "Numérisez-le en noir et blanc ou en plusieurs fichiers."
    )


def _change(
    desk: Desk, case_id: str, attachment_id: str, kind: str, paper_key: str | None, now: datetime
) -> Attachment:
    """``paper_key``: ``None`` puts aside, ``""`` keeps the paper that the file has. What is so already stays so."""
    file = _find(desk, case_id, attachment_id)

    def make(stored: StoredCase) -> Made:
        nonlocal file
        file = _find(desk, case_id, attachment_id)
        wanted = file.paper_key if paper_key == "" else paper_key
        if (wanted is None and file.removed) or (wanted == file.paper_key and not file.removed):
            raise _AlreadyJoinedError
        if wanted not in (None, file.paper_key):
            _check_asked(stored.case, str(wanted), now)
        return _filed(desk, stored, file, wanted, now)

    try:
        change_case(desk, case_id, kind, make, now)
    except _AlreadyJoinedError:
        return file
    return _find(desk, case_id, attachment_id)


def _filed(desk: Desk, stored: StoredCase, file: Attachment, paper_key: str | None, now: datetime) -> Made:
    """The change that gives ``file`` to a paper, or puts it aside; the states of both papers follow."""
    case, patches = stored.case, []
    before = None if file.removed else _place(file.paper_key, file.name)
    if before is not None and file.paper_key != paper_key:
        others = [other for other in attachments(desk, stored.id) if other.paper_key == file.paper_key]
        if len(others) == 1 and _state(case, file.paper_key) is PaperState.IN_DOSSIER:
            patches.append(_state_patch(case, file.paper_key, None))
            case = put(case, patches[-1].path, None)
    if paper_key is not None and _state(case, paper_key) is not PaperState.IN_DOSSIER:
        patches.append(_state_patch(case, paper_key, PaperState.IN_DOSSIER))
        case = put(case, patches[-1].path, PaperState.IN_DOSSIER)
    after = None if paper_key is None else _place(paper_key, file.name)
    patches.append(Patch(f"{HEAD}.{file.id}", before, after))
    return Made(case, tuple(patches), also=writing(desk, stored.id, patches[-1], now))


def _place(paper_key: str, name: str) -> dict[str, str]:
    return {"paper": paper_key, "name": name}


def _state(case: Case, paper_key: str) -> Any:
    return get(case, f"papers.{paper_key}.state")


def _state_patch(case: Case, paper_key: str, state: PaperState | None) -> Patch:
    path = f"papers.{paper_key}.state"
    return Patch(path, value_to_plain(get(case, path)), value_to_plain(state))


def _described(
    desk: Desk, new_id: str, paper_key: str, name: str, received: Received, source: str, now: datetime
) -> Attachment:
    return Attachment(
        id=new_id,
        paper_key=paper_key,
        name=name,
        kind=received.kind,
        pages=received.pages,
        weight=len(received.content),
        sha256=sha256(received.content).hexdigest(),
        source_sha256=source,
        notes=received.notes,
        added_at=now,
        added_by=desk.account.id,
        position=0,
    )


def _check_asked(case: Case, paper_key: str, now: datetime) -> None:
    asked = papers_to_join(engine.effective(case), now.astimezone().date())
    if all(paper.key != paper_key for paper in asked):
        raise NotFound("Cette pièce n’est plus demandée dans ce dossier\u202f: rechargez la page.")


def _same(there: tuple[Attachment, ...], paper_key: str, source: str) -> Attachment | None:
    twins = [file for file in there if file.paper_key == paper_key and file.source_sha256 == source]
    return min(twins, key=lambda file: file.removed, default=None)


def _find(desk: Desk, case_id: str, attachment_id: str) -> Attachment:
    for file in attachments(desk, case_id, removed=True):
        if file.id == attachment_id:
            return file
    raise NotFound("Ce fichier n’existe pas dans ce dossier.")


def _of_request(desk: Desk, case_id: str, request_id: str) -> Attachment | None:
    done = journal.of_request(desk.store, desk.vault, case_id, request_id)
    if done is None:
        return None
    path = next((patch.path for patch in done.patches if patch.path.startswith(f"{HEAD}.")), "")
    return _find(desk, case_id, path.partition(".")[2])


def _shown_name(name: str) -> str:
    """A name fit to be shown: the last part of a path, without what hides or turns text around, never empty. It is
    never used as a path."""
    kept = "".join(" " if unicodedata.category(letter) in _UNSHOWN else letter for letter in name)
    last = re.split(r"[/\\]", " ".join(kept.split()))[-1].strip() or "sans nom"
    if len(last) <= LONGEST_NAME:
        return last
    half = LONGEST_NAME // 2
    return f"{last[:half]}…{last[-half:]}"


def _megabytes(size: int) -> str:
    text = f"{size / 1_000_000:.1f}".replace(".", ",").removesuffix(",0")
    return f"{text}\u202fMo"
