"""A value of the case as the field shows it, and as a sentence says it. The words are those of the interview."""

from __future__ import annotations

from datetime import date
from typing import Any

from pcb.domain.answers import NoAnswer, known
from pcb.domain.case import Case
from pcb.domain.case_path import Item
from pcb.domain.letter_notes import Addressee, LetterNote
from pcb.domain.letters.template import letter_title
from pcb.domain.noted import PaperNote, SetAside
from pcb.domain.papers_to_join import papers_to_join
from pcb.domain.plan_notes import DebtChoices, OfferNote, ReceivedAmount, ReceivedDebt, ReceivedPalier
from pcb.domain.take_home_notes import ActionNote, AppointmentNote, ContactNote, HandingNote, PayChoice
from pcb.interview.effective import effective
from pcb.interview.plan import QUESTIONS, question_at
from pcb.interview.questions import Owner, Shown
from pcb.interview.titles import item_title, owner_name

_ANY_DAY = date(2000, 1, 1)  # the months of a paper change with the day, its key and its name do not
_LISTS = {
    "persons": "Personne",
    "incomes": "Ressource",
    "expenses": "Charge",
    "debts": "Dette",
    "assets": "Bien",
    "vehicles": "Véhicule",
    "accounts": "Compte",
    "proceedings": "Procédure",
}
_ABOUT_A_DEBT = {"plan_debts": "Plan", "offers": "Offre amiable", "received_debts": "Plan reçu"}


def shown(path: str, value: Any) -> Shown | NoAnswer:
    """The value as its field shows it; an answer without a value is itself, not asked is empty."""
    return value if isinstance(value, NoAnswer) else question_at(path)[0].show(value)


def said(case: Case, path: str, value: Any) -> str:
    """The value in words; ``case`` gives the names of the persons."""
    question = question_at(path)[0]
    if isinstance(question.kind, Owner) and isinstance(value, str):
        return owner_name(case, value) or "Une personne retirée du dossier"
    return question.say(value)


def label(path: str) -> str:
    """The question asked at ``path``."""
    return question_at(path)[0].label


def item_name(case: Case, collection: str, item: Item) -> str:
    """« Dette : Crédit renouvelable — Cofidis »: an item in a line of the history."""
    if isinstance(item, SetAside):
        return "Constat écarté"
    if isinstance(item, LetterNote):
        return f"Courrier\u202f: {letter_title(item.id)}"
    if isinstance(item, Addressee):
        return "Destinataire de courriers"
    if isinstance(item, PaperNote):
        return f"Pièce\u202f: {paper_name(case, item.id)}"
    if isinstance(item, ActionNote):
        return f"Chose à faire\u202f: {known(item.what) or known(item.model) or item.id}"
    if isinstance(item, AppointmentNote):
        return f"Rendez-vous\u202f: {known(item.with_whom) or known(item.purpose) or item.id}"
    if isinstance(item, ContactNote):
        return f"Personne à appeler\u202f: {known(item.name) or item.id}"
    if isinstance(item, HandingNote):
        return "Papier remis"
    if isinstance(item, PayChoice):
        return f"Payer ou non\u202f: {owed_name(case, item.id)}"
    if isinstance(item, ReceivedPalier):
        return f"Plan reçu, palier {item.id}"
    if isinstance(item, ReceivedAmount):
        palier, _, debt = item.id.partition("-")
        return f"Plan reçu, palier {palier}\u202f: {debt_name(case, debt)}"
    if isinstance(item, DebtChoices | OfferNote | ReceivedDebt):
        return f"{_ABOUT_A_DEBT[collection]}\u202f: {debt_name(case, item.id)}"
    return f"{_LISTS[collection]}\u202f: {item_title(case, collection, item)}"


def debt_name(case: Case, debt_id: str) -> str:
    """The debt of that id, as it is called on screen."""
    found = next((debt for debt in case.debts if debt.id == debt_id), None)
    return item_title(case, "debts", found) if found else "une dette qui n’est plus dans le dossier"


def owed_name(case: Case, item_id: str) -> str:
    """The charge or the debt of that id, as it is called on screen."""
    charge = next((expense for expense in case.expenses if expense.id == item_id), None)
    return item_title(case, "expenses", charge) if charge else debt_name(case, item_id)


def paper_name(case: Case, key: str) -> str:
    """The paper of that key, without the months it is asked for."""
    found = next((paper for paper in papers_to_join(effective(case), _ANY_DAY) if paper.key == key), None)
    if found is None:
        return "pièce qui n’est plus demandée"
    label = found.label.partition(" (")[0]
    return f"{label}, {found.concerns}" if found.concerns else label


def titles() -> dict[str, str]:
    """The French label of each path of the case, with ``*`` for the id of an item."""
    return {path: question.label for path, question in QUESTIONS.items()}
