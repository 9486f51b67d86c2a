"""Blocking: who files, where they live, their family situation, their signature."""

from __future__ import annotations

from collections.abc import Iterator

from pcb.domain.answers import known
from pcb.domain.case import Case, Person
from pcb.domain.completeness.examined import Examined, written
from pcb.domain.completeness.finding import Finding, Grade, text
from pcb.domain.income import filers, name_of
from pcb.domain.vocabulary.people import FilingMode, MaritalStatus, Protection
from pcb.domain.wording import french_date


def identity(examined: Examined) -> Iterator[Finding]:
    """What the declaration must say of those who file."""
    case = examined.case
    yield from _who_files(case)
    for person in filers(case):
        yield from _name(person)
    yield from _address(case)
    yield from _family(case)
    yield from _signature(case)
    yield from _supporter(case)


def _blocking(key: str, title: str, why: str, todo: str, path: str) -> Finding:
    return Finding(key, Grade.BLOCKING, title, why, text("declaration"), todo, path)


def _who_files(case: Case) -> Iterator[Finding]:
    mode = known(case.filing.mode)
    if mode is None:
        yield _blocking(
            "filing-mode",
            "On ne sait pas qui dépose",
            "Une personne seule, deux ensemble, ou chacune son dossier : les noms et les signatures en dépendent.",
            "Choisissez comment le foyer dépose.",
            "filing.mode",
        )
    if case.deposant is None:
        yield _blocking(
            "filer-missing",
            "Aucun déposant",
            "La déclaration est faite et signée par une personne : aucune n’est inscrite comme déposant.",
            "Inscrivez la personne qui dépose.",
            "persons",
        )
    elif mode is FilingMode.JOINT and case.codeposant is None:
        yield _blocking(
            "cofiler-missing",
            "Le second déposant n’est pas inscrit",
            "Le dépôt est commun, et une seule personne dépose : son nom et sa signature manqueraient.",
            "Inscrivez le co-déposant, ou choisissez un dépôt seul.",
            "filing.mode",
        )
    if case.welcome.anonymous is True:
        yield _blocking(
            "anonymous",
            "Le dossier est anonyme",
            "La commission ne peut pas être saisie sans les noms et l’adresse.",
            "Demandez à la personne si elle accepte de donner son nom.",
            "welcome.anonymous",
        )


def _name(person: Person) -> Iterator[Finding]:
    lacking = [
        (what, field)
        for what, field in (("le nom de naissance", "birth_name"), ("les prénoms", "first_names"))
        if not written(getattr(person, field))
    ]
    if lacking:
        who = name_of(person) if written(person.first_names) else person.role.label
        yield _blocking(
            f"name-{person.id}",
            f"{who} : il manque {' et '.join(what for what, _ in lacking)}",
            "Une déclaration sans les noms de chaque déposant n’est pas recevable.",
            "Recopiez le nom de naissance et les prénoms de la pièce d’identité.",
            f"persons.{person.id}.{lacking[0][1]}",
        )


def _address(case: Case) -> Iterator[Finding]:
    address = case.address
    place = written(address.street) or written(address.locality) or written(address.building)
    lacking = [
        (what, field)
        for what, field, there in (
            ("la voie ou le lieu-dit", "street", place),
            ("le code postal", "postcode", written(address.postcode)),
            ("la localité", "city", written(address.city)),
        )
        if not there
    ]
    if lacking:
        what = ", ".join(name for name, _ in lacking)
        yield _blocking(
            "address",
            f"L’adresse n’est pas complète : il manque {what}",
            "Une déclaration sans adresse n’est pas recevable, et la commission écrit à cette adresse. Sans domicile, "
            "c’est celle de la domiciliation.",
            "Complétez l’adresse.",
            f"address.{lacking[0][1]}",
        )


def _family(case: Case) -> Iterator[Finding]:
    status = known(case.family.status)
    other = status is MaritalStatus.OTHER and not written(case.family.status_detail)
    if status is None or other:
        yield _blocking(
            "family-status",
            "La situation familiale n’est pas dite",
            "Une déclaration sans la situation familiale n’est pas recevable.",
            "Dites quelle est cette autre situation." if other else "Choisissez la situation familiale.",
            "family.status_detail" if other else "family.status",
        )


def _signature(case: Case) -> Iterator[Finding]:
    place, signed = written(case.filing.signed_at), known(case.filing.signed_on)
    if place and signed is not None:
        return
    lacking = "le lieu" if signed is not None else "la date" if place else "le lieu et la date"
    said = f" La date notée est le {french_date(signed)}." if signed is not None else ""
    signatures = "chaque déposant" if len(filers(case)) > 1 else "le déposant"
    protected = any(known(p.protection) in (Protection.CURATELLE, Protection.TUTELLE) for p in filers(case))
    helped = ", avec le curateur ou le tuteur" if protected else ""
    yield _blocking(
        "signature",
        f"La signature n’est pas notée : il manque {lacking}",
        f"Une déclaration qui n’est pas signée par {signatures} n’est pas recevable.{said}",
        f"Faites signer la déclaration et la lettre par {signatures}{helped}, puis notez le lieu et la date.",
        "filing.signed_on" if signed is None else "filing.signed_at",
    )


def _supporter(case: Case) -> Iterator[Finding]:
    """The Point conseil budget's own rubric: not required, but whom the secretariat asks."""
    if not written(case.supporter.last_name) and not written(case.supporter.organisation):
        yield Finding(
            "supporter",
            Grade.ADVICE,
            "La rubrique du travailleur social est vide",
            "La commission sait à qui écrire ou téléphoner quand une pièce manque.",
            text("supporter"),
            "Notez le nom et le téléphone du Point conseil budget.",
            "supporter.last_name",
        )
