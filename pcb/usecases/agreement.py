"""Whether a case and its journal say the same: each change, taken back from the last, must meet the value it wrote."""

from __future__ import annotations

from typing import Any

from pcb.domain.case import Case
from pcb.domain.case_path import LISTS, find_item, get
from pcb.errors import ExchangeFault, UnknownPath
from pcb.storage import cases, journal
from pcb.storage.codec import item_from_plain, value_from_plain
from pcb.storage.journal import Patch
from pcb.storage.vault import Vault
from pcb.usecases.attachments import HEAD as FILES
from pcb.usecases.changes import patched
from pcb.usecases.desk import Store


def first_disagreement(store: Store, vault: Vault, case_id: str) -> int | None:
    """The revision whose change is not in the case as it should be; ``None`` when all agree.

    The changes are taken back one by one, the last first: before each, what it wrote must be there. Files are beside
    the case, and are not looked at. Raises :class:`NotFound`, :class:`Damaged`.
    """
    stored = cases.load(store, vault, case_id)
    case, expected = stored.case, stored.revision
    for change in journal.newest_first(store, vault, case_id):
        if change.revision > stored.revision:  # saved since the case was read
            continue
        if change.revision != expected:
            return expected
        expected -= 1
        for patch in reversed(change.patches):
            if patch.path.startswith(f"{FILES}."):
                continue
            try:
                if _there(case, patch.path) != _written(patch):
                    return change.revision
                case = patched(case, patch.reversed)
            except (UnknownPath, ExchangeFault):
                return change.revision
    return expected or None


def _whole_item(path: str) -> tuple[str, str] | None:
    head, _, rest = path.partition(".")
    return (head, rest) if head in LISTS and "." not in rest else None


def _there(case: Case, path: str) -> Any:
    item = _whole_item(path)
    if item is None:
        return get(case, path)
    try:
        return find_item(case, *item)
    except UnknownPath:
        return None


def _written(patch: Patch) -> Any:
    item = _whole_item(patch.path)
    if item is None:
        return value_from_plain(patch.path, patch.after)
    return None if patch.after is None else item_from_plain(item[0], patch.after)
