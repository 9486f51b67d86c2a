"""Every worked case of a third party. Where the source is wrong (``agreed: false``) the test holds
our exact figure and the disagreement."""

from collections.abc import Callable
from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import Any, ClassVar

import pytest
import yaml

from pcb.domain.capacite import capacite
from pcb.domain.deadlines import end_of_days
from pcb.domain.household import RsaHousehold
from pcb.domain.law import QuotiteScale, law_on
from pcb.domain.money import Money
from pcb.domain.plan.model import CapacityStep, DebtClass, NoPlan, Plan, PlanDebt, PlanRequest
from pcb.domain.plan.paliers import build
from pcb.domain.quotite import Reading, quotite_saisissable
from pcb.domain.rsa_floor import rsa_floor
from pcb.domain.solde_insaisissable import seizable_on_account


class AsWritten(yaml.SafeLoader):
    """Leaves every scalar as the text written, so that no amount ever is a float."""

    yaml_implicit_resolvers: ClassVar[dict[str, Any]] = {}


CASES: list[dict[str, Any]] = yaml.load(
    (Path(__file__).parent.parent / "cases" / "worked_cases.yaml").read_text("utf-8"),
    AsWritten,  # noqa: S506 - a SafeLoader that builds strings only
)
OUR_FIGURE_WHERE_THE_SOURCE_IS_WRONG = {"SAISIE-LEGISOCIAL-2024": "610.84"}


def scale(case: dict[str, Any]) -> QuotiteScale:
    return law_on(date(int(case["year"]), 12, 31)).quotite


def seizable(case: dict[str, Any], monthly: Money) -> Money:
    return quotite_saisissable(monthly, int(case["inputs"].get("dependents", "0")), scale(case), Reading.JUDGE).total


