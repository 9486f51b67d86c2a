"""Page 5 of the form: patrimoine (property, savings of each person, other)."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from pcb.domain.answers import known
from pcb.domain.case import Account, Asset, Person
from pcb.domain.vocabulary.estate import AccountKind, AssetKind
from pcb.reports.content.words import joined, optional
from pcb.reports.rubrics.columns import ELSEWHERE, Part, column_of, in_column, whose
from pcb.reports.rubrics.rubric import (
    CODEPOSANT,
    DEPOSANT,
    Col,
    Facts,
    Kind,
    Rubric,
    Table,
    Value,
    by_filer,
    col,
    table,
)

SAVINGS = {
    AccountKind.PEL: "pel",
    AccountKind.LIVRET_A: "livret_a",
    AccountKind.LDD: "ldd",
    AccountKind.LEP: "lep",
    AccountKind.CEL: "cel",
    AccountKind.PEA: "pea",
    AccountKind.PEE: "pee",
    AccountKind.PER: "perp_perco",
    AccountKind.LIFE_INSURANCE: "assurance_vie",
    AccountKind.SCI: "sci",
}
"""The savings that the form names; the others are told apart."""

_ESTATE = "Patrimoine immobilier"
_SAVINGS = "Épargne"
_PATHS = ("accounts.*.kind", "accounts.*.balance", "accounts.*.owner")


def _saved(kind: AccountKind) -> Iterator[Rubric]:
    def amount(facts: Facts, person: Person) -> Value:
        here = [account for account in facts.case.accounts if account.kind is kind]
        parts = [Part(account.owner, known(account.balance), account.balance) for account in here]
        return in_column(facts, parts, DEPOSANT if person is facts.deposant else CODEPOSANT)

    yield from by_filer(5, _SAVINGS, SAVINGS[kind], kind.label, _PATHS, amount, Kind.AMOUNT)


def _nothing_owned(facts: Facts, row: int) -> Value:
    case = facts.case
    owned = bool(case.assets) or any(account.kind.is_savings for account in case.accounts)
    return "oui" if case.declared.no_asset is True and not owned else None


RUBRICS = (
    *(rubric for kind in SAVINGS for rubric in _saved(kind)),
    Rubric(
        "p5.pas_de_patrimoine",
        5,
        "Autre patrimoine",
        "Pas de patrimoine",
        Kind.TICK,
        ("declared.no_asset",),
        _nothing_owned,
        (("oui", "Oui"),),
    ),
)


def _of_kind(kind: AssetKind) -> Callable[[Facts], tuple[Asset, ...]]:
    return lambda facts: tuple(asset for asset in facts.case.assets if asset.kind is kind)


_VALUE = col("valeur", "Valeur", "assets.*.value", Kind.AMOUNT)
_UNDIVIDED = col("indivision", "Indivision", "assets.*.indivision", Kind.TICK)
_NATURE = col("nature", "À préciser", "assets.*.nature")


def _property(name: str, kind: AssetKind, limit: int, *more: Col) -> Table:
    return table(5, name, f"{_ESTATE} : {kind.label}", limit, _of_kind(kind), (*more, _VALUE, _UNDIVIDED))


def _other_savings(facts: Facts) -> tuple[Account, ...]:
    return tuple(
        account
        for account in facts.case.accounts
        if account.kind.is_savings and (account.kind not in SAVINGS or column_of(facts, account.owner) == ELSEWHERE)
    )


def _holding(facts: Facts, account: Account) -> Value:
    return joined(account.kind.label, optional("", account.bank), by=" — ")


TABLES = (
    _property("residence_principale", AssetKind.MAIN_RESIDENCE, 1),
    _property("autre_bien", AssetKind.OTHER_PROPERTY, 2),
    _property("terrain", AssetKind.LAND, 1),
    _property("mobil_home", AssetKind.MOBILE_HOME, 1),
    _property("garage", AssetKind.GARAGE, 1),
    _property("autre_immobilier", AssetKind.OTHER_REAL_ESTATE, 1, _NATURE),
    table(
        5,
        "autre_epargne",
        "Épargne d’un autre genre, ou dont le titulaire ne dépose pas ou n’est pas précisé",
        None,
        _other_savings,
        (
            Col("nature", "Placement", ("accounts.*.kind", "accounts.*.bank"), _holding),
            Col("titulaire", "Titulaire", ("accounts.*.owner",), lambda facts, item: whose(facts, item.owner)),
            col("montant", "Montant", "accounts.*.balance", Kind.AMOUNT),
        ),
    ),
    table(
        5,
        "autre_patrimoine",
        AssetKind.VALUABLE.label,
        None,
        _of_kind(AssetKind.VALUABLE),
        (_NATURE, _VALUE),
        lambda facts: facts.case.declared.no_asset is True,
    ),
)
