"""The history of a case in words, and taking back its last changes one after the other."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from pcb.domain.case import Case
from pcb.domain.case_path import LISTS, Item, add_item, find_item, put, remove_item
from pcb.domain.rights import Action
from pcb.errors import NotFound, UnknownPath
from pcb.storage import accounts, cases, journal
from pcb.storage.cases import StoredCase
from pcb.storage.codec import item_from_plain, value_from_plain
from pcb.storage.journal import Change, Patch
from pcb.usecases import access
from pcb.usecases.attachments import HEAD as FILES
from pcb.usecases.attachments import writing
from pcb.usecases.desk import Desk
from pcb.usecases.opening import Made, OpenCase, change_case
from pcb.usecases.wording import item_name, label, paper_name, said

_KINDS = {
    "create": "Dossier ouvert",
    "import": "Dossier importé d’un fichier",
    "add": "Ajout",
    "remove": "Retrait",
    "undo": "Annulation",
    "link": "Dossier lié de l’autre membre du couple",
    "attach": "Fichier joint",
    "detach": "Fichier retiré",
    "restore": "Fichier remis",
    "move": "Fichier changé de pièce",
}


@dataclass(frozen=True, slots=True)
class ChangeLine:
    """One change in words. ``label`` says what was changed, ``before`` and ``after`` the two values (empty for
    nothing); ``path`` opens the field; ``undone`` tells that it was taken back since."""

    revision: int
    at: datetime
    by: str
    kind: str
    label: str
    before: str
    after: str
    path: str
    undone: bool


@dataclass(frozen=True, slots=True)
class Undone:
    """What was taken back, in words, and the case as it now is."""

    what: str
    opened: OpenCase


def history(desk: Desk, case_id: str) -> tuple[ChangeLine, ...]:
    """Every change of the case, the last one first. Raises :class:`NotFound`, :class:`Damaged`."""
    access.check(desk, case_id, Action.READ)
    case = cases.load(desk.store, desk.vault, case_id).case
    names = accounts.accounts(desk.store, desk.vault)
    changes = list(journal.newest_first(desk.store, desk.vault, case_id))
    undone = {change.undoes for change in changes}
    return tuple(
        ChangeLine(
            revision=change.revision,
            at=change.at,
            by=names[change.by].display_name,
            kind=change.kind,
            label=_label(case, change),
            before=_said(case, change, after=False) if change.patches else "",
            after=_said(case, change, after=True) if change.patches else "",
            path=_path(case, change),
            undone=change.revision in undone,
        )
        for change in changes
    )


def undo(desk: Desk, case_id: str, now: datetime) -> Undone:
    """Take back the last change that was not taken back yet, as a new change of the journal.

    Called again, it walks further back; a new answer becomes the next one to be taken back. Raises
    :class:`NotFound` when nothing is left to take back.
    """
    what = ""

    def take_back(stored: StoredCase) -> Made:
        nonlocal what
        target = _last_standing(desk, stored)
        patches = tuple(patch.reversed for patch in reversed(target.patches))
        case = stored.case
        also = None
        for patch in patches:
            if _of_file(patch):
                also = writing(desk, case_id, patch, now)
            else:
                case = patched(case, patch)
        what = _taken_back(stored.case, case, target)
        return Made(case, patches, target.revision, also)

    opened = change_case(desk, case_id, "undo", take_back, now)
    return Undone(what, opened)


def _last_standing(desk: Desk, stored: StoredCase) -> Change:
    taken_back: set[int | None] = set()
    for change in journal.newest_first(desk.store, desk.vault, stored.id):
        if change.revision > stored.revision:  # made since the case was read: it will be read again
            continue
        if change.kind == "undo":
            taken_back.add(change.undoes)
        elif change.patches and change.revision not in taken_back:
            return change
    raise NotFound("Il n’y a plus rien à annuler dans ce dossier.")


def patched(case: Case, patch: Patch) -> Case:
    """``case`` once ``patch`` is applied. Raises :class:`UnknownPath`."""
    head, item_id = _item(patch.path)
    if not item_id:
        return put(case, patch.path, value_from_plain(patch.path, patch.after))
    if patch.after is None:
        return remove_item(case, head, item_id)
    return add_item(case, head, item_from_plain(head, patch.after), at=patch.position)


def _main(change: Change) -> Patch:
    """The patch that names the change: of a person removed with what they owned, the person."""
    return change.patches[0] if change.kind == "undo" else change.patches[-1]


def _of_file(patch: Patch) -> bool:
    return patch.path.startswith(f"{FILES}.")


def _file(patch: Patch) -> dict[str, Any]:
    """The paper and the name of a file, as they are after the change, or were before it was put aside."""
    found: dict[str, Any] = patch.after or patch.before
    return found


def _path(case: Case, change: Change) -> str:
    """The path whose field can be opened now; empty when it is gone."""
    if not change.patches:
        return ""
    patch = _main(change)
    if _of_file(patch):
        return f"papers.{_file(patch)['paper']}.state"
    head, _, rest = patch.path.partition(".")
    if head in LISTS and _there(case, head, rest.partition(".")[0]) is None:
        return ""
    return patch.path


def _there(case: Case, collection: str, item_id: str) -> Item | None:
    try:
        return find_item(case, collection, item_id)
    except UnknownPath:
        return None


def _item(path: str) -> tuple[str, str]:
    """The list and the id when ``path`` names a whole item, otherwise no id."""
    head, _, rest = path.partition(".")
    return (head, rest) if head in LISTS and "." not in rest else (head, "")


def _label(case: Case, change: Change) -> str:
    if not change.patches:
        return _KINDS[change.kind]
    patch = _main(change)
    named = _named(case, patch)
    return f"{_KINDS[change.kind]}\u202f: {named}" if change.kind in _KINDS else named


def _named(case: Case, patch: Patch) -> str:
    head, item_id = _item(patch.path)
    if _of_file(patch):
        file = _file(patch)
        return f"{file['name']} – {paper_name(case, file['paper'])}"
    if item_id:
        return item_name(case, head, item_from_plain(head, patch.after or patch.before))
    question = label(patch.path)
    if head not in LISTS:
        return question
    found = _there(case, head, patch.path.split(".")[1])
    return f"{item_name(case, head, found)} – {question}" if found else question


def _said(case: Case, change: Change, *, after: bool) -> str:
    patch = _main(change)
    plain = patch.after if after else patch.before
    if _of_file(patch):
        return paper_name(case, plain["paper"]) if patch.before and patch.after else ""
    if _item(patch.path)[1]:
        return ""
    return said(case, patch.path, value_from_plain(patch.path, plain))


def _taken_back(before: Case, after: Case, target: Change) -> str:
    patch = _main(target)
    head, item_id = _item(patch.path)
    if _of_file(patch):
        return f"{_KINDS[target.kind]}, annulé\u202f: {_named(before, patch)}"
    if item_id:
        name = item_name(before, head, item_from_plain(head, patch.after or patch.before))
        return f"Ajout annulé\u202f: {name}" if patch.before is None else f"Remis dans le dossier\u202f: {name}"
    was = said(after, patch.path, value_from_plain(patch.path, patch.before)) or "sans réponse"
    return f"{_named(before, patch)}\u202f: revenu à «\u202f{was}\u202f»"
