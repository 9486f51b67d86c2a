"""The examiner: what would send a dossier back, found before the commission finds it.

Three grades. *Blocking*: what makes a declaration inadmissible (former C. conso. art. R. 331-8-1). *Important*: what
the commission would ask for, or amounts and dates that do not agree. *Advice*: what the counsellor should think of. It
advises: each finding says why, from which text, what to do, and opens its field; it may be set aside with a written
reason.

``docs/decisions/0009-the-examiner.md`` says what is checked from a text and what is judgement.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from datetime import date

from pcb.domain.answers import known
from pcb.domain.assessment import Assessment
from pcb.domain.case import Case
from pcb.domain.completeness.advice import advice
from pcb.domain.completeness.amounts import amounts
from pcb.domain.completeness.couple import couple
from pcb.domain.completeness.creditors import creditors
from pcb.domain.completeness.dates import dates, order
from pcb.domain.completeness.doubles import doubles
from pcb.domain.completeness.examined import Examined
from pcb.domain.completeness.finding import Finding, Grade, stable_key, standing
from pcb.domain.completeness.housing import housing
from pcb.domain.completeness.identity import identity
from pcb.domain.completeness.letter import letter
from pcb.domain.completeness.loans import loans
from pcb.domain.completeness.papers import papers
from pcb.domain.completeness.prescription import prescription
from pcb.domain.completeness.statements import statements
from pcb.domain.papers_to_join import papers_to_join
from pcb.domain.vocabulary.people import FilingMode

__all__ = ["Finding", "Grade", "contradictions", "examine", "standing"]

_Subject = Callable[[Examined], Iterator[Finding]]
_OF_A_DOSSIER: tuple[_Subject, ...] = (identity, statements, creditors, letter, couple, papers)
"""What only a dossier to file needs."""
_CONTRADICTIONS: tuple[_Subject, ...] = (housing, amounts, loans, doubles)
_OF_ANY_CASE: tuple[_Subject, ...] = (*_CONTRADICTIONS, dates, advice, prescription)


def examine(case: Case, day: date, assessment: Assessment, attached: Mapping[str, int]) -> tuple[Finding, ...]:
    """Every finding about ``case`` (the answers that count) on ``day``, blocking first; never fails.

    ``attached`` is the number of files attached for each key of paper. Findings set aside are among them, with their
    reason. When the household files no dossier, only what does not agree and the advice are given.
    """
    examined = Examined(case, day, assessment, attached, papers_to_join(case, day))
    files_none = case.filing.mode is FilingMode.NONE
    return _found(examined, _OF_ANY_CASE if files_none else (*_OF_A_DOSSIER, *_OF_ANY_CASE))


def contradictions(case: Case, assessment: Assessment) -> tuple[Finding, ...]:
    """Figures and dates that do not agree with each other: what can be mended while the papers are on the table,
    whatever is still missing. The day of the assessment may be any day, so that no date is compared with it. Those set
    aside are left out."""
    examined = Examined(case, assessment.day, assessment, {}, ())
    return standing(_found(examined, (*_CONTRADICTIONS, order)), Grade.IMPORTANT)


def _found(examined: Examined, about: tuple[_Subject, ...]) -> tuple[Finding, ...]:
    found = [finding for subject in about for finding in subject(examined)]
    reasons = {noted.id: known(noted.reason) for noted in examined.case.set_aside}
    named = [replace(finding, key=stable_key(finding.key)) for finding in found]
    weighed = (replace(finding, set_aside=reasons.get(finding.key) or None) for finding in named)
    return tuple(sorted(weighed, key=lambda finding: list(Grade).index(finding.grade)))
