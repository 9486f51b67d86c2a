"""The named blanks of the letters: what each is worth in the case, and where it is asked when the case lacks it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType

from pcb.domain.answers import known
from pcb.domain.case import Case, Person
from pcb.domain.case_path import get
from pcb.domain.income import filers
from pcb.domain.letter.circumstances import address_lines, causes, household
from pcb.domain.letter.voice import Voice, called
from pcb.domain.letters.recipients import Recipient
from pcb.domain.letters.subjects import Subject
from pcb.domain.letters.tally import credit_lines
from pcb.domain.money import Money
from pcb.domain.vocabulary.debts import DebtKind
from pcb.domain.wording import french_date


@dataclass(frozen=True, slots=True)
class Context:
    """What the blanks of one letter are read from. ``offer`` is the amount that the plan offers, if any; ``month`` the
    sentence on the month, the same for all the letters of a case."""

    case: Case
    day: date
    key: str
    subject: Subject
    recipient: Recipient
    voice: Voice
    offer: Money | None = None
    month: str = ""


@dataclass(frozen=True, slots=True)
class Blank:
    """``label`` asks for it; ``value`` is empty when the case does not know; ``path`` is where it is asked, empty when
    it follows from several facts."""

    label: str
    value: Callable[[Context], str]
    path: Callable[[Context], str]


def _at(label: str, path: str, say: Callable[[object], str] = str) -> Blank:
    """A fact of the case at a fixed path."""

    def value(context: Context) -> str:
        found = known(get(context.case, path))
        return "" if found is None else say(found)

    return Blank(label, value, lambda _: path)


def _day(label: str, path: str) -> Blank:
    return _at(label, path, lambda found: french_date(found) if isinstance(found, date) else "")


def _noted(label: str, field: str) -> Blank:
    """A fact of the letter itself."""

    def path(context: Context) -> str:
        return f"letters.{context.key}.{field}"

    def value(context: Context) -> str:
        found = known(get(context.case, path(context)))
        if isinstance(found, date):
            return french_date(found)
        return "" if found is None else str(found)

    return Blank(label, value, path)


def _offered(context: Context) -> str:
    """The amount written for this letter, else that of the plan."""
    amount = known(get(context.case, f"letters.{context.key}.amount"))
    chosen = context.offer if amount is None else amount
    return "" if chosen is None else str(chosen)


def _of_debt(label: str, field: str) -> Blank:
    def path(context: Context) -> str:
        return f"debts.{context.subject.debt.id}.{field}" if context.subject.debt else ""

    def value(context: Context) -> str:
        found = known(get(context.case, place)) if (place := path(context)) else None
        return "" if found is None else str(found)

    return Blank(label, value, path)


def _reference(context: Context) -> str:
    """The number that the recipient knows: of the debt, else what was written for this letter."""
    debt = context.subject.debt
    noted = known(get(context.case, f"letters.{context.key}.reference"))
    return noted or (known(debt.reference) if debt else None) or ""


def _reference_path(context: Context) -> str:
    debt = context.subject.debt
    return f"debts.{debt.id}.reference" if debt else f"letters.{context.key}.reference"


def _owed(context: Context) -> str:
    """What is late, else what remains due."""
    debt = context.subject.debt
    amount = (known(debt.unpaid) or known(debt.balance)) if debt else None
    return str(amount) if amount else ""


def _debt_kind(context: Context) -> str:
    """What the debt is, as its creditor would say it: its nature when it was told, else its kind."""
    debt = context.subject.debt
    if debt is None:
        return ""
    nature = known(debt.nature)
    kind = "prestations à rembourser" if debt.kind is DebtKind.SOCIAL else debt.kind.label.partition(" (")[0]
    return " ".join(nature.split()).rstrip(".") if nature else f"{kind[:1].lower()}{kind[1:]}"


def _act(context: Context) -> str:
    one = context.subject.proceeding
    return one.sentence if one else ""


def _act_path(field: str) -> Callable[[Context], str]:
    def path(context: Context) -> str:
        one = context.subject.proceeding
        there = {proceeding.id for proceeding in context.case.proceedings}
        return f"proceedings.{one.id}.{field}" if one and one.id in there else f"letters.{context.key}.event_on"

    return path


def _act_on(context: Context) -> str:
    found = known(get(context.case, _act_path("received_on")(context)))
    return french_date(found) if isinstance(found, date) else ""


def _sender_name(context: Context) -> str:
    people = filers(context.case)
    return "\n".join(map(called, people)) if people and all(map(_is_named, people)) else ""


def _is_named(person: Person) -> bool:
    """A first name alone signs nothing."""
    return bool(known(person.used_name) or known(person.birth_name))


def _name_path(context: Context) -> str:
    unnamed = (person for person in filers(context.case) if not _is_named(person))
    person = next(unnamed, context.case.deposant)
    return f"persons.{person.id}.birth_name" if person else ""


def _sender_address(context: Context) -> str:
    address = context.case.address
    placed = known(address.street) or known(address.locality)
    complete = placed and known(address.postcode) and known(address.city)
    return "\n".join(address_lines(address)) if complete else ""


def _address_path(context: Context) -> str:
    address = context.case.address
    if not (known(address.street) or known(address.locality)):
        return "address.street"
    return "address.city" if known(address.postcode) else "address.postcode"


def _born(context: Context) -> str:
    """« 14/02/1987 à Mirande », of each who signs."""
    told = []
    for person in filers(context.case):
        born, place = known(person.birth_date), known(person.birth_place)
        if born is None or not place:
            return ""
        told.append(f"le {french_date(born)} à {place}")
    return " et ".join(told)


def _born_path(context: Context) -> str:
    for person in filers(context.case):
        if known(person.birth_date) is None:
            return f"persons.{person.id}.birth_date"
        if not known(person.birth_place):
            return f"persons.{person.id}.birth_place"
    return ""


def _beneficiary(context: Context) -> str:
    """The number at the CAF or at the MSA of whoever has one."""
    numbers = [known(number) for person in filers(context.case) for number in (person.caf_number, person.msa_number)]
    return ", ".join(dict.fromkeys(filter(None, numbers)))


def _beneficiary_path(context: Context) -> str:
    person = context.case.deposant
    return f"persons.{person.id}.caf_number" if person else ""


def _account_number(context: Context) -> str:
    """Only the last digits of the account: enough for the bank, and no more on a paper that may be lost."""
    iban = known(context.subject.account.iban) if context.subject.account else None
    return f"qui finit par {iban[-4:]}" if iban else ""


def _supporter(context: Context) -> str:
    """Named to others unless the person refused any exchange."""
    if context.case.welcome.refuses_exchange:
        return ""
    helper = context.case.supporter
    name = " ".join(filter(None, (known(helper.first_name), known(helper.last_name))))
    return ", ".join(filter(None, (name, known(helper.organisation), known(helper.phone))))


BLANKS: Mapping[str, Blank] = MappingProxyType(
    {
        "sender_name": Blank("Nom de la personne qui écrit", _sender_name, _name_path),
        "sender_address": Blank("Adresse de la personne qui écrit", _sender_address, _address_path),
        "recipient_name": Blank("Nom du destinataire", lambda c: c.recipient.name, lambda c: c.recipient.name_path),
        "recipient_address": Blank(
            "Adresse du destinataire", lambda c: c.recipient.address, lambda c: c.recipient.address_path
        ),
        "creditor": _of_debt("Créancier", "creditor"),
        "debt": Blank("Dette", _debt_kind, lambda c: ""),
        "owed": Blank("Montant dû", _owed, lambda c: f"debts.{c.subject.debt.id}.unpaid" if c.subject.debt else ""),
        "reference": Blank("Numéro de client, de contrat ou de décision", _reference, _reference_path),
        "offer": Blank("Montant proposé chaque mois", _offered, lambda c: f"letters.{c.key}.amount"),
        "amount": _noted("Montant", "amount"),
        "first_on": _noted("Premier paiement le", "first_on"),
        "grace_months": _noted("Durée demandée, en mois", "grace_months"),
        "event_on": _noted("Date de l’acte, de la facture ou de la décision", "event_on"),
        "last_day": _noted("Dernier jour pour agir, écrit sur la notification", "last_day"),
        "until": _noted("Valable jusqu’au", "last_day"),
        "subject": _noted("De quoi s’agit-il ?", "subject"),
        "reasons": _noted("Raisons, avec les mots de la personne", "reasons"),
        "details": _noted("Précisions", "details"),
        "number": _at("Numéro de dossier Banque de France", "procedure.number"),
        "filed_on": _day("Date du dépôt du dossier", "procedure.filed_on"),
        "admissible_on": _day("Lettre de recevabilité reçue le", "procedure.admissible_on"),
        "refused_on": _day("Décision d’irrecevabilité reçue le", "procedure.refused_on"),
        "claims_on": _day("État détaillé des dettes reçu le", "procedure.claims_on"),
        "failed_on": _day("Lettre d’échec du plan reçue le", "procedure.failed_on"),
        "measures_on": _day("Mesures imposées reçues le", "procedure.measures_on"),
        "recovery_on": _day("Décision de rétablissement personnel reçue le", "procedure.recovery_on"),
        "suspension_ends_on": _day("Fin de la suspension", "procedure.suspension_ends_on"),
        "fund_asked_on": _day("Date de la demande au FSL", "procedure.fund_asked_on"),
        "landlord": _at("Bailleur", "home.landlord"),
        "act": Blank("Procédure", _act, lambda c: ""),
        "act_on": Blank("Date de l’acte reçu", _act_on, _act_path("received_on")),
        "family": Blank("Famille", lambda c: " ".join(household(c.case, c.voice)), lambda c: ""),
        "causes": Blank(
            "Causes des difficultés", lambda c: " ".join(causes(c.case, c.voice)), lambda c: "history.story"
        ),
        "month": Blank("Ressources et charges du mois", lambda c: c.month, lambda c: ""),
        "credits": Blank("Crédits en cours", lambda c: credit_lines(c.case), lambda c: ""),
        "born": Blank("Date et lieu de naissance", _born, _born_path),
        "beneficiary": Blank("Numéro d’allocataire", _beneficiary, _beneficiary_path),
        "account": Blank("Compte", _account_number, lambda c: ""),
        "supporter": Blank("Qui accompagne", _supporter, lambda c: "supporter.organisation"),
        "organisation": _at("Structure", "supporter.organisation"),
        "met_on": _day("Date de la rencontre", "welcome.met_on"),
        "day": Blank("Date", lambda c: french_date(c.day), lambda c: ""),
    }
)
"""Every blank that a template may name."""
