"""Recevabilité (C. conso. art. L. 711-1 ff.): each condition met, missing or doubtful, with its article.

It is a reading to prepare the dossier; the commission decides. A question not asked yet is doubtful, never met.
"""

from __future__ import annotations

from dataclasses import dataclass

from pcb.domain.answers import NoAnswer, known
from pcb.domain.budget import LivedBudget
from pcb.domain.case import Case
from pcb.domain.explain import Explained
from pcb.domain.money import ZERO, Money, total
from pcb.domain.vocabulary.choice import Choice
from pcb.domain.vocabulary.debts import DebtKind, PastOutcome
from pcb.domain.vocabulary.people import Occupancy
from pcb.domain.wording import plural

EXCLUDED = frozenset({DebtKind.ALIMONY, DebtKind.DAMAGES, DebtKind.FRAUD, DebtKind.PENAL_FINE, DebtKind.PAWN})
"""Debts of art. L. 711-4 and L. 711-5, outside any remission, rescheduling or write-off."""


class State(Choice):
    MET = "met", "Remplie"
    MISSING = "missing", "Non remplie"
    DOUBTFUL = "doubtful", "À vérifier"


@dataclass(frozen=True, slots=True)
class Condition:
    """One condition: its state, the article, why, and the fact to open to change it."""

    label: str
    state: State
    article: str
    why: str
    path: str


@dataclass(frozen=True, slots=True)
class Recevabilite:
    conditions: tuple[Condition, ...]

    @property
    def state(self) -> State:
        """The worst of its conditions: missing, else doubtful, else met."""
        states = {condition.state for condition in self.conditions}
        return next((s for s in (State.MISSING, State.DOUBTFUL) if s in states), State.MET)


def recevabilite(case: Case, lived: LivedBudget, capacity: Explained | None) -> Recevabilite:
    """Every condition for this household. ``capacity`` is None when it could not be computed."""
    conditions = [
        _sole_trader(case),
        _natural_person(case),
        _home_country(case),
        _good_faith(case),
        _has_debts(case),
        _not_only_excluded(case),
        _over_indebted(case, lived, capacity),
        _earlier_filing(case),
    ]
    if known(case.home.occupancy) is Occupancy.OWNER or any(a.kind.is_real_estate for a in case.assets):
        conditions.append(
            Condition(
                "Propriétaire d’un bien immobilier",
                State.MET,
                "C. conso. art. L. 711-1",
                "Être propriétaire de sa résidence principale, même d’une valeur égale aux dettes, n’est pas un "
                "obstacle.",
                "home.occupancy",
            )
        )
    return Recevabilite(tuple(conditions))


def _not_known(answer: NoAnswer | bool | None) -> str:
    return "La question n’a pas encore été posée." if answer is None else f"Réponse : {str(_label(answer)).lower()}."


def _label(answer: NoAnswer | bool | None) -> str:
    return answer.label if isinstance(answer, NoAnswer) else ""


def _sole_trader(case: Case) -> Condition:
    answer, path = case.filing.sole_trader, "filing.sole_trader"
    article = "C. com. art. L. 681-1 à L. 681-4 ; C. conso. art. L. 711-9"
    label = "Pas d’entreprise individuelle"
    if answer is True:
        why = (
            "Un entrepreneur individuel (agriculteur, micro-entrepreneur, artisan, libéral) est à adresser d’abord au "
            "tribunal, qui saisit s’il y a lieu la commission."
        )
        return Condition(label, State.MISSING, article, why, path)
    if answer is False:
        return Condition(label, State.MET, article, "Aucune activité d’entrepreneur individuel.", path)
    return Condition(label, State.DOUBTFUL, article, _not_known(answer), path)


def _natural_person(case: Case) -> Condition:
    why = "Le dossier est celui d’une personne, pas d’une société."
    return Condition("Personne physique", State.MET, "C. conso. art. L. 711-1", why, "persons")


def _home_country(case: Case) -> Condition:
    answer, path = case.filing.lives_in_france, "filing.lives_in_france"
    label, article = "Domicile en France", "C. conso. art. L. 711-1, L. 711-2"
    if answer is True:
        return Condition(label, State.MET, article, "Le domicile est en France.", path)
    if answer is False:
        why = (
            "Domicile hors de France : à vérifier avec la Banque de France (nationalité, créanciers établis en France)."
        )
        return Condition(label, State.DOUBTFUL, article, why, path)
    return Condition(label, State.DOUBTFUL, article, _not_known(answer), path)


def _good_faith(case: Case) -> Condition:
    answer, path = case.filing.good_faith_doubt, "filing.good_faith_doubt"
    label, article = "Bonne foi", "C. conso. art. L. 711-1"
    if answer is False:
        return Condition(label, State.MET, article, "Elle est présumée, et rien ne la met en doute.", path)
    if answer is True:
        why = "Un doute est noté (déclaration fausse ou omise, insolvabilité organisée…) : préparez une explication."
        return Condition(label, State.DOUBTFUL, article, why, path)
    return Condition(label, State.DOUBTFUL, article, f"Elle est présumée. {_not_known(answer)}", path)


def _has_debts(case: Case) -> Condition:
    label, article = "Des dettes", "C. conso. art. L. 711-1"
    if case.debts:
        why = f"{plural(len(case.debts), 'dette notée', 'dettes notées')}, professionnelles ou non."
        return Condition(label, State.MET, article, why, "debts")
    if case.declared.no_debt is True:
        return Condition(label, State.MISSING, article, "Le foyer déclare n’avoir aucune dette.", "declared.no_debt")
    return Condition(label, State.DOUBTFUL, article, "Aucune dette notée pour le moment.", "debts")


