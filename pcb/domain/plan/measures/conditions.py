"""The legal conditions of each measure for one household: met, not met or to be verified, with the article and why.

A fact that is not known never makes a condition met; what only the commission or the judge may weigh is to be verified.
"""

from __future__ import annotations

from dataclasses import dataclass

from pcb.domain.answers import known
from pcb.domain.assessment import Assessment
from pcb.domain.case import Case
from pcb.domain.money import Money
from pcb.domain.plan.model import LEGAL_MONTHS, DebtClass, NoPlan, Plan
from pcb.domain.plan.request import Basis
from pcb.domain.recevabilite import Condition, State
from pcb.domain.vocabulary.debts import DebtKind, PastOutcome
from pcb.domain.vocabulary.people import FilingMode, Occupancy
from pcb.domain.wording import plural

MET, MISSING, DOUBTFUL = State.MET, State.MISSING, State.DOUBTFUL
LIVRE_VII = "C. conso. art. L. 711-1"
_CAPACITY = "C. conso. art. L. 731-1, L. 731-2"
_RECOVERY = "C. conso. art. L. 724-1"
_WITHOUT, _WITH = "C. conso. art. L. 724-1, L. 741-1", "C. conso. art. L. 724-1, L. 742-1"


@dataclass(frozen=True, slots=True)
class Situation:
    """What the conditions look at. ``capacity`` in cents a month, None when it cannot be computed."""

    case: Case
    assessment: Assessment
    basis: Basis

    @property
    def capacity(self) -> int | None:
        return self.basis.request.capacity[0].amount if self.basis.request else None

    @property
    def highest_capacity(self) -> int | None:
        return max(step.amount for step in self.basis.request.capacity) if self.basis.request else None


def admissible(now: Situation) -> Condition:
    """The dossier may be taken by the commission (L. 711-1 ff.)."""
    found = now.assessment.recevabilite
    worst = [c.label for c in found.conditions if c.state is found.state and found.state is not MET]
    why = "Chaque condition paraît remplie." if found.state is MET else f"À voir : {', '.join(worst)}."
    return Condition("Dossier recevable", found.state, LIVRE_VII, why, "filing.mode")


def some_capacity(now: Situation, article: str = _CAPACITY) -> Condition:
    """Something may be paid each month."""
    label, path = "Une capacité de remboursement", "incomes"
    amount = now.capacity
    if amount is None:
        why = "La capacité ne peut pas encore être calculée."
        return Condition(label, DOUBTFUL, article, why, path)
    if amount > 0:
        return Condition(label, MET, article, f"{Money(amount)} par mois.", path)
    if now.highest_capacity:
        why = f"Nulle aujourd’hui ; {Money(now.highest_capacity)} par mois plus tard, d’après ce qui est connu."
        return Condition(label, DOUBTFUL, article, why, path)
    return Condition(label, MISSING, article, "La capacité est nulle.", path)


def owner_of_real_estate(now: Situation) -> Condition:
    """An agreed plan is sought only for who owns real estate (service-public F16982)."""
    label, article = "Propriétaire d’un bien immobilier", "C. conso. art. L. 732-1 ; service-public F16982"
    owned = real_estate(now.case)
    if owned is None:
        why = "On ne sait pas encore si le foyer possède un bien immobilier."
        return Condition(label, DOUBTFUL, article, why, "assets")
    if owned:
        why = "Un bien immobilier est noté : la commission cherche d’abord un accord."
        return Condition(label, MET, article, why, "assets")
    why = "Aucun bien immobilier : la commission passe directement aux mesures imposées."
    return Condition(label, MISSING, article, why, "assets")


def real_estate(case: Case) -> bool | None:
    """Whether the household owns real estate; None when it was not told."""
    if known(case.home.occupancy) is Occupancy.OWNER or any(asset.kind.is_real_estate for asset in case.assets):
        return True
    told = case.declared.no_asset is True or bool(case.assets)
    return False if told and known(case.home.occupancy) is not None else None


def months_remain(now: Situation) -> Condition:
    """Some of the 84 months are left (L. 733-3)."""
    label, article, path = "Des mois de mesures disponibles", "C. conso. art. L. 733-1, L. 733-3", "filing.filed_before"
    used = known(now.case.filing.earlier_months_used)
    if now.case.filing.filed_before is False and not used:
        return Condition(label, MET, article, f"Aucune mesure antérieure : {LEGAL_MONTHS} mois.", path)
    path = "filing.earlier_months_used"
    if used is None:
        why = f"Les mois déjà utilisés comptent dans les {LEGAL_MONTHS} et ne sont pas connus."
        return Condition(label, DOUBTFUL, article, why, path)
    left = LEGAL_MONTHS - used
    return Condition(label, MET if left > 0 else MISSING, article, f"Il reste {max(0, left)} mois.", path)


