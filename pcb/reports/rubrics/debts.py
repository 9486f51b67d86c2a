"""Pages 6 to 11 of the form: every debt in the table of its kind, then the cause of the situation."""

from __future__ import annotations

from collections.abc import Callable

from pcb.domain.answers import known
from pcb.domain.case import Debt
from pcb.domain.monthly import monthly
from pcb.domain.vocabulary.debts import DebtTable
from pcb.domain.vocabulary.people import Cause
from pcb.reports.content.words import joined, optional
from pcb.reports.rubrics.rubric import Col, Facts, Kind, Rubric, Table, Value, col, table

ROWS_ON_PAGE = {DebtTable.LOGEMENT: 4, DebtTable.CHARGES_COURANTES: 5, DebtTable.CONSOMMATION: 8}
"""How many rows the form has; for the other tables it is not known."""


def _creditor(facts: Facts, debt: Debt) -> Value:
    """The creditor, with who recovers the debt: the commission must write to both."""
    if debt.collector is None:
        return debt.creditor
    return joined(optional("", debt.creditor), optional("recouvré par ", debt.collector), by=" ; ") or None


def _address(facts: Facts, debt: Debt) -> Value:
    if debt.collector_address is None:
        return debt.creditor_address
    return joined(optional("", debt.creditor_address), optional("recouvrement : ", debt.collector_address)) or None


def _monthly(field: str) -> Callable[[Facts, Debt], Value]:
    """What is paid by month, whatever the period of the instalments."""

    def read(facts: Facts, debt: Debt) -> Value:
        given = getattr(debt, field)
        amount = known(given)
        return given if amount is None else monthly(amount, debt.period)

    return read


_CREDITOR = Col("creancier", "Créancier", ("debts.*.creditor", "debts.*.collector"), _creditor)
_ADDRESS = Col("adresse", "Adresse", ("debts.*.creditor_address", "debts.*.collector_address"), _address)
_BANK = Col("banque", "Banque", _CREDITOR.paths, _creditor)
_REFERENCE = col("reference", "Référence", "debts.*.reference")
_UNPAID = col("montant_impaye", "Montant impayé", "debts.*.unpaid", Kind.AMOUNT)
_LATE = col("impaye", "Impayé", "debts.*.unpaid", Kind.AMOUNT)
_PURSUED = col("poursuites", "Poursuites", "debts.*.pursued", Kind.TICK)
_BILLS = (_CREDITOR, _ADDRESS, _REFERENCE, _UNPAID, _PURSUED)
_INSTALMENT = Col(
    "mensualite",
    "Mensualité hors assurance",
    ("debts.*.instalment", "debts.*.period"),
    _monthly("instalment"),
    Kind.AMOUNT,
)
_LOAN = (
    col("date_octroi", "Date d’octroi", "debts.*.granted_on", Kind.DATE),
    col("capital", "Capital emprunté", "debts.*.capital", Kind.AMOUNT),
    col("taux", "Taux débiteur annuel", "debts.*.rate", Kind.NUMBER),
    _INSTALMENT,
)
_LEFT = (
    col("restant_du", "Restant dû", "debts.*.balance", Kind.AMOUNT),
    _LATE,
    col("exigible", "Exigible", "debts.*.due_in_full", Kind.TICK),
    _PURSUED,
)
_CREDIT = (_CREDITOR, _ADDRESS, _REFERENCE, *_LOAN, *_LEFT)


def _debts(page: int, name: str, kind: DebtTable, columns: tuple[Col, ...]) -> Table:
    return table(
        page,
        name,
        kind.label,
        ROWS_ON_PAGE.get(kind),
        lambda facts: tuple(debt for debt in facts.case.debts if debt.kind.table is kind),
        columns,
        lambda facts: facts.case.declared.no_debt is True and not facts.case.debts,
    )


def _cause(facts: Facts, row: int) -> Value:
    """The free text, after the causes that were ticked and the day since when."""
    history = facts.case.history
    ticked = known(history.causes) or frozenset()
    causes = joined(*(cause.label for cause in Cause if cause in ticked), by=", ")
    since = optional("Depuis le ", history.since)
    text = joined(causes, since, optional("", history.story), by=". ")
    return text or (history.story if history.story is not None else None)


TABLES = (
    _debts(6, "logement", DebtTable.LOGEMENT, _BILLS),
    _debts(6, "charges_courantes", DebtTable.CHARGES_COURANTES, _BILLS),
    _debts(7, "diverses", DebtTable.DIVERSES, _BILLS),
    _debts(7, "penales", DebtTable.PENALES, _BILLS),
    _debts(
        8,
        "decouvert",
        DebtTable.DECOUVERTS,
        (
            _BANK,
            _ADDRESS,
            col("reference_compte", "Référence du compte", "debts.*.account_reference"),
            col("montant", "Montant du découvert utilisé", "debts.*.balance", Kind.AMOUNT),
            _PURSUED,
        ),
    ),
    _debts(
        8,
        "location",
        DebtTable.LOCATIONS,
        (
            _CREDITOR,
            _ADDRESS,
            _REFERENCE,
            col("date_debut", "Date de début", "debts.*.lease_start", Kind.DATE),
            col("nombre_loyers", "Nombre de loyers", "debts.*.lease_rents", Kind.NUMBER),
            Col("loyer_mensuel", "Loyer mensuel", _INSTALMENT.paths, _INSTALMENT.read, Kind.AMOUNT),
            col("impayes", "Impayés", "debts.*.unpaid", Kind.AMOUNT),
            col("solde_apres_vente", "Solde après vente", "debts.*.sale_balance", Kind.AMOUNT),
            _PURSUED,
        ),
    ),
    _debts(
        9,
        "immobilier",
        DebtTable.IMMOBILIERS,
        (
            _CREDITOR,
            _ADDRESS,
            col("assureur", "Assureur", "debts.*.insurer"),
            col("assureur_adresse", "Adresse de l’assureur", "debts.*.insurer_address"),
            _REFERENCE,
            *_LOAN,
            Col(
                "assurance",
                "Assurance mensuelle",
                ("debts.*.insurance", "debts.*.period"),
                _monthly("insurance"),
                Kind.AMOUNT,
            ),
            *_LEFT,
        ),
    ),
    _debts(10, "consommation", DebtTable.CONSOMMATION, _CREDIT),
    _debts(11, "autre_pret", DebtTable.AUTRES_PRETS, _CREDIT),
    _debts(
        11,
        "caution",
        DebtTable.CAUTIONS,
        (
            _CREDITOR,
            _ADDRESS,
            _REFERENCE,
            col("montant_reclame", "Montant réclamé", "debts.*.balance", Kind.AMOUNT),
            col("personne_garantie", "Personne ou société garantie", "debts.*.guaranteed_person"),
        ),
    ),
)

RUBRICS = (
    Rubric(
        "p11.cause",
        11,
        "Cause de la situation",
        "Quelle est la cause de votre situation ?",
        Kind.TEXT,
        ("history.causes", "history.since", "history.story"),
        _cause,
    ),
)
