"""The charges that the commission would retain (C. conso. art. R. 731-2, R. 731-3; service-public F1947 and F16982).

Each line says what was declared, what is retained and why, and what a missing proof costs. The forfaits are lines of
their own; the lines add up to the total.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from pcb.domain.answers import known
from pcb.domain.case import JOINT, Case, Expense
from pcb.domain.explain import Source
from pcb.domain.income import filers, silent_partner
from pcb.domain.law import FlatRate, ForfaitScale
from pcb.domain.money import ZERO, Money, total
from pcb.domain.monthly import MonthlyExpense, expense_label, monthly_expense
from pcb.domain.vocabulary.budget import Evidence, ExpenseKind, Forfait, Treatment
from pcb.domain.wording import french_date, not_official, plural

__all__ = ["Charges", "RetainedLine", "commission_charges", "expense_label", "monthly_expense"]

HABITATION_KINDS = frozenset(k for k in ExpenseKind if k.forfait is Forfait.HABITATION and k.in_table)
LISTED = "eau, électricité, téléphone, assurance"
JOINED = "comprise dans la ligne « Habitation »"
TABLE = Source(article="C. conso. art. R. 731-3 ; service-public F1947, F16982", note="Texte du 31/05/2019.")


@dataclass(frozen=True, slots=True)
class RetainedLine:
    """One charge before the commission. ``declared`` is None for a forfait, or when the amount is not known;
    ``cost_of_missing_proof`` is what the household would gain each month in charges by bringing the paper."""

    label: str
    path: str
    treatment: Treatment | None
    declared: Money | None
    retained: Money
    reason: str
    cost_of_missing_proof: Money | None
    source: Source | None
    forfait: Forfait | None = None  # the forfait that this line is, or the one that covers it


@dataclass(frozen=True, slots=True)
class Charges:
    """The retained lines, in the order of the paper: forfaits first, then the charges as told. ``total_with_proofs`` is
    what would be retained if every paper had been seen."""

    lines: tuple[RetainedLine, ...]
    notices: tuple[str, ...]
    total: Money
    total_with_proofs: Money


def commission_charges(case: Case, charges: tuple[MonthlyExpense, ...], scale: ForfaitScale, persons: int) -> Charges:
    """The charges retained for a household of ``persons``, and what they would be with every paper."""
    hosted = _housed_for_free(case)
    group = [c for c in charges if _in_habitation(c)]
    habitation = _habitation(scale, persons, group, hosted)
    lines = [_flat_line(Forfait.BASE, scale.base, scale, persons), habitation.line]
    if not hosted:
        lines.append(_flat_line(Forfait.CHAUFFAGE, scale.chauffage, scale, persons))
    lines += [_expense_line(case, charge, habitation.joined, hosted) for charge in charges]
    retained = total(line.retained for line in lines)
    lacking = total(line.cost_of_missing_proof for line in lines if line.cost_of_missing_proof is not None)
    with_proofs = retained + lacking + (habitation.with_proofs - habitation.line.retained)
    notices = (*habitation.notices, *_notices(case, scale, charges, hosted))
    return Charges(tuple(lines), notices, retained, with_proofs)


def _housed_for_free(case: Case) -> bool:
    """Housed free of charge and no rent declared."""
    occupancy = known(case.home.occupancy)
    pays_rent = any(e.kind is ExpenseKind.RENT and e.amount != ZERO for e in case.expenses)
    return occupancy is not None and occupancy.housed_for_free and not pays_rent


def _proved(charge: MonthlyExpense) -> bool:
    return charge.expense.evidence is Evidence.SEEN


def _in_habitation(charge: MonthlyExpense) -> bool:
    kind = charge.expense.kind
    return kind.treatment is Treatment.REAL_CAPPED and kind.forfait is Forfait.HABITATION


def _flat_line(forfait: Forfait, rate: FlatRate, scale: ForfaitScale, persons: int) -> RetainedLine:
    amount = rate.amount(persons)
    detail = f"{plural(persons, 'personne', 'personnes')} : {rate.first}"
    if persons > 1:
        detail += f" + {persons - 1} × {rate.per_extra}"
    return RetainedLine(forfait.label, "", None, None, amount, detail, None, scale.source, forfait)


@dataclass(frozen=True, slots=True)
class _Habitation:
    """The habitation line, what its charges say of themselves, and what it would be with every paper."""

    line: RetainedLine
    joined: str
    with_proofs: Money
    notices: tuple[str, ...] = ()


def _habitation(scale: ForfaitScale, persons: int, group: Sequence[MonthlyExpense], hosted: bool) -> _Habitation:
    """Real but capped: when the four charges of the table are all noted and every line is proved, the smaller of their
    sum and the forfait; otherwise the forfait. Housed free of charge (one source, 2012): what is proved only, capped.

    DROIT : « montant réel plafonné par un barème » (F1947) veut qu’un réel prouvé plus faible que le forfait soit seul
    retenu. Une seule petite facture prouvée ne doit pas pour autant remplacer le forfait de tout le groupe : le réel ne
    le remplace que si eau, électricité, téléphone et assurance sont toutes notées. L’écran le dit.
    """
    flat = scale.habitation.amount(persons)
    proved = total(c.amount for c in group if _proved(c) and c.amount is not None)
    declared = total(c.amount for c in group if c.amount is not None)
    noted = {c.expense.kind for c in group}
    all_known = noted >= HABITATION_KINDS and all(c.amount is not None for c in group)
    with_proofs = min(declared, flat) if all_known or hosted else flat
    if hosted:
        reason = f"hébergé à titre gratuit : pas de forfait, justificatifs vus pour {proved}, plafond {flat}"
        return _Habitation(
            _real_line("Habitation (réel justifié)", min(proved, flat), reason, scale), JOINED, with_proofs
        )
    if all_known and all(_proved(c) for c in group):
        cap = f"plafonné par le forfait de {flat}" if proved > flat else f"sans dépasser le forfait de {flat}"
        reason = f"toutes les dépenses notées du groupe sont justifiées : réel de {proved}, {cap}"
        notices = () if proved >= flat else (_below_flat(proved, flat),)
        line = _real_line("Habitation (réel plafonné)", with_proofs, reason, scale)
        return _Habitation(line, JOINED, with_proofs, notices)
    line = _flat_line(Forfait.HABITATION, scale.habitation, scale, persons)
    if group:
        what = (
            f"des justificatifs manquent ; justifié en entier, le réel de {declared} serait retenu pour {with_proofs}"
            if all_known
            else f"le réel n’est regardé que si tout est noté et justifié ({LISTED})"
        )
        line = replace(line, reason=f"{line.reason} ; {what}")
    return _Habitation(line, "comprise dans le forfait habitation", with_proofs)


def _real_line(label: str, amount: Money, reason: str, scale: ForfaitScale) -> RetainedLine:
    return RetainedLine(label, "", None, None, amount, reason, None, scale.source, Forfait.HABITATION)


def _below_flat(proved: Money, flat: Money) -> str:
    return (
        f"Habitation : le réel justifié ({proved}) est inférieur au forfait ({flat}) et le remplace. Vérifiez que "
        "rien ne manque dans ces dépenses."
    )


def _expense_line(case: Case, charge: MonthlyExpense, habitation: str, hosted: bool) -> RetainedLine:
    kind, amount = charge.expense.kind, charge.amount
    retained, cost = ZERO, None
    if amount is None:
        reason = "montant inconnu : rien ne peut être retenu"
    elif kind.treatment is Treatment.REAL_WITH_PROOF:
        if _proved(charge):
            retained, reason = amount, "montant réel, justificatif vu"
        else:
            cost = amount
            reason = "sans justificatif, aucun forfait n’existe pour cette charge : rien n’est retenu"
    elif kind.treatment is Treatment.REAL_CAPPED and kind.forfait is Forfait.HABITATION:
        reason = habitation
        if hosted and not _proved(charge):
            reason = "hébergé à titre gratuit : retenue seulement sur justificatif"
    elif kind.treatment is Treatment.REAL_CAPPED:
        # DROIT : F1947 dit la santé et la mutuelle « au réel, plafonné par un barème », mais aucun plafond séparé n’a
        # pu être lu ; elles sont tenues pour couvertes par le forfait de base.
        reason = "aucun plafond propre enregistré : comprise dans le forfait de base (à confirmer)"
    elif kind.forfait is Forfait.CHAUFFAGE:
        reason = (
            "hébergé à titre gratuit : pas de forfait chauffage" if hosted else "comprise dans le forfait chauffage"
        )
    else:
        reason = "comprise dans le forfait de base"
    if not kind.in_table:
        reason += " ; traitement non fixé par le tableau public, à confirmer"
    if _someone_else_pays(case, charge.expense):
        reason += " ; payée par une personne hors du couple, comptée pour tout le foyer"
    return RetainedLine(charge.label, charge.path, kind.treatment, amount, retained, reason, cost, TABLE, kind.forfait)


def _someone_else_pays(case: Case, expense: Expense) -> bool:
    owner = known(expense.owner)
    if owner is None or owner == JOINT or case.person(owner) is None:
        return False
    partner = silent_partner(case)
    couple = {person.id for person in filers(case)} | ({partner.id} if partner else set())
    return owner not in couple


def _notices(case: Case, scale: ForfaitScale, charges: Sequence[MonthlyExpense], hosted: bool) -> list[str]:
    notices = []
    if scale.is_earlier:
        notices.append(
            f"Forfaits de la commission repris du {french_date(scale.from_day)}, faute de ceux de l’année : à "
            "remplacer dès qu’ils sont connus."
        )
    if not scale.source.is_official:
        notices.append(not_official("Forfaits de la commission", scale.source))
    if any(c.expense.kind in (ExpenseKind.MUTUELLE, ExpenseKind.HEALTH) for c in charges):
        notices.append(
            "Santé et mutuelle : le plafond propre n’a pas été trouvé ; elles sont comptées dans le forfait de base "
            "(lecture à confirmer)."
        )
    outside = sorted({c.expense.kind.label for c in charges if not c.expense.kind.in_table})
    if outside:
        notices.append(f"Charges que le tableau public ne cite pas, traitement à confirmer : {', '.join(outside)}.")
    if hosted:
        notices.append(
            "Hébergement à titre gratuit : ni forfait chauffage ni forfait habitation, seulement les dépenses "
            "justifiées (une seule source, 2012), à confirmer."
        )
    occupancy = known(case.home.occupancy)
    if occupancy is not None and occupancy.value == "retirement_home":
        # DROIT : aucun texte lu ne dit quels forfaits valent pour une personne en maison de retraite.
        notices.append(
            "Maison de retraite : les forfaits de vie courante ne s’appliquent sans doute pas tous ; à confirmer."
        )
    if any(_someone_else_pays(case, c.expense) for c in charges):
        notices.append("Des charges payées par une personne hors du couple sont comptées pour tout le foyer.")
    return notices
