"""Two linked dossiers, when each member of a couple files one: what the second is made of, and what leaves the first.

What both live (home, family, budget, what is joint) is in both. What belongs to one alone is in their dossier only.
What nobody told of the second person is left to be asked: the request, the causes, the history, the letter, consents.
The budget stays whole in both: the commission wants the resources of each member (service-public F134).
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from pcb.domain.answers import known
from pcb.domain.case import JOINT, Address, Case, Declared, Filing, Home, Person, Welcome
from pcb.domain.vocabulary.debts import ProceedingKind
from pcb.domain.vocabulary.people import FilingMode, Role

OWNED = ("debts", "assets", "vehicles", "accounts")
"""The lists in which what belongs to one alone is in one dossier only."""

_OF_THE_HOME = frozenset({ProceedingKind.EVICTION, ProceedingKind.PROPERTY_SEIZURE, ProceedingKind.ENERGY_CUT})


@dataclass(frozen=True, slots=True)
class Parted:
    """``other`` is the new dossier of the other member; ``moved`` are the items, by list, that are theirs alone and
    leave the first; ``unowned`` how many items belong to nobody yet and stay in the first."""

    other: Case
    moved: tuple[tuple[str, str], ...]
    unowned: int


def other_member(case: Case) -> Person | None:
    """The other member of the couple, who would file the second dossier."""
    return case.codeposant or case.partner


def parted(case: Case, reference: str) -> Parted | None:
    """The dossier of the other member, linked to ``reference``; ``None`` when no other member is known."""
    first, second = case.deposant, other_member(case)
    if first is None or second is None:
        return None
    lists: dict[str, Any] = {
        name: tuple(item for item in getattr(case, name) if item.owner in (JOINT, second.id)) for name in OWNED
    }
    together = not (second.role is Role.CODEPOSANT and case.home.codeposant_lives_here is False)
    other = Case(
        welcome=_welcome(case.welcome),
        filing=_filing(case.filing, reference),
        supporter=case.supporter,
        persons=_exchanged(case, first, second),
        family=replace(case.family, lone_parent_majoration=None),
        address=case.address if together else Address(),
        home=replace(case.home, codeposant_lives_here=None) if together else Home(occupancy=second.occupancy),
        incomes=case.incomes,
        expenses=case.expenses,
        proceedings=tuple(one for one in case.proceedings if together and one.kind in _OF_THE_HOME),
        declared=Declared(nobody_else=case.declared.nobody_else),
    )
    other = replace(other, **lists)
    moved = tuple((name, item.id) for name in OWNED for item in getattr(case, name) if item.owner == second.id)
    unowned = sum(known(item.owner) is None for name in OWNED for item in getattr(case, name))
    return Parted(other, moved, unowned)


def _welcome(welcome: Welcome) -> Welcome:
    """The meeting is the same; what was explained to one, and what one allowed, is asked again."""
    return Welcome(met_on=welcome.met_on, mode=welcome.mode, site=welcome.site, came_from=welcome.came_from)


def _filing(filing: Filing, reference: str) -> Filing:
    share = known(filing.agreed_share)
    return Filing(
        mode=FilingMode.TWO_DOSSIERS,
        linked_reference=reference,
        charge_sharing=filing.charge_sharing,
        agreed_share=None if share is None else 100 - share,
        earlier_forfaits=filing.earlier_forfaits,
        signed_at=filing.signed_at,
    )


def _exchanged(case: Case, first: Person, second: Person) -> tuple[Person, ...]:
    """Everybody, the other member first; how to reach the one who files the first dossier stays there."""
    exchanged = replace(
        first,
        role=second.role,
        phone=None,
        email=None,
        caf_number=None,
        msa_number=None,
        protection=None,
        protector=None,
        occupancy=None,
    )
    others = tuple(person for person in case.persons if person.id not in (first.id, second.id))
    return replace(second, role=Role.DEPOSANT, occupancy=None), exchanged, *others
