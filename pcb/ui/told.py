"""Which parts of the lived budget were talked about: an empty list is zero only when the household said it has none."""

from __future__ import annotations

from pcb.domain.case import Case

LIVED = ("ressources", "charges", "credits", "reste")


def told(facts: Case) -> frozenset[str]:
    """Among ``ressources``, ``charges``, ``credits`` and ``reste``, the figures that have a meaning.

    ``facts`` are the answers that count. What is left of a month has no meaning while no resource is known.
    """
    said = {
        "ressources": bool(facts.incomes) or facts.declared.no_income is True,
        "charges": bool(facts.expenses) or facts.declared.no_expense is True,
        "credits": bool(facts.debts) or facts.declared.no_debt is True,
    }
    said["reste"] = said["ressources"]
    return frozenset(key for key, was_said in said.items() if was_said)
