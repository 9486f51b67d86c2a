"""Pages 6 to 11 of the form: every debt in the table of its kind, then what caused the situation.

The form has 4 rows for housing, 5 for current charges and 8 for consumer credit; the others follow on continuation
sheets. For the other tables the number of rows is not known: they are printed whole.
"""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction

from pcb.domain.answers import Answer, known
from pcb.domain.case import Debt
from pcb.domain.money import Money, total
from pcb.domain.monthly import monthly
from pcb.domain.vocabulary.budget import Period
from pcb.domain.vocabulary.debts import DebtKind, DebtTable
from pcb.domain.wording import french_number
from pcb.reports.blocks import Block, Cell, Column, Heading, Kind, Look, Part, Row, Table, Text
from pcb.reports.content.words import (
    NOT_ASKED,
    NOTHING_ON_LINE,
    joined,
    nothing,
    optional,
    owner_label,
    said,
    sum_with_unknown,
)
from pcb.reports.declaration.form import Form, page, party
from pcb.reports.rubrics.debts import ROWS_ON_PAGE

_WITHOUT_LATE_PART = (DebtTable.DECOUVERTS, DebtTable.CAUTIONS)


def page_6(form: Form) -> tuple[Block, ...]:
    """Dettes de logement et de charges courantes."""
    return (
        page(6, "Impayés : logement et charges courantes"),
        *_section(form, DebtTable.LOGEMENT, 6, _bills),
        *_section(form, DebtTable.CHARGES_COURANTES, 6, _bills),
    )


def page_7(form: Form) -> tuple[Block, ...]:
    """Dettes diverses, pensions alimentaires, amendes, condamnations, fraudes."""
    return (
        page(7, "Autres dettes"),
        *_section(form, DebtTable.DIVERSES, 7, _bills),
        *_section(form, DebtTable.PENALES, 7, _bills),
    )


def page_8(form: Form) -> tuple[Block, ...]:
    """Découverts et locations."""
    return (
        page(8, "Découverts bancaires et locations"),
        *_section(form, DebtTable.DECOUVERTS, 8, _overdrafts),
        *_section(form, DebtTable.LOCATIONS, 8, _leases),
    )


def page_9(form: Form) -> tuple[Block, ...]:
    return (page(9, "Crédits immobiliers"), *_section(form, DebtTable.IMMOBILIERS, 9, _credits, titled=True))


def page_10(form: Form) -> tuple[Block, ...]:
    return (
        page("10 et 11", "Crédits à la consommation"),
        *_section(form, DebtTable.CONSOMMATION, 10, _credits, titled=True),
    )


def page_11(form: Form) -> tuple[Block, ...]:
    """Cause de la situation, autres prêts, cautionnements, et le total de toutes les dettes."""
    history = form.case.history
    causes = said(
        history.causes, lambda found: " ; ".join(cause.label for cause in sorted(found, key=_told)) or NOT_ASKED
    )
    return (
        page(11, "Cause de la situation, autres prêts, cautionnements"),
        Heading(3, "Quelle est la cause de votre situation ?"),
        Text(f"Causes : {causes}. Depuis : {said(history.since)}."),
        Text(f"En quelques mots : {said(history.story)}"),
        Text(f"Démarches déjà faites : {said(history.tried)}"),
        *_section(form, DebtTable.AUTRES_PRETS, 11, _credits),
        *_section(form, DebtTable.CAUTIONS, 11, _guarantees),
        Heading(3, "Ensemble des dettes"),
        _all_debts(form),
    )


def _told(cause: object) -> int:
    return list(type(cause)).index(cause)  # type: ignore[call-overload, no-any-return]


def debts_in(form: Form, table: DebtTable) -> list[Debt]:
    return [debt for debt in form.case.debts if debt.kind.table is table]


Setter = Callable[[Form, list[Debt]], Table]


def _section(form: Form, table: DebtTable, page_number: int, setter: Setter, titled: bool = False) -> tuple[Block, ...]:
    debts = debts_in(form, table)
    title = () if titled else (Heading(3, table.label),)
    if not debts:
        word = f"{NOTHING_ON_LINE} (aucune dette de ce genre indiquée)" if form.case.debts else None
        return *title, Text(word or nothing(form.case.declared.no_debt))
    limit = ROWS_ON_PAGE.get(table)
    return *title, *form.limited(table.label, page_number, setter(form, debts), limit)


