"""Advice: a debt that may be time-barred (``law/prescriptions.toml``). Questions to ask, never a verdict.

What interrupts a delay (a payment, a written acknowledgement, a judgment, a summons) is not in the case: only the
person and their papers know.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date
from types import MappingProxyType

from dateutil.relativedelta import relativedelta

from pcb.domain.answers import known
from pcb.domain.case import Debt
from pcb.domain.completeness.examined import Examined
from pcb.domain.completeness.finding import Finding, Grade
from pcb.domain.explain import Source
from pcb.domain.law.reading import STATUSES, Rule, rule
from pcb.domain.monthly import debt_label
from pcb.domain.vocabulary.debts import DebtKind
from pcb.domain.wording import french_date
from pcb.errors import LawError

_CREDIT, _SELLER, _COMMON = "credit_consommation", "credit_immobilier_ou_autre_pro_vers_consommateur", "droit_commun"
_PUBLIC = "eau_regie_publique_hopital_cantine_collectivite"
RULES: Mapping[DebtKind, tuple[str, ...]] = MappingProxyType(
    {
        DebtKind.RENT: ("loyers_et_charges_locatives",),
        DebtKind.COPROPRIETE: (_COMMON,),
        DebtKind.TAX: ("impots_recouvrement",),
        DebtKind.ENERGY: ("electricite_gaz",),
        DebtKind.WATER: ("eau_delegataire_prive", _PUBLIC),
        DebtKind.PHONE: ("telephone_internet",),
        DebtKind.INSURANCE: ("assurance",),
        DebtKind.SOCIAL: ("indu_prestations_familiales_prime_activite_aah", "indu_rsa", "indu_chomage"),
        DebtKind.CHILDCARE: (_PUBLIC, _SELLER),
        DebtKind.HEALTH: (_PUBLIC, _SELLER),
        DebtKind.LAWYER: (_SELLER,),
        DebtKind.INVOICE: (_SELLER,),
        DebtKind.PROFESSIONAL: (_COMMON,),
        DebtKind.OTHER: (_COMMON,),
        DebtKind.ALIMONY: (_COMMON,),
        DebtKind.LEASING: (_CREDIT,),
        DebtKind.HOME_LOAN: (_SELLER,),
        DebtKind.REVOLVING: (_CREDIT,),
        DebtKind.PERSONAL_LOAN: (_CREDIT,),
        DebtKind.TIED_CREDIT: (_CREDIT,),
        DebtKind.SPLIT_PAYMENT: (_CREDIT,),
        DebtKind.MICROCREDIT: (_CREDIT,),
        DebtKind.FAMILY_LOAN: (_COMMON,),
        DebtKind.EMPLOYER_LOAN: (_COMMON,),
        DebtKind.SOCIAL_LOAN: (_COMMON,),
    }
)
"""The delays that may hold for each kind of debt: several where the case does not tell them apart (public or private
water, hospital or practitioner). The other kinds have no delay on file: fines, damages, overdraft, cheque…"""
_JUDGMENT = "titre_executoire_judiciaire"
_DELAY = re.compile(r"(\d+) (mois|ans?)")


def prescription(examined: Examined) -> Iterator[Finding]:
    """Each debt unpaid for longer than the shortest delay of its kind."""
    for debt in examined.case.debts:
        late_since = known(debt.first_unpaid_on)
        if late_since is not None and may_have_lapsed(debt, examined.day):
            yield _finding(debt, late_since, _rules(debt))


def may_have_lapsed(debt: Debt, day: date) -> bool:
    """Whether a debt was unpaid on ``day`` for longer than the shortest delay of its kind."""
    late_since, rules = known(debt.first_unpaid_on), _rules(debt)
    return late_since is not None and bool(rules) and day > min(_end(late_since, found) for found in rules)


def _rules(debt: Debt) -> list[Rule]:
    return [rule(f"prescriptions.{key}") for key in RULES.get(debt.kind, ())]


def _finding(debt: Debt, late_since: date, rules: list[Rule]) -> Finding:
    told = " ou ".join(dict.fromkeys(str(found.fields["delay"]) for found in rules))
    judged = rule(f"prescriptions.{_JUDGMENT}").fields["delay"]
    pursued = (
        f"Des poursuites sont notées : un jugement ouvre un délai de {judged} pour le faire exécuter."
        if debt.pursued is True
        else "Un paiement, un écrit qui reconnaît la dette, une assignation ou un jugement font repartir le délai."
    )
    return Finding(
        f"prescription-{debt.id}",
        Grade.ADVICE,
        f"« {debt_label(debt)} » : peut-être prescrite ou forclose ?",
        f"Premier impayé non régularisé le {french_date(late_since)} ; délai pour ce genre de dette : {told}. "
        f"{pursued} C’est une question à poser, pas une conclusion.",
        Source(" ; ".join(dict.fromkeys(found.source.article for found in rules)), _least_sure(rules)),
        "Demandez : y a-t-il eu un jugement, un paiement, un courrier signé depuis ? Déclarez la dette quoi qu’il en "
        "soit, et faites vérifier avant d’en contester le montant.",
        f"debts.{debt.id}.first_unpaid_on",
    )


def _end(since: date, found: Rule) -> date:
    """The last day of the delay that began on ``since``."""
    written = _DELAY.search(str(found.fields["delay"]))
    if written is None:
        raise LawError(f"{found.key} : délai illisible ({found.fields['delay']}).")
    number, unit = int(written[1]), written[2]
    return since + (relativedelta(months=number) if unit == "mois" else relativedelta(years=number))


def _least_sure(rules: list[Rule]) -> str:
    return max((found.source.status for found in rules), key=STATUSES.index)
