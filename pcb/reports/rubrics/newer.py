"""What a newer form may ask (an unverified hint of one) and pages 1 to 12 of the known form do not.

Their names begin with ``plus.``. A template may use them; on a form that has no box for them they are not told.
"""

from __future__ import annotations

from collections.abc import Callable

from pcb.reports.rubrics.rubric import YES_NO, Facts, Kind, Rubric, Value, tick

PREFIX = "plus."
AFTER = 99
"""Where they stand in the list: after the last page of the form."""

_SECTION = "Autres rubriques, pour un formulaire plus récent"


def _said(name: str, wording: str, path: str, read: Callable[[Facts], object]) -> Rubric:
    def value(facts: Facts, row: int) -> Value:
        return tick(read(facts), {})

    return Rubric(f"{PREFIX}{name}", 0, _SECTION, wording, Kind.TICK, (path,), value, YES_NO)


def _organisation(facts: Facts, row: int) -> Value:
    return facts.case.supporter.organisation


RUBRICS = (
    _said(
        "entrepreneur_individuel", "Entrepreneur individuel", "filing.sole_trader", lambda f: f.case.filing.sole_trader
    ),
    _said(
        "dettes_professionnelles",
        "Dettes professionnelles",
        "filing.professional_debts",
        lambda f: f.case.filing.professional_debts,
    ),
    _said("sans_ressources", "Sans ressources", "declared.no_income", lambda f: f.case.declared.no_income),
    Rubric(
        f"{PREFIX}travailleur_social.organisme",
        0,
        _SECTION,
        "Organisme du travailleur social",
        Kind.TEXT,
        ("supporter.organisation",),
        _organisation,
    ),
)
TABLES = ()
