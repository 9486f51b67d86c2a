"""The named figures of an assessment: the short form in a panel, the sheet that explains each of them. Pure.

``case`` is the case as stored.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from pcb.domain.assessment import Assessment
from pcb.domain.case import Case
from pcb.domain.explain import Explained
from pcb.domain.household import Counted
from pcb.interview import engine
from pcb.ui.explanation import Finding, Opener, Sheet, sheet_of
from pcb.ui.findings import alerts, to_bring
from pcb.ui.told import LIVED, told

NNBSP = "\u202f"
DOUBT = f"{NNBSP}?"

TITLES = {
    "ressources": "Ressources du mois",
    "charges": "Charges du mois",
    "credits": "Mensualités de crédit",
    "reste": "Reste en fin de mois",
    "ressources-retenues": "Ressources retenues",
    "charges-retenues": "Charges retenues",
    "quotite": "Quotité saisissable",
    "plancher-rsa": "RSA, montant forfaitaire du foyer",
    "capacite": "Capacité de remboursement",
    "capacite-prouvee": "Capacité de remboursement, tous justificatifs apportés",
    "a-apporter": "À apporter",
    "alertes": "Alertes",
}
"""The figures that have an explanation, by the name they bear in an address."""


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure as a button: ``key`` names its explanation; ``spoken`` ones are announced when they change."""

    key: str
    label: str
    text: str
    level: str = ""
    spoken: bool = False


def explained(assessment: Assessment, key: str) -> Explained | None:
    """The explained figure of that name; ``None`` when it cannot be computed yet. Raises ``KeyError``."""
    retained = assessment.retained
    found: dict[str, Explained | None] = {
        "ressources": assessment.lived.resources,
        "charges": assessment.lived.charges,
        "credits": assessment.lived.instalments,
        "reste": assessment.lived.remainder,
        "ressources-retenues": retained.resources if retained else None,
        "charges-retenues": retained.charges if retained else None,
        "quotite": assessment.quotite,
        "plancher-rsa": assessment.rsa_floor,
        "capacite": assessment.capacity,
        "capacite-prouvee": assessment.capacity_with_all_proofs,
    }
    return found[key]


def running_figures(case: Case, assessment: Assessment) -> tuple[Figure, ...]:
    """The seven figures of the running budget. What was not talked about shows « – », never zero."""
    facts = engine.effective(case)
    urgent, said = len(alerts(case, facts, assessment, _nowhere)), told(facts)
    return (
        _figure("ressources", "Ressources", assessment, said),
        _figure("charges", "Charges", assessment, said),
        _figure("credits", "Crédits", assessment, said),
        replace(_figure("reste", "Reste", assessment, said), spoken=True),
        replace(_figure("capacite", "Capacité", assessment, said), spoken=True),
        Figure("a-apporter", "À apporter", str(len(to_bring(facts, assessment.day, _nowhere)))),
        Figure("alertes", "Alertes", str(urgent), "urgent" if urgent else "", spoken=True),
    )


def key_figures(case: Case, assessment: Assessment) -> tuple[Figure, ...]:
    """The figures at the head of the budget page, the capacité first."""
    said = told(engine.effective(case))
    return (
        _figure("capacite", "Capacité de remboursement", assessment, said),
        _figure("capacite-prouvee", "… si tout est justifié", assessment, said),
        _figure("reste", "Reste vécu, après mensualités", assessment, said),
        _figure("quotite", "Quotité saisissable", assessment, said),
        _figure("plancher-rsa", "À laisser au foyer (RSA)", assessment, said),
    )


def _figure(key: str, label: str, assessment: Assessment, said: frozenset[str]) -> Figure:
    """The value, with « ? » while something that it rests on is missing, and « ? » or « – » alone without a value."""
    figure = explained(assessment, key)
    if figure is None:
        return Figure(key, label, "?", "unknown")
    if key in LIVED and key not in said:
        return Figure(key, label, "–", "unknown")
    doubt = DOUBT if _is_doubtful(key, assessment) else ""
    return Figure(key, label, f"{figure.total}{doubt}", "negative" if figure.total.cents < 0 else "")


def _is_doubtful(key: str, assessment: Assessment) -> bool:
    """Whether a fact, or for the capacité a proof, is missing under that figure."""
    if key == "capacite":
        lines = assessment.retained.lines if assessment.retained else ()
        return bool(assessment.missing) or any(line.cost_of_missing_proof for line in lines)
    return bool(assessment.missing) if key == "capacite-prouvee" else key == "reste" and not assessment.lived.complete


def sheet(key: str, case: Case, assessment: Assessment, opener: Opener) -> Sheet:
    """What the side sheet shows for that figure. Raises ``KeyError`` for an unknown name."""
    title, facts = TITLES[key], engine.effective(case)
    if key == "a-apporter":
        papers = to_bring(facts, assessment.day, opener)
        intro = (
            "Ces papiers n’ont pas encore été vus. La liste complète est à la page Déclaration."
            if papers
            else "Rien à apporter pour l’instant."
        )
        return Sheet(title, str(len(papers)), intro, findings=papers)
    if key == "alertes":
        found = alerts(case, facts, assessment, opener)
        return Sheet(title, str(len(found)), "" if found else "Aucune alerte.", findings=found)
    figure = explained(assessment, key)
    if figure is None:
        missing = tuple(Finding(sentence) for sentence in assessment.missing)
        return Sheet(title, "?", "Ce chiffre ne peut pas encore être calculé.", level="unknown", findings=missing)
    if key in LIVED and key not in told(facts):
        return Sheet(title, "–", "Il n’en a pas encore été question dans l’entretien.", level="unknown")
    shown = sheet_of(figure, opener)
    if key.startswith("capacite"):
        warnings = dict.fromkeys((*shown.warnings, *assessment.missing, *assessment.notices))
        shown = replace(shown, warnings=tuple(warnings))
    return replace(shown, findings=_counted(key, assessment, opener))


def _counted(key: str, assessment: Assessment, opener: Opener) -> tuple[Finding, ...]:
    """Who was counted for that figure, and why."""
    persons: Iterable[Counted] = ()
    if key == "quotite" and assessment.dependents:
        persons = assessment.dependents.persons
    elif key == "plancher-rsa" and assessment.rsa_household:
        persons = assessment.rsa_household.persons
    elif key == "charges-retenues" and assessment.household:
        persons = assessment.household.persons
    return tuple(
        Finding(
            f"{person.label}{NNBSP}: {'compte' if person.counts else 'ne compte pas'}",
            opener(person.path),
            person.reason,
        )
        for person in persons
    )


def _nowhere(path: str) -> str:
    return ""
