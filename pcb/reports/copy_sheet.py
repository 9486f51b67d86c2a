"""« Feuille de recopie »: the facts in the order of the seven rubrics of the online form, each ready to be copied.

The order is known (``content/copy_sheet.py`` says from where), the wording of each box is not.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from pcb.domain.answers import Answer, known
from pcb.domain.case import Account, Asset, Case, Debt, Expense, Person, Vehicle
from pcb.domain.income import MonthlyIncome, filers, monthly_incomes
from pcb.domain.money import Money
from pcb.domain.monthly import monthly, monthly_expense
from pcb.domain.vocabulary.budget import ExpenseLine, Period
from pcb.domain.vocabulary.people import FilingMode, Protection
from pcb.domain.wording import french_number
from pcb.reports.blocks import Block, Column, Document, Heading, Kind, Look, Notice, Part, Row, Table, Text
from pcb.reports.content import copy_sheet as words
from pcb.reports.content.words import NOT_ASKED, joined, nothing, owner_label, said
from pcb.reports.declaration import whose
from pcb.reports.declaration.form import Form
from pcb.reports.render import render as render_document

_COLUMNS = (Column("Champ", 190), Column("Valeur à recopier", 215), Column("Précision", 100))


@dataclass(frozen=True, slots=True)
class Copied:
    """One box: its label, the value to copy, and what is said of it. Without a value it opens a group."""

    label: str
    value: str = ""
    note: str = ""


def render(case: Case, day: date, letter: str, mark: str = "") -> bytes:
    """The copy sheet in PDF. The same facts give the same bytes."""
    return render_document(compose(case, day, letter, mark))


def compose(case: Case, day: date, letter: str, mark: str = "") -> Document:
    """The copy sheet before it is set."""
    blocks: list[Block] = [
        Heading(1, words.TITLE),
        Notice(words.WARNING_TITLE, (*_not_allowed(case), *words.WARNING)),
        Text(words.VALUES),
        Text(words.SOURCES, Look.FAINT),
    ]
    for number, (title, rows) in enumerate(rubrics(case, day, letter), 1):
        numbered = f"{number}. {title}" if title != words.MORE else title
        blocks += [Heading(2, numbered), Table(_COLUMNS, tuple(map(_row, rows)), summary=title)]
    return Document(
        title=words.TITLE,
        header=words.TITLE,
        reference=whose(case, day),
        day=day,
        blocks=tuple(blocks),
        mark=mark,
    )


def rubrics(case: Case, day: date, letter: str) -> tuple[tuple[str, tuple[Copied, ...]], ...]:
    """The seven rubrics of the online form and its last tab, in their order, with their boxes."""
    people = Form.of(case, day).people
    return (
        (words.IDENTITY, tuple(_identity(case, people))),
        (words.PERSONAL, tuple(_personal(case, people))),
        (words.INCOMES, tuple(_incomes(case, day))),
        (words.ESTATE, tuple(_estate(case))),
        (words.CHARGES, tuple(_expenses(case, of_form=True))),
        (words.SPENDING, tuple(_expenses(case, of_form=False))),
        (words.DEBTS, tuple(_debts(case))),
        (words.MORE, tuple(_more(case, letter))),
    )


def _not_allowed(case: Case) -> Iterator[str]:
    """Why this household cannot file online, as far as is known."""
    protections = {known(person.protection) for person in filers(case)}
    if case.filing.mode is FilingMode.JOINT:
        yield words.NOT_ALLOWED.format(why=words.TWO_FILE)
    if protections & {Protection.TUTELLE, Protection.CURATELLE}:
        yield words.NOT_ALLOWED.format(why=words.PROTECTED)


def _row(copied: Copied) -> Row:
    if not copied.value:
        return Row((Part(copied.label, Look.STRONG),), Kind.GROUP)
    look = Look.FAINT if copied.value == NOT_ASKED else Look.BODY
    return Row((Part(copied.label, Look.SMALL), Part(copied.value, look), Part(copied.note, Look.FAINT)))


def amount(money: Money) -> str:
    """« 1234,56 »: what a box takes."""
    return money.exact().replace(".", ",")


def _told(label: str, answer: Answer[Money]) -> Copied:
    return Copied(label, said(answer, amount))


def _by_month(label: str, answer: Answer[Money], period: Period, note: str = "") -> Copied:
    value = known(answer)
    if value is None:
        return Copied(label, said(answer), note)
    told = "" if period is Period.MONTHLY else f"{value} {period.label}"
    return Copied(label, amount(monthly(value, period)), joined(note, told))


def _identity(case: Case, people: tuple[Person, ...]) -> Iterator[Copied]:
    for person in people:
        if len(people) > 1:
            yield Copied(person.role.label)
        yield Copied("Civilité", said(person.title))
        yield Copied("Nom de naissance", said(person.birth_name))
        yield Copied("Nom d’usage", said(person.used_name))
        yield Copied("Prénoms", said(person.first_names))
        yield Copied("Date de naissance", said(person.birth_date))
        yield Copied("Lieu de naissance", said(person.birth_place), said(person.birth_departement))
        yield Copied("Pays de naissance", said(person.birth_country))
        yield Copied("Téléphone", said(person.phone))
        yield Copied("Courriel", said(person.email))
    place = case.address
    inside = joined(
        *(known(part) or "" for part in (place.building, place.stair, place.floor, place.apartment)), by=", "
    )
    street = joined(known(place.number) or "", known(place.street) or "", by=" ")
    yield Copied("Adresse")
    yield Copied("Bâtiment, escalier, étage, appartement", inside or NOT_ASKED)
    yield Copied("Numéro et voie", street or NOT_ASKED)
    yield Copied("Lieu-dit", said(place.locality))
    yield Copied("Code postal", said(place.postcode))
    yield Copied("Localité", said(place.city))
    yield Copied("Pays", said(place.country))


def _personal(case: Case, people: tuple[Person, ...]) -> Iterator[Copied]:
    yield Copied("Famille")
    yield Copied("Situation familiale", said(case.family.status))
    yield Copied("Depuis le", said(case.family.status_since))
    here = {person.id for person in people}
    others = [person for person in case.persons if person.id not in here]
    if not others:
        yield Copied("Autres personnes du foyer", nothing(case.declared.nobody_else))
    for person in others:
        name = joined(*(known(part) or "" for part in (person.first_names, person.birth_name)), by=" ")
        born = said(person.birth_date)
        yield Copied(person.role.label, joined(name, born, by=", "), joined(said(person.custody), _dependent(person)))
    yield Copied("Profession")
    for person in people:
        named = f" ({person.role.label.lower()})" if len(people) > 1 else ""
        yield Copied(f"Profession ou dernier emploi{named}", said(person.occupation))
        yield Copied(f"Statut{named}", said(person.work_status), known(person.work_detail) or "")
        yield Copied(f"Depuis le{named}", said(person.work_since))
        yield Copied(f"N° allocataire CAF ou MSA{named}", said(person.caf_number or person.msa_number))
    yield Copied("Logement")
    yield Copied("Occupation", said(case.home.occupancy), known(case.home.occupancy_detail) or "")
    yield Copied("Depuis le", said(case.home.since))
    yield Copied("Bailleur", said(case.home.landlord))
    yield Copied("Procédure d’expulsion", said(case.home.eviction))
    yield Copied("Saisie immobilière", said(case.home.property_seizure))


def _dependent(person: Person) -> str:
    return {True: "à charge", False: "non à charge"}.get(known(person.dependent), "")  # type: ignore[arg-type]


def _incomes(case: Case, day: date) -> Iterator[Copied]:
    found = monthly_incomes(case, day)
    if not found:
        yield Copied("Ressources", nothing(case.declared.no_income))
    for item in found:
        yield _income(case, item)


def _income(case: Case, item: MonthlyIncome) -> Copied:
    ended = item.since_when_ended if item.ended else ""
    note = joined(_owner(case, item.income), known(item.income.payer) or "", ended)
    return _by_month(
        joined(item.income.kind.line.label, item.label, by=" — "), item.income.amount, item.income.period, note
    )


def _expenses(case: Case, *, of_form: bool) -> Iterator[Copied]:
    here = [expense for expense in case.expenses if (expense.kind.line is not ExpenseLine.AUTRES) is of_form]
    if not here:
        yield Copied("Aucune ligne", nothing(case.declared.no_expense) if not case.expenses else "—")
    for line in ExpenseLine:
        for expense in here:
            if expense.kind.line is line:
                yield _expense(case, expense)


def _expense(case: Case, expense: Expense) -> Copied:
    label = joined(
        expense.kind.line.label if expense.kind.line is not ExpenseLine.AUTRES else "", expense.kind.label, by=" — "
    )
    note = joined(_owner(case, expense), known(expense.nature) or "", known(expense.payee) or "")
    if monthly_expense(expense) is None:
        return Copied(label, said(expense.amount), note)
    return _by_month(label, expense.amount, expense.period, note)


def _owner(case: Case, item: object) -> str:
    """Whose it is, where that was told."""
    owner = getattr(item, "owner", None)
    return "" if owner is None else owner_label(case, owner)


def _estate(case: Case) -> Iterator[Copied]:
    yield Copied("Biens")
    if not case.assets:
        yield Copied("Immobilier et autres biens", nothing(case.declared.no_asset))
    for asset in case.assets:
        yield _asset(case, asset)
    yield Copied("Véhicules")
    if not case.vehicles:
        yield Copied("Véhicules", nothing(case.declared.no_vehicle))
    for vehicle in case.vehicles:
        yield _vehicle(case, vehicle)
    yield Copied("Comptes et épargne")
    if not case.accounts:
        yield Copied("Comptes", nothing(case.declared.no_account))
    for account in case.accounts:
        yield from _account(case, account)


def _asset(case: Case, asset: Asset) -> Copied:
    about = joined(asset.kind.label, known(asset.nature) or "", known(asset.place) or "", by=", ")
    note = joined(_owner(case, asset), "en indivision" if asset.indivision is True else "")
    return Copied(about, said(asset.value, amount), note)


def _vehicle(case: Case, vehicle: Vehicle) -> Copied:
    about = joined(vehicle.kind.label, known(vehicle.model) or "", by=", ")
    leased = "LOA ou LLD" if vehicle.leased is True else ""
    return Copied(about, said(vehicle.value, amount), joined(_owner(case, vehicle), leased))


def _account(case: Case, account: Account) -> Iterator[Copied]:
    about = joined(account.kind.label, known(account.bank) or "", by=", ")
    yield Copied(f"{about} : IBAN", said(account.iban, lambda iban: iban.replace(" ", "")), _owner(case, account))
    yield Copied(f"{about} : solde", said(account.balance, amount))


def _debts(case: Case) -> Iterator[Copied]:
    if not case.debts:
        yield Copied("Dettes", nothing(case.declared.no_debt))
    for number, debt in enumerate(case.debts, 1):
        yield from _debt(case, number, debt)


def _debt(case: Case, number: int, debt: Debt) -> Iterator[Copied]:
    yield Copied(f"Dette {number} — {debt.kind.label}")
    yield Copied("Créancier", said(debt.creditor), _owner(case, debt))
    yield Copied("Adresse du créancier", said(debt.creditor_address))
    if debt.collector is not None:
        yield Copied("Recouvré par", said(debt.collector))
        yield Copied("Adresse de qui recouvre", said(debt.collector_address))
    yield Copied("Référence", said(debt.reference))
    yield _told("Restant dû", debt.balance)
    yield _told("Montant impayé", debt.unpaid)
    if debt.kind.is_credit or debt.instalment is not None:
        yield _by_month("Mensualité hors assurance", debt.instalment, debt.period)
    if debt.insurance is not None:
        yield _by_month("Assurance", debt.insurance, debt.period)
    if debt.kind.is_credit:
        yield Copied("Date d’octroi", said(debt.granted_on))
        yield _told("Capital emprunté", debt.capital)
        yield Copied("Taux débiteur (en %)", said(debt.rate, _percent))
        yield Copied("Exigible en totalité", said(debt.due_in_full))
    if debt.guaranteed_person is not None:
        yield Copied("Personne cautionnée", said(debt.guaranteed_person))
    yield Copied("Poursuites", said(debt.pursued))


def _percent(rate: Fraction) -> str:
    return french_number(rate, 3)


def _more(case: Case, letter: str) -> Iterator[Copied]:
    yield Copied("Déjà déposé un dossier", said(case.filing.filed_before), known(case.filing.earlier_number) or "")
    for proceeding in case.proceedings:
        yield Copied(proceeding.kind.label, said(proceeding.who), said(proceeding.since))
    yield Copied("Explication de la situation (texte de la lettre)", letter)
