"""La preuve : an independent checker of repayment plans. It shares no code with what builds them.

:func:`check` proves a plan; :func:`check_typed` judges what a household received in a letter, and says « impossible à
vérifier » where the letter does not tell enough.
"""

from pcb.domain.plan.checks.proof import check, holds
from pcb.domain.plan.checks.typed import TypedDebt, TypedPlan, check_typed
from pcb.domain.plan.checks.verdict import Check, Failure, Outcome, Rule

__all__ = ["Check", "Failure", "Outcome", "Rule", "TypedDebt", "TypedPlan", "check", "check_typed", "holds"]
