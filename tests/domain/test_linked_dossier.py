"""When each of a couple files: roles exchanged, what is shared in both, what is one's own in one, the rest asked."""

from __future__ import annotations

from dataclasses import replace

from pcb.domain.case import (
    JOINT,
    Account,
    Address,
    Case,
    Debt,
    Declared,
    Expense,
    Filing,
    History,
    Home,
    Income,
    Person,
    Proceeding,
    Request,
    Welcome,
)
from pcb.domain.linked_dossier import parted
from pcb.domain.money import Money
from pcb.domain.noted import Letter, PaperNote, SetAside
from pcb.domain.vocabulary.budget import ExpenseKind, IncomeKind
from pcb.domain.vocabulary.debts import DebtKind, ProceedingKind
from pcb.domain.vocabulary.estate import AccountKind
from pcb.domain.vocabulary.people import FilingMode, Occupancy, Role

FIRST = Person("p1", Role.DEPOSANT, first_names="Anne", phone="0600000001", email="a@example.org", caf_number="111")
SECOND = Person("p2", Role.CODEPOSANT, first_names="Marc", phone="0600000002", occupation="Maçon")
COUPLE = Case(
    reference="2026-0042",
    welcome=Welcome(site="Lectoure", may_exchange=True, frame_explained=True),
    request=Request(words="Je n’y arrive plus"),
    filing=Filing(mode=FilingMode.TWO_DOSSIERS, ficp=True, filed_before=True, agreed_share=60, signed_at="Lectoure"),
    persons=(FIRST, SECOND, Person("p3", Role.CHILD, first_names="Léa")),
    address=Address(city="Lectoure"),
    home=Home(Occupancy.TENANT, codeposant_lives_here=True, landlord="Bailleur"),
    incomes=(
        Income("i1", IncomeKind.SALARY, Money.of("1500"), owner="p1"),
        Income("i2", IncomeKind.SALARY, Money.of("1200"), owner="p2"),
        Income("i3", IncomeKind.FAMILY_BENEFITS, Money.of("150"), owner=JOINT),
    ),
    expenses=(Expense("e1", ExpenseKind.RENT, Money.of("500"), owner=JOINT),),
    debts=(
        Debt("d1", DebtKind.REVOLVING, "Crédit A", owner="p1"),
        Debt("d2", DebtKind.PERSONAL_LOAN, "Crédit B", owner="p2"),
        Debt("d3", DebtKind.RENT, "Bailleur", owner=JOINT),
        Debt("d4", DebtKind.INVOICE, "Garage"),
    ),
    accounts=(
        Account("a1", AccountKind.CURRENT, owner="p1"),
        Account("a2", AccountKind.CURRENT, owner="p2"),
        Account("a3", AccountKind.CURRENT, owner=JOINT),
    ),
    proceedings=(
        Proceeding("q1", ProceedingKind.EVICTION, who="Bailleur"),
        Proceeding("q2", ProceedingKind.WAGE_SEIZURE, who="Crédit A"),
    ),
    history=History(story="Mon licenciement"),
    declared=Declared(no_vehicle=True, nobody_else=False),
    papers=(PaperNote("home-lease"),),
    letter=Letter("Ma lettre"),
    set_aside=(SetAside("x", "vu"),),
    note="à rappeler",
)


def other() -> Case:
    found = parted(COUPLE, "2026-0042")
    assert found is not None
    return found.other


def test_the_roles_are_exchanged_and_the_other_member_comes_first() -> None:
    roles = [(person.id, person.role) for person in other().persons]
    assert roles == [("p2", Role.DEPOSANT), ("p1", Role.CODEPOSANT), ("p3", Role.CHILD)]
    partner = replace(COUPLE, persons=(FIRST, replace(SECOND, role=Role.PARTNER)))
    found = parted(partner, "2026-0042")
    assert found is not None
    assert [person.role for person in found.other.persons] == [Role.DEPOSANT, Role.PARTNER]


def test_what_was_told_of_the_other_member_is_kept_and_how_to_reach_the_first_is_not() -> None:
    second, first = other().persons[:2]
    assert (second.first_names, second.phone, second.occupation) == ("Marc", "0600000002", "Maçon")
    assert (first.first_names, first.phone, first.email, first.caf_number) == ("Anne", None, None, None)


def test_a_joint_debt_is_in_both_and_one_s_own_in_one() -> None:
    assert [debt.id for debt in other().debts] == ["d2", "d3"]
    assert [account.id for account in other().accounts] == ["a2", "a3"]
    found = parted(COUPLE, "2026-0042")
    assert found is not None
    assert found.moved == (("debts", "d2"), ("accounts", "a2"))
    assert found.unowned == 1


def test_the_budget_of_the_household_is_whole_in_both() -> None:
    assert other().incomes == COUPLE.incomes
    assert other().expenses == COUPLE.expenses


def test_the_home_is_shared_with_what_threatens_it_and_a_seizure_of_one_is_not() -> None:
    assert other().address == COUPLE.address
    assert other().home.landlord == "Bailleur"
    assert [one.id for one in other().proceedings] == ["q1"]


def test_whoever_lives_elsewhere_has_another_home() -> None:
    apart = replace(
        COUPLE,
        home=replace(COUPLE.home, codeposant_lives_here=False),
        persons=(FIRST, replace(SECOND, occupancy=Occupancy.HOSTED)),
    )
    found = parted(apart, "2026-0042")
    assert found is not None
    assert found.other.address == Address()
    assert found.other.home == Home(occupancy=Occupancy.HOSTED)
    assert found.other.proceedings == ()


def test_what_nobody_asked_of_the_other_member_is_left_to_be_asked() -> None:
    made = other()
    assert (made.request, made.history, made.letter, made.papers, made.set_aside, made.note) == (
        Request(), History(), Letter(), (), (), None,
    )  # fmt: skip
    assert (made.filing.ficp, made.filing.filed_before, made.declared.no_vehicle) == (None, None, None)
    assert (made.welcome.site, made.welcome.may_exchange, made.welcome.frame_explained) == ("Lectoure", None, None)


def test_each_names_the_other_and_an_agreed_share_is_the_rest() -> None:
    assert other().filing.linked_reference == "2026-0042"
    assert other().filing.mode is FilingMode.TWO_DOSSIERS
    assert other().filing.agreed_share == 40


def test_without_another_member_there_is_nothing_to_part() -> None:
    assert parted(Case(persons=(FIRST,)), "2026-0042") is None
    assert parted(Case(), "2026-0042") is None
