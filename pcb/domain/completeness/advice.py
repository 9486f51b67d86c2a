"""Advice: what the counsellor should think of before the dossier is filed. Nothing here is a fault."""

from __future__ import annotations

from collections.abc import Iterator

from pcb.domain.answers import known
from pcb.domain.case import JOINT, Case, Debt
from pcb.domain.completeness.examined import Examined, written
from pcb.domain.completeness.finding import Finding, Grade, text
from pcb.domain.explain import Source
from pcb.domain.income import name_of, silent_partner
from pcb.domain.law.reading import rule
from pcb.domain.money import ZERO, Money
from pcb.domain.monthly import debt_label
from pcb.domain.recevabilite import EXCLUDED
from pcb.domain.vocabulary.budget import ExpenseKind
from pcb.domain.vocabulary.debts import DebtKind
from pcb.domain.vocabulary.estate import AccountKind
from pcb.domain.vocabulary.people import FilingMode
from pcb.domain.wording import french_date


def advice(examined: Examined) -> Iterator[Finding]:
    """Every piece of advice that this household calls for."""
    case = examined.case
    yield from _sole_trader(case)
    for debt in case.debts:
        yield from _excluded(debt)
        yield from _guarantor(debt)
    yield from _other_half(case)
    yield from _ficp(case)
    yield from _bank_fees(case)
    for proceeding in case.proceedings:
        coming = known(proceeding.next_date)
        if coming is not None and coming < examined.day:
            yield _advice(
                f"date-passed-{proceeding.id}",
                f"{proceeding.kind.label} : la date du {french_date(coming)} est passée",
                "Ce qui s’y est décidé change peut-être ce que la lettre doit dire, et des délais de recours courent.",
                text("letter"),
                "Demandez ce qui a été décidé, et notez la prochaine date.",
                f"proceedings.{proceeding.id}.next_date",
            )


def _advice(key: str, title: str, why: str, source: Source, todo: str, path: str) -> Finding:
    return Finding(key, Grade.ADVICE, title, why, source, todo, path)


def _sole_trader(case: Case) -> Iterator[Finding]:
    if case.filing.sole_trader is True:
        yield _advice(
            "sole-trader",
            "Entrepreneur individuel : d’abord le tribunal",
            "Agriculteur, micro-entrepreneur, artisan ou libéral, il s’adresse au tribunal, qui saisit s’il y a lieu "
            "la commission.",
            text("sole_trader"),
            "Orientez vers le tribunal (judiciaire pour une activité agricole ou libérale, de commerce sinon) et "
            "gardez ce dossier pour lui.",
            "filing.sole_trader",
        )


def _excluded(debt: Debt) -> Iterator[Finding]:
    if debt.kind not in EXCLUDED:
        return
    always = debt.kind in (DebtKind.PENAL_FINE, DebtKind.PAWN)
    agreed = "" if always else ", sauf accord du créancier"
    yield _advice(
        f"excluded-{debt.id}",
        f"« {debt_label(debt)} » : hors de toute remise, report ou effacement{agreed}",
        "Elle figure dans la déclaration, mais elle restera à payer : le budget doit la prévoir.",
        text("excluded_debts"),
        "Dites-le à la personne, et cherchez un accord avec le créancier.",
        f"debts.{debt.id}.kind",
    )


def _guarantor(debt: Debt) -> Iterator[Finding]:
    guarantor = written(debt.guarantor)
    if guarantor:
        yield _advice(
            f"guarantor-{debt.id}",
            f"« {debt_label(debt)} » : {guarantor} s’est porté caution",
            "Le créancier peut se retourner contre la caution, et ce qu’elle aura payé à la place du débiteur ne peut "
            "pas être effacé contre elle.",
            rule("measures.partial_write_off").source,
            "Prévenez la personne, et conseillez à la caution de venir en parler.",
            f"debts.{debt.id}.guarantor",
        )


def _other_half(case: Case) -> Iterator[Finding]:
    partner = silent_partner(case)
    joint = [debt for debt in case.debts if known(debt.owner) == JOINT]
    if partner is None or not joint or case.filing.mode is not FilingMode.ALONE:
        return
    name = name_of(partner)
    yield _advice(
        f"partner-exposed-{partner.id}",
        f"{name} doit aussi {'une des dettes' if len(joint) == 1 else f'{len(joint)} des dettes'}, et ne dépose pas",
        "Les créanciers de dettes communes peuvent tout demander à qui n’a pas déposé de dossier.",
        text("alone"),
        "Pesez avec eux un dépôt commun.",
        "filing.mode",
    )


def _ficp(case: Case) -> Iterator[Finding]:
    if case.filing.mode is FilingMode.NONE or case.filing.ficp is True:
        return
    found = rule("measures.ficp")
    years, recovery = found.fields["plan_or_measures_years"], found.fields["personal_recovery_years"]
    yield _advice(
        "ficp",
        "Le dépôt entraîne l’inscription au FICP",
        f"L’inscription est immédiate. Elle dure {years} ans au plus pour un plan ou des mesures, {recovery} ans pour "
        "un rétablissement personnel.",
        found.source,
        "Dites-le avant le dépôt : ce fichier est consulté avant tout crédit.",
        "filing.ficp",
    )


def _bank_fees(case: Case) -> Iterator[Finding]:
    fees = [e for e in case.expenses if e.kind is ExpenseKind.BANK_FEES and (known(e.amount) or ZERO) > ZERO]
    overdrawn = [a for a in case.accounts if a.kind is AccountKind.CURRENT and (known(a.balance) or ZERO) < ZERO]
    files = case.filing.mode not in (None, FilingMode.NONE)
    account = next(iter((*overdrawn, *(a for a in case.accounts if a.kind is AccountKind.CURRENT))), None)
    if fees:
        path = f"expenses.{fees[0].id}.amount"
    elif account is not None and (files or overdrawn):
        path = f"accounts.{account.id}.balance"
    else:
        return
    found = rule("measures.bank_fees_fragile")
    fee = Money.of(found.fields["specific_offer_max_fee_month"])
    month = Money.of(found.fields["specific_offer_incident_cap_month"])
    yield _advice(
        "bank-fees",
        "Frais bancaires : le plafond des clients fragiles",
        "Dès le dépôt d’un dossier, la banque doit plafonner les frais d’incident et proposer l’offre spécifique : "
        f"{fee} par mois au plus, et {month} de frais d’incident par mois au plus.",
        found.source,
        "Faites demander l’offre spécifique à la banque, par écrit, avec l’attestation de dépôt.",
        path,
    )