def _not_only_excluded(case: Case) -> Condition:
    label, article = "Des dettes que la procédure peut traiter", "C. conso. art. L. 711-4, L. 711-5"
    excluded = [debt for debt in case.debts if debt.kind in EXCLUDED]
    if not case.debts:
        return Condition(label, State.DOUBTFUL, article, "Aucune dette notée pour le moment.", "debts")
    if len(excluded) == len(case.debts):
        why = (
            "Toutes les dettes notées sont hors procédure : pensions alimentaires, réparations aux victimes, fraudes "
            "sociales, amendes pénales, prêts sur gage (L. 711-5 non relu dans sa rédaction actuelle)."
        )
        return Condition(label, State.MISSING, article, why, "debts")
    if excluded:
        why = (
            f"{plural(len(excluded), 'dette', 'dettes')} hors procédure sauf accord du créancier ; les autres peuvent "
            "être traitées (L. 711-5 non relu dans sa rédaction actuelle)."
        )
        return Condition(label, State.MET, article, why, "debts")
    return Condition(label, State.MET, article, "Aucune dette exclue par nature.", "debts")


def _over_indebted(case: Case, lived: LivedBudget, capacity: Explained | None) -> Condition:
    """« Impossibilité manifeste de faire face à l’ensemble de ses dettes exigibles et à échoir ».

    What falls due (instalments, arrears, debts due in full) against what is left after the charges lived. No threshold
    is in the law: short of a plain impossibility the condition is doubtful, with the figures.
    """
    label, article, path = "Surendettement", "C. conso. art. L. 711-1", "debts"
    if not case.debts:
        return Condition(label, State.DOUBTFUL, article, "Aucune dette notée pour le moment.", path)
    available = lived.resources.total - lived.charges.total
    instalments = lived.instalments.total
    due, balance = _due_now(case), _all_due(case)
    if not (lived.resources.lines or case.declared.no_income is True):
        return Condition(label, State.DOUBTFUL, article, "Les ressources ne sont pas encore connues.", "incomes")
    figures = (
        f"Après les charges il reste {available} par mois, pour {instalments} de mensualités et {due} déjà exigibles."
    )
    if instalments > available or (available <= ZERO and balance > ZERO):
        why = f"{figures} Les dettes ne peuvent pas être payées."
        state = State.MET if lived.complete else State.DOUBTFUL
        return Condition(label, state, article, why if lived.complete else f"{why} Des montants manquent.", path)
    if due > ZERO:
        why = f"{figures} À vérifier : le retard peut-il être rattrapé ?"
        return Condition(label, State.DOUBTFUL, article, why, path)
    if capacity is not None and instalments > capacity.total:
        why = f"{figures} Les mensualités dépassent la capacité que la commission retiendrait ({capacity.total})."
        return Condition(label, State.DOUBTFUL, article, why, path)
    if not lived.complete or not balance:
        return Condition(label, State.DOUBTFUL, article, f"{figures} Des montants manquent.", path)
    if capacity is None:
        return Condition(label, State.DOUBTFUL, article, f"{figures} La capacité n’a pas pu être calculée.", path)
    why = f"{figures} Les mensualités sont couvertes : l’impossibilité manifeste n’apparaît pas."
    return Condition(label, State.MISSING, article, why, path)


def _due_now(case: Case) -> Money:
    """Arrears, and the whole balance of what is due in full."""
    parts = []
    for debt in case.debts:
        whole = known(debt.balance) if debt.due_in_full is True else None
        part = whole if whole is not None else known(debt.unpaid)
        if part is not None:
            parts.append(part)
    return total(parts)


def _all_due(case: Case) -> Money:
    amounts = (known(debt.balance) or known(debt.unpaid) for debt in case.debts)
    return total(amount for amount in amounts if amount is not None)


def _earlier_filing(case: Case) -> Condition:
    label, article = "Dossier antérieur", "C. conso. art. L. 733-1, L. 733-3"
    answer, path = case.filing.filed_before, "filing.filed_before"
    if answer is False:
        return Condition(label, State.MET, article, "Aucun dossier déposé auparavant.", path)
    if answer is not True:
        return Condition(label, State.DOUBTFUL, article, _not_known(answer), path)
    path = "filing.earlier_outcome"
    match known(case.filing.earlier_outcome):
        case PastOutcome.INADMISSIBLE:
            article = "Cass. 2e civ., 4 décembre 2014, n° 13-25.479"
            why = "Après un refus définitif, un nouveau dossier suppose un élément nouveau."
        case PastOutcome.PENDING:
            why = "Un dossier est en cours : en voir l’état avant d’en déposer un autre."
        case PastOutcome.PLAN | PastOutcome.MEASURES:
            why = f"{_months_used(case)} Un changement de situation est à expliquer."
        case PastOutcome.SUSPENSION:
            article = "C. conso. art. L. 733-1 4°, R. 733-5"
            why = f"{_months_used(case)} La nouvelle demande se fait dans les trois mois de la fin de la suspension."
        case PastOutcome.PERSONAL_RECOVERY | PastOutcome.CLOSED:
            why = "À expliquer dans la lettre : ce qui a changé depuis, et pourquoi des dettes sont revenues."
        case _:
            why = "Issue du dossier antérieur inconnue."
    return Condition(label, State.DOUBTFUL, article, why, path)


def _months_used(case: Case) -> str:
    used = known(case.filing.earlier_months_used)
    if used is None:
        return "Les mois de mesures déjà utilisés comptent dans le maximum de 84."
    return f"{used} mois de mesures déjà utilisés comptent dans le maximum de 84."
