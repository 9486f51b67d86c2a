"""The second dossier of a couple of whom each files one: made from the first, each naming the other."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from pcb.domain.answers import known
from pcb.domain.case import Case
from pcb.domain.case_path import find_item, items, put
from pcb.domain.case_path import remove_item as without_item
from pcb.domain.linked_dossier import Parted, other_member, parted
from pcb.domain.rights import Action
from pcb.domain.vocabulary.people import FilingMode
from pcb.domain.wording import plural
from pcb.errors import Damaged, InvalidAnswer, NotFound
from pcb.storage import cases
from pcb.storage.cases import StoredCase
from pcb.storage.codec import value_to_plain
from pcb.storage.journal import Patch
from pcb.usecases import access
from pcb.usecases.desk import Desk
from pcb.usecases.opening import Made, OpenCase, change_case, created, open_case

__all__ = ["Linked", "can_be_linked", "create_linked", "linked_case", "other_member"]

KIND = "link"
_NO_OTHER = "L’autre membre du couple n’est pas encore noté dans ce dossier\u202f: ajoutez-le d’abord au foyer."
_ALREADY = "Ce dossier est déjà lié au dossier {reference}."


@dataclass(frozen=True, slots=True)
class Linked:
    """Both dossiers as they now are, and what the counsellor should know of how the facts were shared."""

    first: OpenCase
    other: OpenCase
    notes: tuple[str, ...]


def can_be_linked(case: Case) -> bool:
    """Whether the second dossier can be made: each files one, the other member is known, and it does not exist yet."""
    return (
        case.filing.mode is FilingMode.TWO_DOSSIERS
        and known(case.filing.linked_reference) is None
        and other_member(case) is not None
    )


def create_linked(desk: Desk, case_id: str, now: datetime) -> Linked:
    """Make the other member's dossier from this one, and link both. What is theirs alone moves there; both changes are
    in the journals. Raises :class:`InvalidAnswer` when it cannot be made.

    Interrupted half-way and called again, it links the dossier that was made the first time.
    """
    standing = access.check(desk, case_id, Action.CHANGE)
    first = open_case(desk, case_id)
    if reference := known(first.case.filing.linked_reference):
        raise InvalidAnswer(_ALREADY.format(reference=reference))
    found = parted(first.case, first.reference)
    if found is None:
        raise InvalidAnswer(_NO_OTHER)
    other = linked_case(desk, first.reference) or created(desk, found.other, "create", now, standing.site_id)

    def link(stored: StoredCase) -> Made:
        case, patches = _without(stored.case, found, other.case)
        for path, value in (("filing.mode", FilingMode.TWO_DOSSIERS), ("filing.linked_reference", other.reference)):
            before = getattr(case.filing, path.partition(".")[2])
            if before != value:
                patches.append(Patch(path, value_to_plain(before), value_to_plain(value)))
                case = put(case, path, value)
        return Made(case, tuple(patches))

    linked = change_case(desk, case_id, KIND, link, now)
    return Linked(linked, other, tuple(_notes(found)))


def linked_case(desk: Desk, reference: str) -> OpenCase | None:
    """The dossier that says it is linked to ``reference``."""
    desk.index.refresh(desk.vault)
    for card in desk.index.cards():
        if card.damaged or card.facts.get("linked", reference) != reference or card.reference == reference:
            continue
        if not access.may_now(desk, card.id, Action.READ):
            continue
        try:
            found = cases.load(desk.store, desk.vault, card.id).case
        except (Damaged, NotFound):
            continue
        if known(found.filing.linked_reference) == reference:
            return open_case(desk, card.id)  # the only one that is looked at by somebody
    return None


def _without(case: Case, found: Parted, other: Case) -> tuple[Case, list[Patch]]:
    """The case without what is the other's alone, as long as it is in the other's dossier."""
    patches = []
    for name, item_id in found.moved:
        here = {item.id for item in items(case, name)}
        if item_id in here and item_id in {item.id for item in items(other, name)}:
            item = find_item(case, name, item_id)
            patches.append(Patch(f"{name}.{item_id}", value_to_plain(item), None, items(case, name).index(item)))
            case = without_item(case, name, item_id)
    return case, patches


def _notes(found: Parted) -> Iterator[str]:
    if found.moved:
        said = plural(len(found.moved), "ligne à son seul nom est passée", "lignes à son seul nom sont passées")
        yield f"{said} dans son dossier (dettes, biens, véhicules, comptes). Ce qui est commun est dans les deux."
    if found.unowned:
        said = plural(found.unowned, "ligne sans titulaire est restée", "lignes sans titulaire sont restées")
        yield f"{said} dans le premier dossier\u202f: précisez à qui elles sont."
    yield "Les fichiers joints restent dans le premier dossier\u202f: joignez à celui-ci les pièces qui le concernent."