def repaid_in_time(outcome: Plan | NoPlan | None) -> Condition:
    """Rescheduling alone: everything is repaid in the months that remain."""
    label, article = "Tout est remboursé dans la durée", "C. conso. art. L. 733-1, L. 733-3"
    if not isinstance(outcome, Plan):
        return Condition(label, _without_plan(outcome), article, _why_no_plan(outcome), "debts")
    left = sum(outcome.effacement)
    if left:
        why = f"{Money(left)} resteraient après {outcome.months} mois : le rééchelonnement seul ne suffit pas."
        return Condition(label, MISSING, article, why, "debts")
    return Condition(label, MET, article, f"En {outcome.months} mois.", "debts")


def something_to_write_off(outcome: Plan | NoPlan | None) -> Condition:
    """A partial write-off is added only where something remains (L. 733-4)."""
    label, article = "Une somme resterait à effacer", "C. conso. art. L. 733-4"
    if not isinstance(outcome, Plan):
        return Condition(label, _without_plan(outcome), article, _why_no_plan(outcome), "debts")
    left = sum(outcome.effacement)
    if left:
        why = f"{Money(left)} resteraient ; la décision doit être spéciale et motivée."
        return Condition(label, MET, article, why, "debts")
    return Condition(label, MISSING, article, "Tout serait remboursé : rien à effacer.", "debts")


def _without_plan(outcome: NoPlan | None) -> State:
    return DOUBTFUL if outcome is None else MISSING


def _why_no_plan(outcome: NoPlan | None) -> str:
    if outcome is None:
        return "La capacité ne peut pas encore être calculée."
    return " ".join(fault.text for fault in outcome.faults)


def not_suspended_before(now: Situation) -> Condition:
    """A suspension is not renewed (L. 733-1 4°)."""
    label, article, path = "Pas de suspension auparavant", "C. conso. art. L. 733-1 4°", "filing.earlier_outcome"
    if now.case.filing.filed_before is False:
        return Condition(label, MET, article, "Aucun dossier déposé auparavant.", "filing.filed_before")
    past = known(now.case.filing.earlier_outcome)
    if past is None:
        return Condition(label, DOUBTFUL, article, "L’issue du dossier antérieur n’est pas connue.", path)
    if past is PastOutcome.SUSPENSION:
        why = "Une suspension a déjà été accordée : elle n’est pas renouvelable."
        return Condition(label, MISSING, article, why, path)
    return Condition(label, MET, article, f"Dossier antérieur : {past.label}.", path)


def may_improve(now: Situation) -> Condition:
    """What a suspension is for: a situation that should improve. Only the commission weighs it."""
    label, article = "Une situation qui peut s’améliorer", "C. conso. art. L. 733-1 4°"
    today, best = now.capacity, now.highest_capacity
    if today is not None and best is not None and best > today:
        why = f"La capacité connue passe de {Money(today)} à {Money(best)} par mois ; la commission apprécie."
        return Condition(label, MET, article, why, "incomes")
    why = "À expliquer : retour à l’emploi, fin d’un arrêt, vente en cours… ; la commission apprécie."
    return Condition(label, DOUBTFUL, article, why, "history.story")


def files(now: Situation) -> Condition:
    """Somebody files with the commission."""
    label, mode = "Un dossier est déposé", known(now.case.filing.mode)
    if mode is None or mode is FilingMode.NONE:
        why = "Aucun dépôt n’est prévu pour le moment."
        return Condition(label, DOUBTFUL, LIVRE_VII, why, "filing.mode")
    return Condition(label, MET, LIVRE_VII, mode.label, "filing.mode")


def beyond_repair(now: Situation) -> Condition:
    """Situation irrémédiablement compromise: no measure can be put in place (L. 724-1)."""
    label = "Situation irrémédiablement compromise"
    today, best = now.capacity, now.highest_capacity
    if today is None or best is None:
        return Condition(label, DOUBTFUL, _RECOVERY, "La capacité ne peut pas encore être calculée.", "incomes")
    if today > 0:
        why = f"Une capacité de {Money(today)} par mois permet en principe d’autres mesures ; la commission apprécie."
        return Condition(label, MISSING, _RECOVERY, why, "incomes")
    if best > 0:
        why = f"Capacité nulle aujourd’hui, mais {Money(best)} par mois plus tard : la commission apprécie."
        return Condition(label, DOUBTFUL, _RECOVERY, why, "incomes")
    why = "Capacité nulle, et rien de connu ne la relève ; la commission apprécie si elle peut revenir."
    return Condition(label, DOUBTFUL, _RECOVERY, why, "incomes")


