"""The draft says what is known, in correct French, and nothing else."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from pcb.domain.case import (
    JOINT,
    Address,
    Case,
    Debt,
    Declared,
    Family,
    Filing,
    History,
    Home,
    Income,
    Person,
    Proceeding,
    Supporter,
)
from pcb.domain.letter import draft, letter_text
from pcb.domain.money import Money
from pcb.domain.noted import Letter
from pcb.domain.vocabulary.budget import IncomeKind
from pcb.domain.vocabulary.debts import DebtKind, PastOutcome, ProceedingKind
from pcb.domain.vocabulary.people import (
    Cause,
    Custody,
    FilingMode,
    MaritalStatus,
    Occupancy,
    Protection,
    Role,
    Title,
    WorkStatus,
)

DAY = date(2026, 11, 24)
NADIA = Person(
    "p1",
    Role.DEPOSANT,
    title=Title.MADAME,
    birth_name="Belkacem",
    used_name="Ferrand",
    first_names="Nadia, Louise",
    birth_date=date(1987, 2, 14),
    phone="06 39 98 00 11",
)
JULIEN = Person("p2", Role.CODEPOSANT, title=Title.MONSIEUR, birth_name="Ferrand", first_names="Julien")
ALONE, JOINTLY = Filing(mode=FilingMode.ALONE), Filing(mode=FilingMode.JOINT)


def letter(**sections: object) -> str:
    sections.setdefault("persons", (NADIA,))
    sections.setdefault("filing", ALONE)
    return draft(Case(**sections), DAY).replace("\u202f", " ")  # type: ignore[arg-type]


def test_an_empty_case_gives_a_letter_to_complete_and_no_fact() -> None:
    text = draft(Case(), DAY)
    assert text.startswith("Banque de France Surendettement\nTSA 41217\n75035 Paris Cedex 01")
    assert "None" not in text
    assert "  " not in text
    assert "()" not in text
    assert "Fait à ………………, le ………………" in text
    assert "en cours" not in text  # nobody said that there is no procedure


def test_who_writes_stands_first_with_the_birth_name_and_the_address() -> None:
    address = Address(number="14", street="rue des Tanneurs", floor="rez-de-chaussée", postcode="32000", city="Auch")
    assert letter(address=address).startswith(
        "Madame Nadia Ferrand, née Belkacem le 14/02/1987\n14 rue des Tanneurs\nrez-de-chaussée\n32000 Auch\n"
        "Téléphone : 06 39 98 00 11\n"
    )


@pytest.mark.parametrize(
    ("persons", "filing", "status", "expected"),
    [
        ((NADIA,), ALONE, MaritalStatus.SEPARATED, "Je suis séparée depuis le 01/03/2021."),
        ((replace(NADIA, title=Title.MONSIEUR),), ALONE, MaritalStatus.DIVORCED, "Je suis divorcé depuis le"),
        ((replace(NADIA, title=None),), ALONE, MaritalStatus.MARRIED, "Je suis marié(e) depuis le"),
        ((NADIA, JULIEN), JOINTLY, MaritalStatus.MARRIED, "Nous sommes mariés depuis le 01/03/2021."),
        ((NADIA, replace(JULIEN, title=Title.MADAME)), JOINTLY, MaritalStatus.PACS, "Nous sommes pacsées depuis le"),
        ((NADIA, JULIEN), JOINTLY, MaritalStatus.CONCUBINAGE, "Nous vivons en concubinage depuis le"),
        ((NADIA,), ALONE, MaritalStatus.WIDOWED, "Je suis veuve depuis le"),
        ((NADIA,), ALONE, MaritalStatus.SINGLE, "Je suis célibataire."),
    ],
)
def test_the_family_situation_agrees_with_who_writes(
    persons: tuple[Person, ...], filing: Filing, status: MaritalStatus, expected: str
) -> None:
    assert expected in letter(persons=persons, filing=filing, family=Family(status, date(2021, 3, 1)))


def test_two_sign_when_two_file_and_one_when_one_files() -> None:
    two = letter(persons=(NADIA, JULIEN), filing=JOINTLY)
    assert "Nous vous demandons" in two
    assert "Je " not in two
    assert two.endswith("Signature (Madame Nadia Ferrand) :\nSignature (Monsieur Julien Ferrand) :")
    one = letter(persons=(NADIA, replace(JULIEN, role=Role.PARTNER)))
    assert "Je dépose ce dossier seule : Monsieur Julien Ferrand ne dépose pas." in one
    assert one.endswith("Signature (Madame Nadia Ferrand) :")
    each = letter(persons=(NADIA, JULIEN), filing=Filing(mode=FilingMode.TWO_DOSSIERS))
    assert "Monsieur Julien Ferrand dépose de son côté son propre dossier." in each


def test_children_are_counted_and_not_named() -> None:
    inès = Person("p3", Role.CHILD, first_names="Inès", custody=Custody.FULL)
    malo = Person("p4", Role.CHILD, first_names="Malo", custody=Custody.FULL)
    zoé = Person("p5", Role.CHILD, first_names="Zoé", custody=Custody.ALTERNATE)
    text = letter(persons=(NADIA, inès, malo, zoé))
    assert "Deux enfants vivent avec moi. Un enfant est en garde alternée." in text
    assert "Inès" not in text


def test_the_home_the_work_and_the_protection_are_told() -> None:
    person = replace(
        NADIA,
        occupation="Aide-soignante",
        work_status=WorkStatus.CDI,
        work_since=date(2012, 10, 1),
        protection=Protection.CURATELLE,
        protector="UDAF du Gers",
    )
    text = letter(persons=(person,), home=Home(Occupancy.TENANT, landlord="Habitat", since=date(2018, 9, 1)))
    assert "Je suis locataire depuis le 01/09/2018 (bailleur : Habitat)." in text
    assert "Activité ou situation : aide-soignante, CDI ou fonction publique depuis le 01/10/2012." in text
    assert "Je bénéficie d’une mesure de curatelle, exercée par UDAF du Gers." in text


def test_each_of_a_couple_that_lives_apart_has_their_own_home() -> None:
    home = Home(Occupancy.TENANT, codeposant_lives_here=False)
    text = letter(persons=(NADIA, replace(JULIEN, occupancy=Occupancy.HOSTED)), filing=JOINTLY, home=home)
    assert "Madame Nadia Ferrand est locataire." in text
    assert "Monsieur Julien Ferrand est hébergé(e)." in text


def test_the_causes_the_story_and_what_was_tried_are_told_in_that_order() -> None:
    history = History(
        frozenset({Cause.ILLNESS, Cause.CREDIT_USE, Cause.OTHER}), "Huit mois d’arrêt", date(2025, 4, 1), "Un report."
    )
    text = letter(history=history)
    causes = (
        "Mes difficultés viennent de ceci : la maladie, un accident ou un handicap et le recours au crédit pour vivre, "
        "depuis le 01/04/2025."
    )
    story, tried = "Huit mois d’arrêt.", "Ce que j’ai déjà essayé : Un report."
    assert text.index(causes) < text.index(story) < text.index(tried)


def test_amounts_are_told_only_when_all_of_them_are_known() -> None:
    income = Income("i1", IncomeKind.SALARY, Money.of("1500"), owner="p1")
    debts = (Debt("d1", DebtKind.RENT, balance=Money.of("900")), Debt("d2", DebtKind.TAX, unpaid=Money.of("100.50")))
    text = letter(incomes=(income,), debts=debts)
    assert "Les ressources du foyer sont de 1 500,00 € par mois, ses charges de 0,00 €." in text
    assert "Mes dettes déclarées sont au nombre de 2, pour un total de 1 000,50 €." in text
    unknown = letter(incomes=(replace(income, amount=None),), debts=(*debts, Debt("d3", DebtKind.WATER)))
    assert "Les ressources du foyer" not in unknown
    assert "pour un total" not in unknown


def test_the_earlier_dossier_is_told_with_its_outcome() -> None:
    filing = replace(
        ALONE,
        filed_before=True,
        earlier_number="032008000042",
        earlier_outcome=PastOutcome.PLAN,
        earlier_months_used=48,
    )
    text = letter(filing=filing).replace("\u00a0", " ")
    assert "J’ai déjà déposé un dossier de surendettement n° 032008000042. Il a donné lieu à un plan" in text
    assert "48 mois de mesures ont déjà été appliqués." in text
    pending = letter(filing=replace(filing, earlier_outcome=PastOutcome.PENDING))
    assert "Il est en cours." in pending
    assert "déjà déposé" not in letter(filing=replace(ALONE, filed_before=False))


def test_every_procedure_is_told_and_a_stay_is_asked_for_what_can_be_stayed() -> None:
    eviction = Proceeding(
        "s1", ProceedingKind.EVICTION, "Habitat", since=date(2026, 8, 28), next_date=date(2026, 12, 5)
    )
    seizure = Proceeding("s2", ProceedingKind.WAGE_SEIZURE, "Crédit Lomagne", withheld=Money.of("145.20"))
    alimony = Proceeding("s3", ProceedingKind.DIRECT_PAYMENT, "CAF")
    text = letter(proceedings=(eviction, seizure, alimony))
    assert "– Procédure d’expulsion (Habitat) ; depuis le 28/08/2026 ; prochaine date : 05/12/2026." in text
    assert "– Saisie des rémunérations (Crédit Lomagne) ; 145,20 € retenus par mois." in text
    assert "– Paiement direct de pension alimentaire (CAF)." in text
    assert "les saisies et cessions en cours soient suspendues" in text
    assert "dès que mon dossier sera recevable, de saisir le juge pour que l’expulsion soit suspendue" in text
    assert "soient suspendues" not in letter(proceedings=(alimony,))


def test_an_eviction_told_with_the_home_alone_is_in_the_letter() -> None:
    text = letter(home=Home(Occupancy.TENANT, landlord="Habitat", eviction=True))
    assert "– Procédure d’expulsion (Habitat)." in text


def test_no_procedure_is_said_only_when_the_household_said_so() -> None:
    said = "À ma connaissance, aucune saisie"
    assert said in letter(declared=Declared(no_proceeding=True))
    assert said not in letter()
    assert said not in letter(declared=Declared(no_proceeding=True), home=Home(Occupancy.TENANT, eviction=True))


def test_who_accompanies_and_who_wishes_to_keep_their_home() -> None:
    text = letter(
        supporter=Supporter("Montaut", "Claire", "Point conseil budget", phone="05 36 49 00 10"),
        filing=replace(ALONE, keep_main_residence=True, signed_at="Auch", signed_on=date(2026, 11, 20)),
        home=Home(Occupancy.OWNER),
    )
    assert "Je suis accompagnée par Claire Montaut, Point conseil budget : 05 36 49 00 10." in text
    assert "Je souhaite conserver ma résidence principale." in text
    assert "Fait à Auch, le 20/11/2026" in text


def test_the_edited_text_is_the_letter_and_the_draft_where_there_is_none() -> None:
    case = Case(persons=(NADIA,), filing=ALONE, debts=(Debt("d1", DebtKind.RENT, owner=JOINT),))
    assert letter_text(case, DAY) == draft(case, DAY)
    assert letter_text(replace(case, letter=Letter("Mon texte")), DAY) == "Mon texte"
