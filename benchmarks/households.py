"""The household that is measured: eight persons, forty resources and charges, sixty debts, all invented."""

from __future__ import annotations

from typing import Any

from pcb.domain.case import Case
from pcb.storage.household_file import household


def large_household(debts: int = 60) -> Case:
    """Eight persons, 12 resources, 28 charges, ``debts`` debts; the same every time."""
    return household(_document(debts))


def _document(debts: int) -> dict[str, Any]:
    persons = [
        {"role": "deposant", "title": "madame", "birth_name": "Abadie", "first_names": "Jeanne",
         "birth_date": "1980-01-02", "has_resources": True, "protection": "none", "work_status": "cdi"},
        {"role": "codeposant", "title": "monsieur", "birth_name": "Abadie", "first_names": "Paul",
         "birth_date": "1979-03-04", "has_resources": True, "protection": "none", "work_status": "cdi"},
        *({"role": "child", "birth_name": "Abadie", "first_names": f"Enfant {n}", "birth_date": f"20{10 + n}-05-06",
           "custody": "full", "dependent": True, "has_resources": False} for n in range(5)),
        {"role": "ascendant", "birth_name": "Abadie", "first_names": "Marthe", "birth_date": "1948-07-08",
         "has_resources": True, "own_resources": "410.00"},
    ]  # fmt: skip
    kinds = ["rent", "electricity", "water", "phone", "home_insurance", "canteen", "schooling", "mutuelle", "food"]
    credits = ["personal_loan", "revolving", "tied_credit", "energy", "rent", "health", "tax"]
    return {
        "format": "pcb/1",
        "filing": {"mode": "joint", "sole_trader": False, "lives_in_france": True, "earlier_forfaits": True},
        "family": {"status": "married", "status_since": "2005-06-07"},
        "address": {"number": "1", "street": "rue du Foirail", "postcode": "32000", "city": "Auch"},
        "home": {"occupancy": "tenant", "codeposant_lives_here": True, "landlord": "Bailleur inventé"},
        "persons": persons,
        "incomes": [
            {"kind": "salary" if n < 4 else "child_supplement", "owner": "p1" if n % 2 else "p2",
             "amount": f"{300 + 7 * n}.{n:02d}", "day": n + 1, "evidence": "seen"}
            for n in range(12)
        ],
        "expenses": [
            {"kind": kinds[n % len(kinds)], "owner": "joint", "amount": f"{20 + 3 * n}.50", "day": n + 1,
             "period": "quarterly" if n % 5 == 0 else "monthly", "evidence": "seen" if n % 3 else "declared"}
            for n in range(28)
        ],
        "debts": [
            {"kind": credits[n % len(credits)], "creditor": f"Créancier inventé {n}",
             "creditor_address": f"{n} rue de la Gare, 32000 Auch", "reference": f"REF-{n:05d}", "owner": "joint",
             "balance": f"{500 + 61 * n}.{n % 100:02d}", "unpaid": f"{10 + n}.00", "instalment": f"{5 + n}.10",
             "evidence": "seen", "pursued": n % 4 == 0, "professional": False}
            for n in range(debts)
        ],
        "accounts": [{"kind": "current", "bank": "Banque inventée", "owner": "joint", "balance": "-120.00"}],
    }  # fmt: skip
