"""Adding an item to a list of the case, and removing one."""

from __future__ import annotations

import secrets
from collections.abc import Iterable
from datetime import datetime

from pcb.domain.case import Case
from pcb.domain.case_path import COLLECTIONS, LISTS, find_item, items, put
from pcb.domain.case_path import add_item as with_item
from pcb.domain.case_path import remove_item as without_item
from pcb.errors import InvalidAnswer
from pcb.interview import engine
from pcb.storage import journal
from pcb.storage.cases import RequestAlreadyDone, StoredCase
from pcb.storage.codec import value_to_plain
from pcb.storage.journal import Patch
from pcb.usecases.desk import Desk
from pcb.usecases.opening import Made, OpenCase, change_case, open_case


def add_item(
    desk: Desk,
    case_id: str,
    collection: str,
    kind: str | None,
    now: datetime,
    *,
    request_id: str | None = None,
) -> tuple[OpenCase, str]:
    """A new item at the end of a list, with the id given to it. The same ``request_id`` adds only once."""
    if request_id and (done := journal.of_request(desk.store, desk.vault, case_id, request_id)):
        return open_case(desk, case_id), done.patches[0].path.partition(".")[2]
    item_id = ""

    def add(stored: StoredCase) -> Made:
        nonlocal item_id
        item_id = unused_id(stored.case)
        item = engine.new_item(collection, kind, item_id, stored.case)
        position = len(items(stored.case, collection))
        patch = Patch(f"{collection}.{item_id}", None, value_to_plain(item), position)
        return Made(with_item(stored.case, collection, item), (patch,))

    try:
        changed = change_case(desk, case_id, "add", add, now, request_id=request_id)
    except RequestAlreadyDone:
        return add_item(desk, case_id, collection, kind, now, request_id=request_id)
    return changed, item_id


def remove_item(desk: Desk, case_id: str, collection: str, item_id: str, now: datetime) -> OpenCase:
    """The case without that item; what belonged to a person who is removed belongs to nobody yet.

    :func:`undo` brings all of it back. Raises :class:`UnknownPath`, and :class:`InvalidAnswer` for the déposant.
    """

    def remove(stored: StoredCase) -> Made:
        case = stored.case
        if not engine.removable(case, collection, item_id):
            raise InvalidAnswer("Le dossier doit garder un déposant. Choisissez d’abord qui le devient.")
        there = items(case, collection)
        item = find_item(case, collection, item_id)
        patches = [*_owned_by(case, item_id)] if collection == "persons" else []
        for patch in patches:
            case = put(case, patch.path, None)
        patches.append(Patch(f"{collection}.{item_id}", value_to_plain(item), None, there.index(item)))
        return Made(without_item(case, collection, item_id), tuple(patches))

    return change_case(desk, case_id, "remove", remove, now)


def _owned_by(case: Case, person_id: str) -> Iterable[Patch]:
    for collection in LISTS:
        for item in items(case, collection):
            if getattr(item, "owner", None) == person_id:
                yield Patch(f"{collection}.{item.id}.owner", person_id, None)


def unused_id(case: Case) -> str:
    """A short random id that no item of the case has."""
    taken = {item.id for collection in COLLECTIONS for item in items(case, collection)}
    return next(made for _ in iter(int, 1) if (made := secrets.token_hex(4)) not in taken)
