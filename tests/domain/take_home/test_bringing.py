"""Every paper of the list has a plain name that the papers translate, whoever is asked for it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from pcb.domain.case import (
    Account,
    Asset,
    Case,
    Debt,
    Expense,
    Family,
    Filing,
    Home,
    Income,
    Person,
    Proceeding,
    Vehicle,
)
from pcb.domain.papers_to_join import PaperHeading, PaperToJoin, papers_to_join
from pcb.domain.take_home.bringing import bring
from pcb.domain.take_home.words import PAPERS
from pcb.domain.vocabulary.budget import ExpenseKind, IncomeKind
from pcb.domain.vocabulary.debts import DebtKind, ProceedingKind
from pcb.domain.vocabulary.estate import AccountKind, AssetKind, VehicleKind
from pcb.domain.vocabulary.people import MaritalStatus, Occupancy, Protection, Role

DAY = date(2026, 11, 24)


def everything() -> Case:
    """One of each thing that asks for a paper."""
    return Case(
        filing=Filing(filed_before=True),
        persons=(Person("p1", Role.DEPOSANT, protection=next(p for p in Protection if p is not Protection.NONE)),),
        family=Family(status=MaritalStatus.DIVORCED),
        incomes=tuple(Income(f"i{n}", kind) for n, kind in enumerate(IncomeKind)),
        expenses=tuple(Expense(f"e{n}", kind) for n, kind in enumerate(ExpenseKind)),
        debts=tuple(Debt(f"d{n}", kind, "Volt", pursued=True) for n, kind in enumerate(DebtKind)),
        accounts=tuple(Account(f"a{n}", kind) for n, kind in enumerate(AccountKind)),
        assets=tuple(Asset(f"b{n}", kind) for n, kind in enumerate(AssetKind)),
        vehicles=(Vehicle("v1", next(iter(VehicleKind))),),
        proceedings=(Proceeding("s1", ProceedingKind.WAGE_SEIZURE),),
        home=Home(eviction=True, property_seizure=True),
    )


def cases() -> list[Case]:
    full = everything()
    homes = [replace(full, home=replace(full.home, occupancy=occupancy)) for occupancy in Occupancy]
    families = [replace(full, family=Family(status=status)) for status in MaritalStatus]
    return [Case(), full, *homes, *families]


def test_every_paper_of_the_list_has_a_code_that_is_translated_and_every_code_is_used() -> None:
    found = [(paper, bring(paper).kind) for case in cases() for paper in papers_to_join(case, DAY)]
    assert [paper.label for paper, kind in found if kind not in PAPERS] == []
    assert {kind for _, kind in found} == set(PAPERS)


@pytest.mark.parametrize(
    ("label", "concerns", "kind", "detail"),
    [
        ("Pièce d’identité en cours de validité", "Nadia (déposant)", "paper.identity", "Nadia"),
        ("Trois derniers bulletins de salaire (août…)", "Salaire — Déposant", "paper.payslips", "Salaire"),
        ("Dernière facture d’eau", "Eau — les deux", "paper.water_bill", "Eau"),
        ("Bail", "bailleur : Habitat", "paper.lease", "Habitat"),
        ("Bail consenti et justificatif", "Loyers", "paper.rents_received", "Loyers"),
        ("Dernier avis d’imposition", "avis de 2026", "paper.tax_notice", ""),
        ("Un papier inventé", "x", "", "x"),
    ],
)
def test_a_paper_is_said_without_the_words_of_the_dossier(label: str, concerns: str, kind: str, detail: str) -> None:
    made = bring(PaperToJoin("x-1", PaperHeading.CHARGES, label, concerns, "x"))
    assert (made.kind, made.detail) == (kind, detail)
