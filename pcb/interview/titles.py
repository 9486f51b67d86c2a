"""What persons and items are called on screen: « Salaire — Marie », « Crédit renouvelable — Cofidis »."""

from __future__ import annotations

from typing import Any

from pcb.domain.answers import known
from pcb.domain.case import JOINT, Case, Person
from pcb.domain.vocabulary.people import Role
from pcb.interview.conditions import kind_of

COUPLE = "Le couple"
GONE = "Personne qui n’est plus dans le dossier"
_ABOUT = {
    "expenses": ("payee", "nature"),
    "debts": ("creditor", "nature", "guaranteed_person"),
    "assets": ("place", "nature"),
    "vehicles": ("model",),
    "accounts": ("bank",),
    "proceedings": ("who",),
}


def person_name(case: Case, person: Person) -> str:
    """The first name, else the name; the alias of who gives no name; else « Déposant », « Enfant 2 »…"""
    if case.welcome.anonymous is not True:
        first = known(person.first_names)
        name = next(iter((first or "").replace(",", " ").split()), None)
        named = name or known(person.used_name) or known(person.birth_name)
        if named:
            return named
    elif person.role is Role.DEPOSANT and (alias := known(case.welcome.alias)):
        return alias
    alike = [p.id for p in case.persons if p.role is person.role]
    short = person.role.label.partition(" (")[0]
    return f"{short} {alike.index(person.id) + 1}" if len(alike) > 1 else short


def owner_name(case: Case, owner: Any) -> str:
    """The name of an owner: a person, or the couple; nothing when it is not known."""
    if owner == JOINT:
        return COUPLE
    person = case.person(known(owner))
    return person_name(case, person) if person else ""


def item_title(case: Case, collection: str, item: Any) -> str:
    """What the item is, with what tells it from the others of its kind."""
    if collection == "persons":
        name = person_name(case, item)
        return name if name.startswith(item.role.label.partition(" (")[0]) else f"{name} — {item.role.label}"
    label = str(kind_of(item))
    if collection == "incomes":
        about = ", ".join(part for part in (known(item.nature), owner_name(case, item.owner)) if part)
    else:
        about = next((text for name in _ABOUT[collection] if (text := known(getattr(item, name)))), "")
    return f"{label} — {about}" if about else label