def _bills(form: Form, debts: list[Debt]) -> Table:
    columns = (
        Column("Créancier : nom et adresse", 150),
        Column("Nature et référence", 127),
        Column("Montant impayé", 78, right=True),
        Column("Total dû", 78, right=True),
        Column("Poursuites", 72),
    )
    rows = tuple(
        Row((_creditor(form, debt), _contract(debt), said(debt.unpaid), said(debt.balance), _pursued(debt)))
        for debt in debts
    )
    closing = Row(("Total", "", _sum(debts, "unpaid"), _sum(debts, "balance"), ""), Kind.TOTAL)
    return Table(columns, (*rows, closing))


def _overdrafts(form: Form, debts: list[Debt]) -> Table:
    columns = (
        Column("Banque : nom et adresse", 180),
        Column("Référence du compte", 167),
        Column("Découvert utilisé", 86, right=True),
        Column("Poursuites", 72),
    )
    rows = tuple(
        Row(
            (
                _creditor(form, debt),
                (Part(said(debt.account_reference)), *_contract(debt, named=False)),
                (Part(said(debt.balance), Look.AMOUNT), Part(optional("impayé : ", debt.unpaid), Look.FAINT)),
                _pursued(debt),
            )
        )
        for debt in debts
    )
    return Table(columns, (*rows, Row(("Total", "", _sum(debts, "balance"), ""), Kind.TOTAL)))


def _leases(form: Form, debts: list[Debt]) -> Table:
    columns = (
        Column("Créancier : nom et adresse", 108),
        Column("Contrat", 108),
        Column("Loyer mensuel", 70, right=True),
        Column("Impayés", 70, right=True),
        Column("Restant dû ou solde après vente", 77, right=True),
        Column("Poursuites", 72),
    )
    rows = tuple(
        Row(
            (
                _creditor(form, debt),
                (
                    *_contract(debt),
                    Part(f"début : {said(debt.lease_start)}", Look.FAINT),
                    Part(f"loyers : {said(debt.lease_rents)}", Look.FAINT),
                ),
                _monthly(debt.instalment, debt.period),
                said(debt.unpaid),
                (
                    Part(said(debt.balance), Look.AMOUNT),
                    Part(optional("après vente : ", debt.sale_balance), Look.FAINT),
                ),
                _pursued(debt),
            )
        )
        for debt in debts
    )
    closing = Row(
        ("Total", "", _month_sum(debts), _sum(debts, "unpaid"), _sum(debts, "balance"), ""),
        Kind.TOTAL,
    )
    return Table(columns, (*rows, closing))


def _credits(form: Form, debts: list[Debt]) -> Table:
    columns = (
        Column("Créancier : nom et adresse", 106),
        Column("Contrat", 117),
        Column("Mensualité hors assurance", 70, right=True),
        Column("Restant dû", 70, right=True),
        Column("Impayé", 68, right=True),
        Column("Exigible, poursuites", 74),
    )
    rows = tuple(
        Row(
            (
                _creditor(form, debt),
                (
                    *_contract(debt),
                    Part(f"octroi : {said(debt.granted_on)}", Look.FAINT),
                    Part(optional("fin : ", debt.ends_on), Look.FAINT),
                    Part(f"capital : {said(debt.capital)}", Look.FAINT),
                    Part(f"taux débiteur : {said(debt.rate, _percent)}", Look.FAINT),
                    Part("finance la résidence principale" if debt.finances_main_residence is True else "", Look.FAINT),
                ),
                (*_monthly(debt.instalment, debt.period), *_insurance(debt)),
                said(debt.balance),
                said(debt.unpaid),
                (Part(f"exigible : {said(debt.due_in_full)}", Look.SMALL), *_pursued(debt, "poursuites : ")),
            )
        )
        for debt in debts
    )
    closing = Row(
        ("Total", "", _month_sum(debts), _sum(debts, "balance"), _sum(debts, "unpaid"), ""),
        Kind.TOTAL,
    )
    return Table(columns, (*rows, closing))


def _guarantees(form: Form, debts: list[Debt]) -> Table:
    columns = (
        Column("Créancier : nom et adresse", 135),
        Column("Référence", 110),
        Column("Personne ou société cautionnée", 110),
        Column("Montant réclamé", 78, right=True),
        Column("Poursuites", 72),
    )
    rows = tuple(
        Row(
            (
                _creditor(form, debt),
                _contract(debt),
                said(debt.guaranteed_person),
                (Part(said(debt.balance), Look.AMOUNT), Part(optional("impayé : ", debt.unpaid), Look.FAINT)),
                _pursued(debt),
            )
        )
        for debt in debts
    )
    return Table(columns, (*rows, Row(("Total", "", "", _sum(debts, "balance"), ""), Kind.TOTAL)))


