"""Erasing a case because the person asks, and doing again what a restored backup would have undone."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from pcb.domain.rights import Action, HouseAction
from pcb.errors import InvalidAnswer, StoreUnavailable
from pcb.storage import erased_list, erasure
from pcb.storage.retention import kept_case
from pcb.usecases import access
from pcb.usecases.desk import Desk
from pcb.usecases.signing_in import confirm_again
from pcb.usecases.throttle import HERE, Source

__all__ = ["erase_on_request", "keep_list", "replay_erasures"]

_NOT_LISTED = (
    "C’est effacé, mais la liste des effacements n’a pas pu être écrite à côté de la base\u202f: une sauvegarde "
    "restaurée pourrait ramener ce dossier. Vérifiez le disque."
)


def erase_on_request(
    desk: Desk,
    case_id: str,
    reference: str,
    password: str,
    now: datetime,
    *,
    folder: Path | None,
    code: str = "",
    source: Source = HERE,
) -> str:
    """Remove the case and all that is kept with it, because the person asked; its reference.

    For the coordinators of its site. ``reference`` is typed again, so that it is this case and no other, and so is
    their own password, with the ``code`` of their second factor. Raises :class:`NotFound`, :class:`InvalidAnswer`,
    :class:`AccessDenied`, :class:`TooManyTries`; nothing is then done.
    """
    access.check(desk, case_id, Action.REMOVE)
    case = kept_case(desk.store, case_id)
    if reference.strip() != case.reference:
        raise InvalidAnswer("La référence tapée n’est pas celle de ce dossier. Rien n’est effacé.")
    confirm_again(desk, password, code, source, now)
    with desk.store.writing() as connection:
        erasure.erase(connection, desk.vault, case_id, by=desk.account.id, now=now)
    desk.index.forget(case_id)
    keep_list(desk, folder)
    return case.reference


def keep_list(desk: Desk, folder: Path | None) -> None:
    """After an erasure: nothing is left in the files of the base, and the list beside it names the case. Raises
    :class:`StoreUnavailable` when the list cannot be written."""
    erasure.scrub(desk.store)
    if folder is None:
        return
    try:
        erased_list.write_file(desk.store, desk.vault, folder)
    except OSError:
        raise StoreUnavailable(_NOT_LISTED) from None


def replay_erasures(desk: Desk, folder: Path) -> tuple[str, ...]:
    """Erase again what the list beside the base names and a restored backup brought back; the references removed.
    For administrators: who erased is told by the list, not by them. Raises :class:`AccessDenied`, and :class:`Damaged`
    when the list no longer opens."""
    access.check_house(desk, HouseAction.ADMINISTER)
    gone = erased_list.replay(desk.store, desk.vault, erased_list.read_file(desk.vault, folder))
    erased_list.write_file(desk.store, desk.vault, folder)
    for one in gone:
        desk.index.forget(one.case_id)
    return tuple(one.reference for one in gone)
