"""What a measure changes beside the debts: the home, the guarantor, the FICP; and what would make it fail.

Only what the texts read say; where none was read, the sentence says so.
"""

from __future__ import annotations

from datetime import date

from dateutil.relativedelta import relativedelta

from pcb.domain.answers import known
from pcb.domain.case import Case
from pcb.domain.law import law_on
from pcb.domain.plan.measures.conditions import real_estate
from pcb.domain.plan.measures.measure import Ficp, MeasureKind
from pcb.domain.plan.model import LEGAL_MONTHS
from pcb.domain.plan.request import keeps_home
from pcb.domain.vocabulary.people import Occupancy
from pcb.domain.wording import french_date

_PLANS = (MeasureKind.AGREED, MeasureKind.RESCHEDULING, MeasureKind.WRITE_OFF)
_LIVRE_VII = (*_PLANS, MeasureKind.SUSPENSION, MeasureKind.RECOVERY, MeasureKind.LIQUIDATION)


def home(case: Case, kind: MeasureKind) -> str:
    """What happens to the home, by how the household lives in it."""
    occupancy = known(case.home.occupancy)
    if occupancy is None:
        return "On ne sait pas encore comment le foyer est logé."
    if occupancy is Occupancy.OWNER:
        return _owned(case, kind)
    if occupancy is not Occupancy.TENANT:
        return "Le foyer n’est ni propriétaire ni locataire : la mesure ne change pas son logement."
    if kind not in _LIVRE_VII:
        return "Le loyer courant reste à payer ; rien n’arrête une expulsion, sauf délai accordé par le juge."
    text = "Le loyer courant reste à payer. Une expulsion n’est pas suspendue d’elle-même : la demande se fait au juge."
    if kind in _PLANS:
        text += " Le bailleur est payé avant les établissements de crédit (L. 711-6)."
    return text


def _owned(case: Case, kind: MeasureKind) -> str:
    match kind:
        case MeasureKind.LIQUIDATION:
            return "Le logement est vendu : délai de 12 mois pour la vente, avec l’accord du débiteur (L. 742-1)."
        case MeasureKind.RECOVERY:
            return "Un propriétaire n’y a droit que si son bien n’a pas de valeur marchande ou coûterait plus à vendre."
        case MeasureKind.AMICABLE | MeasureKind.GRACE:
            return (
                "Le logement est gardé ; le prêt qui n’est pas dans l’accord ou la décision reste dû à ses échéances."
            )
        case MeasureKind.SUSPENSION:
            return "Le logement est gardé pendant la suspension."
    if keeps_home(case):
        return (
            f"Le logement est gardé : le prêt est payé à part, et la durée peut dépasser {LEGAL_MONTHS} mois si la "
            "vente est évitée (L. 733-3, alinéa 2)."
        )
    return "Le foyer ne demande pas à garder son logement : vendu, le solde du prêt peut être réduit (L. 733-4 1°)."


def guarantor(case: Case, kind: MeasureKind) -> str:
    """What happens to those who guaranteed a debt."""
    names = [name for debt in case.debts if (name := known(debt.guarantor))]
    if not names:
        return "Aucune caution n’est notée."
    who = ", ".join(dict.fromkeys(names))
    if kind in (MeasureKind.WRITE_OFF, MeasureKind.RECOVERY, MeasureKind.LIQUIDATION):
        return f"{who} : ce que la caution a payé à la place du foyer n’est pas effacé (L. 733-4)."
    return f"{who} : aucun texte lu ne dit que la mesure libère la caution ; à vérifier avec elle."


def ficp(kind: MeasureKind, start: date, months: int | None) -> Ficp:
    """The file of payment incidents (L. 752-2, L. 752-3): how long, and how much sooner without incident."""
    law = law_on(start)
    fields, source = law.rule("measures.ficp").fields, law.rule("measures.ficp").source
    unpaid = fields["unpaid_credit_years"]
    if kind not in _LIVRE_VII:
        text = f"N’inscrit pas au FICP. Un incident de crédit déjà déclaré y reste {unpaid} ans."
        return Ficp(text, source=source)
    at_once = "Inscription dès le dépôt du dossier"
    if kind is MeasureKind.SUSPENSION:
        until = start + relativedelta(months=months or 0)
        return Ficp(f"{at_once}, puis pendant la suspension, jusqu’au {french_date(until)}.", until, None, source)
    if kind in _PLANS:
        until = start + relativedelta(years=fields["plan_or_measures_years"])
        sooner = start + relativedelta(years=fields["struck_off_after_years_without_incident"])
        text = f"{at_once}, jusqu’au {french_date(until)} au plus tard, {french_date(sooner)} sans incident."
        return Ficp(text, until, sooner, source)
    until = start + relativedelta(years=fields["personal_recovery_years"])
    return Ficp(f"{at_once}, jusqu’au {french_date(until)}.", until, None, source)


_RENT_AND_BILLS = "Le loyer ou une facture courante impayés : ils restent à payer à côté de la mesure."
_LAPSE = "Une échéance non payée : le plan est caduc 15 jours après une mise en demeure restée sans effet (F16982)."
_NEW_CREDIT = "Un nouveau crédit, ou un acte qui aggrave l’insolvabilité (L. 722-2 à L. 722-5)."
_APPEAL = "Une contestation d’un créancier dans les 30 jours de la notification ({article})."


def fails(case: Case, kind: MeasureKind, end: date | None) -> tuple[str, ...]:
    """What would make the measure fail. ``end`` is the last day of a suspension or of a grace period."""
    match kind:
        case MeasureKind.AMICABLE:
            return (
                "Un seul refus : l’accord ne lie que les créanciers qui l’ont accepté par écrit.",
                "Des poursuites ou une saisie d’un créancier qui n’a pas accepté.",
                _RENT_AND_BILLS,
            )
        case MeasureKind.GRACE:
            day = f" ({french_date(end)})" if end else ""
            return (
                f"Ce qui reste dû à la fin du délai{day} redevient exigible.",
                "Le juge apprécie : il peut refuser, ou n’accorder qu’une partie du délai.",
                _RENT_AND_BILLS,
            )
        case MeasureKind.AGREED:
            return (
                "Le refus d’un créancier dans les 30 jours (son silence est un accord, F16982).",
                "Après un échec, 15 jours pour demander des mesures imposées, sinon le dossier est clos (R. 733-1).",
                _LAPSE,
                _NEW_CREDIT,
            )
        case MeasureKind.RESCHEDULING | MeasureKind.WRITE_OFF:
            return (_APPEAL.format(article="L. 733-10, R. 733-6"), _LAPSE, _NEW_CREDIT, _RENT_AND_BILLS)
        case MeasureKind.SUSPENSION:
            return (_after_suspension(end), _RENT_AND_BILLS, _NEW_CREDIT)
    lasting = "Une dette née après la décision : elle n’est pas effacée."
    common = (_APPEAL.format(article="L. 741-4, R. 741-1"), lasting)
    if kind is MeasureKind.LIQUIDATION and real_estate(case):
        return (*common, "Le refus du débiteur : son accord est nécessaire (L. 742-1).")
    return common


def _after_suspension(end: date | None) -> str:
    rule = "Oublier la nouvelle demande, à faire dans les 3 mois qui suivent sa fin (R. 733-5)."
    if end is None:
        return rule
    last = end + relativedelta(months=3)
    return f"{rule} Fin le {french_date(end)}, demande au plus tard le {french_date(last)}."