def _creditor(form: Form, debt: Debt) -> Cell:
    collector = joined(optional("recouvré par ", debt.collector), optional("", debt.collector_address), by=", ")
    insurer = joined(optional("assureur : ", debt.insurer), optional("", debt.insurer_address), by=", ")
    return party(
        debt.creditor,
        debt.creditor_address,
        collector,
        insurer,
        f"débiteur : {owner_label(form.case, debt.owner)}",
        optional("caution donnée par : ", debt.guarantor),
    )


def _contract(debt: Debt, named: bool = True) -> tuple[Part, ...]:
    """Kind, nature, reference and what is particular to the debt."""
    name = joined(debt.kind.label, optional("", debt.nature), by=" — ")
    return (
        Part(name if named else optional("", debt.nature), Look.SMALL),
        Part(f"réf. {said(debt.reference)}" if named else optional("réf. ", debt.reference), Look.FAINT),
        Part("dette professionnelle" if debt.professional is True else "", Look.FAINT),
        Part("dette contestée" if debt.contested is True else "", Look.FAINT),
        Part(_schedule(debt), Look.FAINT),
        Part(optional("relevé du ", debt.statement_date), Look.FAINT),
        Part(optional("impayé depuis le ", debt.first_unpaid_on), Look.FAINT),
    )


def _schedule(debt: Debt) -> str:
    """What is paid each time on a bill or an overdraft. A credit or a lease has a column for it."""
    if debt.kind.is_credit or debt.kind.table is DebtTable.LOCATIONS:
        return ""
    return optional("échéancier : ", debt.instalment, lambda amount: f"{amount} {debt.period.label}")


def _pursued(debt: Debt, prefix: str = "") -> tuple[Part, ...]:
    return (Part(prefix + said(debt.pursued), Look.SMALL if prefix else Look.BODY),)


def _monthly(amount: Answer[Money], period: Period) -> tuple[Part, ...]:
    value = known(amount)
    if value is None:
        return (Part(said(amount), Look.FAINT),)
    original = "" if period is Period.MONTHLY else f"{value} {period.label}"
    return Part(str(monthly(value, period)), Look.AMOUNT), Part(original, Look.FAINT)


def _insurance(debt: Debt) -> tuple[Part, ...]:
    if debt.insurance is None:
        return (Part("assurance : non renseigné", Look.FAINT),) if debt.kind is DebtKind.HOME_LOAN else ()
    value = known(debt.insurance)
    text = said(debt.insurance) if value is None else str(monthly(value, debt.period))
    original = "" if value is None or debt.period is Period.MONTHLY else f" ({value} {debt.period.label})"
    return (Part(f"assurance : {text}{original}", Look.FAINT),)


def _percent(rate: Fraction) -> str:
    return f"{french_number(rate, 3)}\u202f%"


def _sum(debts: list[Debt], field: str, look: Look = Look.TOTAL) -> Cell:
    values = [known(getattr(debt, field)) for debt in debts]
    return sum_with_unknown(total(v for v in values if v is not None), values.count(None), look)


def _late(debts: list[Debt], look: Look = Look.TOTAL) -> Cell:
    """What is late. An overdraft or a guarantee has no late part unless one was told: the form does not ask it."""
    asked = [debt for debt in debts if debt.unpaid is not None or debt.kind.table not in _WITHOUT_LATE_PART]
    return _sum(asked, "unpaid", look) if asked else NOTHING_ON_LINE


def _month_sum(debts: list[Debt]) -> Cell:
    values = [None if (v := known(debt.instalment)) is None else monthly(v, debt.period) for debt in debts]
    return sum_with_unknown(total(v for v in values if v is not None), values.count(None))


def _all_debts(form: Form) -> Block:
    if not form.case.debts:
        return Text(nothing(form.case.declared.no_debt))
    columns = (
        Column("Nature des dettes", 5),
        Column("Nombre", 1.2, right=True),
        Column("Impayé", 2.4, right=True),
        Column("Restant dû", 2.4, right=True),
    )
    rows = []
    for table in DebtTable:
        debts = debts_in(form, table)
        if debts:
            rows.append(
                Row((table.label, str(len(debts)), _late(debts, Look.AMOUNT), _sum(debts, "balance", Look.AMOUNT)))
            )
    every = list(form.case.debts)
    rows.append(Row(("Total", str(len(every)), _late(every), _sum(every, "balance")), Kind.TOTAL))
    return Table(columns, tuple(rows), summary="Total des dettes par nature")