def cumulative_seizures(case: dict[str, Any]) -> list[str]:
    """At the upper bound of each bracket, taken on the year: the month is the twelfth, which may not be whole cents."""
    thresholds = scale(case).thresholds
    found = []
    for number in range(1, len(thresholds) + 1):
        parts = zip(scale(case).shares, (Money(0), *thresholds), thresholds[:number], strict=False)
        yearly = sum((share * (high - low).euros for share, low, high in parts), Fraction(0))
        found.append(Money.rounded(yearly / 12).exact())
        # The engine, on the month cut to the cent, is at most one cent below.
        engine = seizable(case, Money(thresholds[number - 1].cents // 12))
        assert 0 <= Money.rounded(yearly / 12).cents - engine.cents <= 1
    return found


def capacity(case: dict[str, Any]) -> str:
    resources, charges = Money.of(case["inputs"]["resources"]), Money.of(case["inputs"]["charges"])
    # No scale before 2019 is on file. Thresholds and RSA only rise with the years: the quotité of 2019 is below that of
    # 2012 and the RSA floor above it, so a budget that binds with those of 2019 binds all the more in 2012.
    day = max(date(int(case["year"]), 12, 31), date(2019, 12, 31))
    law = law_on(day)
    quotite = quotite_saisissable(
        resources, int(case["inputs"].get("dependents", "0")), law.quotite, Reading.COMMISSION
    )
    couple = "couple" in case["inputs"].get("household", "")
    floor = rsa_floor(RsaHousehold(couple, 0, False, ()), law.rsa)
    return capacite(resources, charges, quotite.total, floor.total).total.exact()


def top_bracket(case: dict[str, Any]) -> str:
    found = quotite_saisissable(Money.of(case["inputs"]["net_month"]), 0, scale(case), Reading.JUDGE)
    return Money.rounded(found.lines[len(scale(case).shares) - 1].amount.euros / 12).exact()


def in_time(case: dict[str, Any]) -> str:
    notified, sent = (date.fromisoformat(case["inputs"][name]) for name in ("notified", "sent"))
    return str(sent <= end_of_days(notified, int(case["inputs"]["days"]))).lower()


def seized(case: dict[str, Any]) -> str:
    rsa = law_on(date(int(case["year"]), 4, 1)).rsa
    assert rsa.amount == Money.of(case["inputs"]["sbi"])
    balance, kept = (Money.of(case["inputs"][name]) for name in ("balance", "unseizable_sums_on_account"))
    return seizable_on_account(balance, kept, rsa).total.exact()


def legal_rate(case: dict[str, Any]) -> str:
    rate = law_on(date.fromisoformat(case["inputs"]["decision_date"])).value("taux_legal")["other"]
    return Money.rounded(rate).exact()


def plan_of(case: dict[str, Any], balance: Money, **more: Any) -> Plan | NoPlan:
    """One debt without interest, paid each month what the case says, from the end of its year."""
    day = date(int(case["year"]), 12, 31)
    debt = PlanDebt("dette", "Créancier", DebtClass.ORDINARY, balance.cents)
    capacity = (CapacityStep(1, Money.of(case["inputs"]["monthly"]).cents),)
    return build(PlanRequest(day, day, (debt,), capacity, **more))


def instalments(case: dict[str, Any]) -> list[str]:
    found = plan_of(case, Money.of(case["inputs"]["debt"]))
    assert isinstance(found, Plan)
    full, last = found.paliers
    assert (full.total, last.months) == (Money.of(case["inputs"]["monthly"]).cents, 1)
    return [Money(full.months * 100).exact(), Money(last.total).exact()]


def months_at_zero(case: dict[str, Any]) -> str:
    found = plan_of(case, Money.of(case["inputs"]["debts"]))
    assert isinstance(found, Plan)
    assert found.left == 0
    return Money(found.months * 100).exact()


def longer_allowed(case: dict[str, Any]) -> str:
    months, keeps = int(case["inputs"]["months"]), case["inputs"]["keeps_main_residence"] == "true"
    balance = Money.of(case["inputs"]["monthly"]) * months
    assert isinstance(plan_of(case, balance, length=months), NoPlan)
    found = plan_of(case, balance, length=months, keeps_main_residence=keeps)
    return str(isinstance(found, Plan) and found.months == months and found.left == 0).lower()


SUBJECTS: dict[str, tuple[str | tuple[str, ...], Callable[[dict[str, Any]], object]]] = {
    "plan_mensualites_constantes": (("full_instalments", "last"), instalments),
    "plan_0pct": ("months", months_at_zero),
    "duree_exception": ("allowed", longer_allowed),
    "saisie_bareme_cumul_mensuel": ("cumulative_seizable_month", cumulative_seizures),
    "saisie_salaire_mensuel": ("seizable", lambda case: seizable(case, Money.of(case["inputs"]["net_month"])).exact()),
    "saisie_derniere_tranche": ("top_bracket_part", top_bracket),
    "capacite": ("capacity", capacity),
    "taux_plafond": ("rate", legal_rate),
    "delai_contestation": ("admissible", in_time),
    "sbi": ("seized", seized),
}


def as_written(expected: Any) -> object:
    if isinstance(expected, list):
        return [as_written(item) for item in expected]
    return expected if expected in ("true", "false") else Money.of(expected).exact()


def test_every_kind_of_worked_case_is_checked() -> None:
    assert {case["kind"] for case in CASES} == set(SUBJECTS)
    assert len(CASES) >= 13


@pytest.mark.parametrize("case", CASES, ids=lambda c: c["id"])
def test_a_worked_case(case: dict[str, Any]) -> None:
    names, compute = SUBJECTS[case["kind"]]
    expected = case["expected"]
    theirs = as_written(expected[names] if isinstance(names, str) else [expected[name] for name in names])
    ours = compute(case)
    if case["agreed"] == "true":
        assert ours == theirs
    else:
        assert ours != theirs, case["note"]
        assert ours == OUR_FIGURE_WHERE_THE_SOURCE_IS_WRONG[case["id"]]


def test_the_total_of_the_pastel_case_is_ours_to_the_cent() -> None:
    (case,) = [c for c in CASES if c["id"] == "SAISIE-PASTEL-2020"]
    assert seizable(case, Money.of("2280")).exact() == "912.35"
