"""A household whose every word tries to break the screen or the paper: 8 persons, 40 lines of budget, 60 debts."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from itertools import cycle, islice

from pcb.domain.case import (
    JOINT,
    Account,
    Address,
    Asset,
    Case,
    Debt,
    Expense,
    Family,
    Filing,
    History,
    Home,
    Income,
    Person,
    Request,
    Supporter,
    Vehicle,
    Welcome,
)
from pcb.domain.money import Money
from pcb.domain.vocabulary.budget import Evidence, ExpenseKind, IncomeKind
from pcb.domain.vocabulary.debts import DebtKind
from pcb.domain.vocabulary.estate import AccountKind, AssetKind, VehicleKind
from pcb.domain.vocabulary.people import Custody, FilingMode, MaritalStatus, Occupancy, Role, Title, WorkStatus

WORDS = (
    "O'Hara <b>&",
    "=cmd()",
    "مريم بنت يوسف",
    "Zoé 👩‍👩‍👧 ❤️ 🙂",
    "<script>window.hacked=1</script>",
    "{{7*7}} ${7*7} #{7*7}",
    "javascript:alert(1)",
    "\u202eexcelsior\u202c \u200fde droite",
    '"><img src=x onerror=window.hacked=1>',
    "@SUM(1+1)*cmd|' /C calc'!A0",
    "'; DROP TABLE case_record; --",
    "</textarea></option></template><svg onload=window.hacked=1>",
    "%s %(name)s {0} {self.__class__} \\u0041 &lt;b&gt;",
    "Łukasz Żółć-Nguyễn Ειρήνη",
    "W" * 90,
)
PLACE = "12 bis, chemin de l’Église <i>Saint-Orens</i> & Cie, résidence « Les Trois Cèdres », bâtiment Œillet, "


@dataclass
class Inventor:
    """Gives a text that was not given before, and remembers it."""

    said: list[str] = field(default_factory=list)
    _words = cycle(WORDS)

    def name(self) -> str:
        """A number makes each its own: what is not shown whole is then missed."""
        return self._keep(f"{next(self._words)} n°{len(self.said):03d}")

    def address(self) -> str:
        """300 characters."""
        end = f" fin {len(self.said):03d}"
        return self._keep((PLACE * 4)[: 300 - len(end)] + end)

    def _keep(self, text: str) -> str:
        self.said.append(text)
        return text


def hostile_case() -> tuple[Case, tuple[str, ...]]:
    """The household, and every text in it."""
    invent = Inventor()
    name, address = invent.name, invent.address
    born = date(1980, 3, 2)
    adults = ((Role.DEPOSANT, Title.MADAME), (Role.CODEPOSANT, Title.MONSIEUR))
    case = Case(
        welcome=Welcome(site=name()),
        request=Request(words=address() + "\n" + name()),
        filing=Filing(mode=FilingMode.JOINT, sole_trader=False, filed_before=False, earlier_forfaits=True),
        supporter=Supporter(name(), name(), name(), address()),
        persons=(
            *(
                Person(f"p{i}", role, title, name(), name(), name(), born, name(), work_status=WorkStatus.CDI)
                for i, (role, title) in enumerate(adults, 1)
            ),
            *(
                Person(
                    f"p{i}",
                    Role.CHILD,
                    birth_name=name(),
                    first_names=name(),
                    birth_date=date(2015, 1, i),
                    custody=Custody.FULL,
                    dependent=True,
                )
                for i in range(3, 9)
            ),
        ),
        family=Family(MaritalStatus.MARRIED),
        address=Address(building=name(), number="12", street=address(), locality=name(), postcode="32700", city=name()),
        home=Home(Occupancy.TENANT, landlord=name()),
        incomes=tuple(
            Income(f"i{i}", kind, Money(100_00 + i), owner="p1", nature=name(), payer=name(), evidence=Evidence.SEEN)
            for i, kind in enumerate(islice(cycle(IncomeKind), 20))
        ),
        expenses=tuple(
            Expense(f"e{i}", kind, Money(50_00 + i), owner=JOINT, nature=name(), payee=name(), evidence=Evidence.SEEN)
            for i, kind in enumerate(islice(cycle(ExpenseKind), 20))
        ),
        debts=tuple(
            Debt(
                f"d{i}",
                kind,
                creditor=name(),
                creditor_address=address(),
                collector=name(),
                collector_address=address(),
                reference=name(),
                nature=name(),
                owner=("p1", "p2", JOINT)[i % 3],
                balance=Money(1_000_00 + i),
                unpaid=Money(10_00 + i),
                instalment=Money(20_00 + i),
            )
            for i, kind in enumerate(islice(cycle(DebtKind), 60))
        ),
        assets=tuple(Asset(f"a{i}", kind, nature=name(), value=Money(1)) for i, kind in enumerate(AssetKind)),
        vehicles=tuple(Vehicle(f"v{i}", kind, name(), "p1", leased=False) for i, kind in enumerate(VehicleKind)),
        accounts=tuple(Account(f"c{i}", kind, bank=name(), balance=Money(1)) for i, kind in enumerate(AccountKind)),
        history=History(story=address()),
        note=name(),
    )
    return case, tuple(invent.said)
