"""A household that leaves with everything: two of each thing that the page « À emporter » notes."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from pcb.domain.case import Case
from pcb.domain.letter_notes import Procedure
from pcb.domain.take_home_notes import ActionNote, AppointmentNote, ContactNote, PayChoice, TakeHome
from pcb.domain.vocabulary.take_home import ActionModel, Doer, Language, PayNow
from pcb.usecases.demo import demo_household


def taking_home(*, language: Language = Language.ENGLISH) -> Case:
    """A couple with two children, admissible, with two actions, appointments, contacts and choices."""
    case = demo_household("couple-deux-enfants")
    return replace(
        case,
        procedure=Procedure(admissible_on=date(2026, 10, 1)),
        take_home=TakeHome(language=language, by_week=True, next_month=True),
        actions=(
            ActionNote("1", ActionModel.CALL_BANK, "avant le loyer", Doer.PERSON, before=date(2026, 12, 1)),
            ActionNote("2", what="Voir la mairie", who=Doer.OTHER, who_name="Louise", done_on=date(2026, 11, 20)),
        ),
        appointments=(
            AppointmentNote(
                "1", date(2026, 12, 8), "14\u00a0h\u00a030", "Tiers-lieu d’Auch", "Claire Montaut", "Suivi"
            ),
            AppointmentNote("2", place="Caisse d’allocations familiales", with_whom="Une conseillère"),
        ),
        contacts=(
            ContactNote("1", "Point conseil budget", "05 36 49 00 10", "Toute lettre nouvelle"),
            ContactNote("2", "Banque de l’Astarac", "05 36 49 00 11", "Le découvert"),
        ),
        pay_choices=(
            PayChoice(case.debts[0].id, PayNow.PAY),
            PayChoice(case.debts[1].id, PayNow.PAY, date(2027, 3, 1), "Le juge l’autorise"),
        ),
    )