def nothing_to_sell(now: Situation) -> Condition:
    """Only furnishings, work tools and goods without market value (L. 724-1, L. 741-1)."""
    label = "Rien à vendre"
    sellable = _sellable(now.case)
    if sellable is None:
        return Condition(label, DOUBTFUL, _WITHOUT, "Le patrimoine n’est pas entièrement connu.", "assets")
    if sellable:
        why = f"À vendre peut-être : {', '.join(sellable)}. Un bien sans valeur marchande ne compte pas."
        return Condition(label, MISSING if real_estate(now.case) else DOUBTFUL, _WITHOUT, why, "assets")
    return Condition(label, MET, _WITHOUT, "Aucun bien de valeur n’est noté.", "assets")


def something_to_sell(now: Situation) -> Condition:
    """Other goods, whose sale would bring something (L. 724-1, L. 742-1)."""
    label = "Un patrimoine à vendre"
    sellable = _sellable(now.case)
    if sellable is None:
        return Condition(label, DOUBTFUL, _WITH, "Le patrimoine n’est pas entièrement connu.", "assets")
    if sellable:
        state = MET if real_estate(now.case) else DOUBTFUL
        return Condition(label, state, _WITH, f"{', '.join(sellable)}.", "assets")
    return Condition(label, MISSING, _WITH, "Aucun bien de valeur n’est noté.", "assets")


def agreement_of_the_debtor(_: Situation) -> Condition:
    """The debtor must agree to a liquidation (L. 742-1)."""
    why = "L’accord écrit du débiteur est nécessaire : à demander, après avoir expliqué ce qui serait vendu."
    return Condition("Accord du débiteur", DOUBTFUL, "C. conso. art. L. 742-1", why, "filing.mode")


def _sellable(case: Case) -> list[str] | None:
    """What might be sold; None when what the household owns was not wholly told."""
    found = [known(asset.nature) or asset.kind.label for asset in case.assets]
    if known(case.home.occupancy) is Occupancy.OWNER and not any(a.kind.is_real_estate for a in case.assets):
        found.append("Résidence principale")
    found += [
        known(vehicle.model) or vehicle.kind.label
        for vehicle in case.vehicles
        if vehicle.needed_for_work is not True and vehicle.leased is not True
    ]
    savings = [a for a in case.accounts if a.kind.is_savings and (amount := known(a.balance)) and amount.cents > 0]
    found += [account.kind.label for account in savings]
    told = (case.assets or case.declared.no_asset is True) and (case.vehicles or case.declared.no_vehicle is True)
    return found if found or told else None


def debts_the_judge_may_delay(now: Situation) -> Condition:
    """Alimony is left out of a grace period (C. civ. art. 1343-5)."""
    label, article = "Des dettes que le juge peut différer", "C. civ. art. 1343-5 ; C. conso. art. L. 314-20"
    debts = now.case.debts
    others = [debt for debt in debts if debt.kind is not DebtKind.ALIMONY]
    if not debts:
        return Condition(label, DOUBTFUL, article, "Aucune dette notée pour le moment.", "debts")
    if not others:
        return Condition(label, MISSING, article, "Seules des pensions alimentaires sont dues.", "debts")
    credits = sum(debt.kind.is_credit for debt in others)
    why = f"{plural(len(others), 'dette', 'dettes')}, dont {plural(credits, 'crédit', 'crédits')}."
    return Condition(label, MET, article, why, "debts")


def settled_after_grace(outcome: Plan | NoPlan | None, months: int) -> Condition:
    """After the delay everything is due at once: what is left must then be payable."""
    label, article = f"Tout peut être payé en {months} mois", "C. civ. art. 1343-5"
    if not isinstance(outcome, Plan):
        return Condition(label, DOUBTFUL, article, _why_no_plan(outcome), "debts")
    left = _left_at_once(outcome)
    if left:
        why = f"{Money(left)} resteraient dus d’un coup à la fin du délai : à prévoir avant de le demander."
        return Condition(label, DOUBTFUL, article, why, "debts")
    return Condition(label, MET, article, f"En {outcome.months} mois, avec la capacité du foyer.", "debts")


def _left_at_once(plan: Plan) -> int:
    """What is left at the end of a delay, but for the home loan kept, which goes on by its contract."""
    kept = sum(
        left
        for debt, left in zip(plan.request.debts, plan.remains_due, strict=True)
        if debt.debt_class is DebtClass.HOME_LOAN
    )
    return plan.left - kept


def creditors_accept(_: Situation) -> Condition:
    """Nothing binds a creditor outside any procedure but their own agreement."""
    why = "Chaque créancier reste libre : son accord écrit est nécessaire, son silence n’en est pas un."
    return Condition("Accord de chaque créancier", DOUBTFUL, "Hors procédure", why, "debts")
