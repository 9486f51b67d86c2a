"""What the page « À emporter » says: the figures of the papers, who is paid, to whom a paper was given."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

from pcb.domain.case import Case, Debt, Person
from pcb.domain.letter_notes import Procedure
from pcb.domain.money import Money
from pcb.domain.take_home_notes import HandingNote, PayChoice
from pcb.domain.vocabulary.debts import DebtKind
from pcb.domain.vocabulary.people import Role
from pcb.domain.vocabulary.take_home import HandingMeans, PayNow
from pcb.storage.papers import KeptPaper
from pcb.ui.places import opener
from pcb.ui.take_home_rows import (
    NOT_NOW,
    PAY,
    UNDECIDED,
    contents,
    decisions,
    figures,
    given_line,
    given_words,
    notes,
    watched,
)
from pcb.usecases.demo import demo_household
from pcb.usecases.take_home import Given, TakenHome, made_of

DAY = date(2026, 11, 24)
CREDIT = Debt("d1", DebtKind.REVOLVING, "Lomagne", instalment=Money(14800), day=10)


def made(case: Case) -> TakenHome:
    return made_of(case, DAY, 3, {})


def test_the_figures_are_those_of_the_papers_and_a_negative_one_is_marked() -> None:
    told = {one.label: (one.text, one.level) for one in figures(made(demo_household("couple-deux-enfants")).snapshot)}
    assert told["Reste"] == ("−69,86\u202f€", "negative")
    assert told["Point bas de novembre"] == ("−742,18\u202f€ le 01/11/2026", "negative")


def test_without_a_balance_no_low_point_is_told() -> None:
    found = figures(made(Case()).snapshot)
    assert [one.text for one in found if one.label != found[-1].label] == ["pas encore connu"] * 4
    assert (found[-1].text, found[-1].level) == ("solde de départ inconnu", "unknown")
    assert watched(made(Case()).snapshot) == ("Montants pas encore connus\u202f: 3. Apportez les papiers.",)


def test_a_total_in_which_an_amount_is_lacking_says_so() -> None:
    case = replace(demo_household("couple-deux-enfants"), debts=(Debt("d1", DebtKind.REVOLVING, "Lomagne"),))
    told = {one.label: one.text for one in figures(made(case).snapshot)}
    assert told["Remboursements"] == "0,00\u202f€, incomplet"
    assert told["Dépenses"] == "2\u202f733,16\u202f€"
    assert told["Reste"].endswith("€, incomplet")


def test_the_month_is_elided_before_a_vowel() -> None:
    assert figures(made_of(Case(), date(2026, 4, 1), 1, {}).snapshot)[-1].label == "Point bas d’avril"


def test_each_debt_stands_under_what_is_printed_of_it() -> None:
    case = Case(
        persons=(Person("p1", Role.DEPOSANT),),
        debts=(CREDIT, Debt("d2", DebtKind.ENERGY, "Volt"), replace(CREDIT, id="d3")),
        pay_choices=(PayChoice("d3", PayNow.NOT_NOW),),
    )
    found = {one.id: (one.heading, one.told) for one in decisions(made(case))}
    assert found == {
        "d2": (UNDECIDED, "Rien n’est convenu pour cette dette."),
        "d3": (NOT_NOW, "Nous l’avons décidé ensemble."),
        "d1": (PAY, "148,00\u202f€ par mois, prochaine date le 10/12/2026"),
    }
    assert [one.title for one in decisions(made(case))][1] == "Crédit renouvelable — Lomagne"


def test_a_choice_that_the_law_does_not_follow_is_told_beside_it() -> None:
    case = Case(
        persons=(Person("p1", Role.DEPOSANT),),
        debts=(CREDIT,),
        procedure=Procedure(admissible_on=date(2026, 10, 1)),
        pay_choices=(PayChoice("d1", PayNow.PAY),),
    )
    (one,) = decisions(made(case))
    assert one.heading == NOT_NOW
    assert "La loi interdit de payer" in one.told
    assert "écrivez pourquoi" in one.told


def test_the_contents_say_what_is_there_and_what_nobody_noted() -> None:
    said = contents(made(Case(debts=(CREDIT,))).snapshot)
    assert said.startswith("Avec le budget et le calendrier\u202f: 1 paiement, ")
    assert said.endswith("Rien n’est noté pour\u202f: actions, rendez-vous, personnes à appeler.")


def test_the_notes_of_the_figures_are_told_and_undecided_debts_only_once() -> None:
    said = notes(made(Case(debts=(Debt("d2", DebtKind.ENERGY, "Volt"),))).snapshot)
    assert any("n’est pas connu" in line for line in said)
    assert not any("Volt" in line for line in said)


def test_a_paper_says_to_whom_it_was_given_or_that_nobody_noted_it() -> None:
    at = datetime(2026, 11, 24, 12, 0, tzinfo=UTC)
    kept = KeptPaper("k1", "c1", "emporter-budget", 7, DAY, at, "a1", "0" * 64)
    assert given_words(Given(kept, (), "k1")) == "remise pas encore notée"
    noted = (
        HandingNote("k1", "Mme Ferrand", DAY, HandingMeans.BY_HAND),
        HandingNote("k1-2", on=DAY),
    )
    one = Given(kept, noted, "k1-3", "version facile")
    assert given_words(one) == (
        "remis à Mme Ferrand, le 24/11/2026, en main propre\u202f; remis le 24/11/2026"
    )  # fmt: skip
    assert given_line(one).startswith("À emporter\u202f: le budget, version facile, imprimé le 24/11/2026")
    assert given_line(one).endswith("(version 7 du dossier)")


def test_every_fact_of_the_page_opens_there() -> None:
    to_field = opener("c1", Case())
    for path in ("take_home.watch_1", "actions.1.what", "pay_choices.d1.why", "handed.k1.on"):
        assert to_field(path) == f"/dossier/c1/a-emporter#f-{path}"
