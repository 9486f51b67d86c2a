"""The lists beside the figures: papers to bring, what cannot wait. Each line opens its field. Pure.

``case`` is the case as stored, ``facts`` the answers that count.
"""

from __future__ import annotations

from datetime import date

from pcb.domain.answers import known
from pcb.domain.assessment import Assessment
from pcb.domain.case import Case
from pcb.domain.completeness import contradictions
from pcb.domain.papers_to_join import papers_to_join
from pcb.domain.recevabilite import State
from pcb.domain.wording import french_date
from pcb.interview import engine
from pcb.ui.explanation import Finding, Opener
from pcb.ui.told import told


def to_bring(facts: Case, day: date, opener: Opener) -> tuple[Finding, ...]:
    """The papers of the list to join that go with an amount and were not seen yet, from the answers that count."""
    return tuple(
        Finding(paper.concerns or paper.label, opener(paper.path), paper.label if paper.concerns else "")
        for paper in papers_to_join(facts, day)
        if not paper.seen and paper.path.endswith(".evidence")
    )


def alerts(case: Case, facts: Case, assessment: Assessment, opener: Opener) -> tuple[Finding, ...]:
    """What cannot wait: answers that clash, urgencies and procedures told, deadline, unmet condition, imbalance.

    What a dossier lacks is on its own page: from the first minute of an interview it would drown the rest."""
    found = [Finding(said.sentence, opener(said.path), level="urgent") for said in engine.notices(case)]
    found += [_urgent(one.title, one.path, opener, one.todo) for one in contradictions(facts, assessment)]
    deadline = known(facts.request.next_deadline)
    if deadline is not None:
        found.append(_urgent(f"Échéance le {french_date(deadline)}", "request.next_deadline", opener))
    for urgency in sorted(known(facts.request.urgencies) or (), key=lambda urgency: urgency.value):
        found.append(_urgent(urgency.label, "request.urgencies", opener))
    for proceeding in facts.proceedings:
        next_date = known(proceeding.next_date)
        note = f"Prochaine date\u202f: {french_date(next_date)}" if next_date else ""
        found.append(_urgent(proceeding.kind.label, f"proceedings.{proceeding.id}.next_date", opener, note))
    for condition in assessment.recevabilite.conditions:
        if condition.state is State.MISSING:
            label = f"Condition non remplie\u202f: {condition.label}"
            found.append(_urgent(label, condition.path, opener, condition.why))
    remainder = assessment.lived.remainder.total
    if "reste" in told(facts) and remainder.cents < 0:
        found.append(_urgent(f"Le mois ne s’équilibre pas\u202f: {remainder}", "", opener))
    low = assessment.calendar.low_point
    if assessment.calendar.opening is not None and low.balance.cents < 0:
        found.append(_urgent(f"Compte à {low.balance} le {french_date(low.day)}", "", opener))
    return tuple(found)


def _urgent(text: str, path: str, opener: Opener, note: str = "") -> Finding:
    return Finding(text, opener(path) if path else "", note, "urgent")
