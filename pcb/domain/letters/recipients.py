"""To whom each letter goes: the name and the address for the envelope, and where each is asked when it is not known."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from pcb.domain.answers import known
from pcb.domain.case import Account, Case, Debt, Expense
from pcb.domain.case_path import get
from pcb.domain.letter.drafting import COMMISSION
from pcb.domain.letters.subjects import Subject
from pcb.domain.letters.template import Template
from pcb.errors import LawError

_BEFORE_POSTCODE = re.compile(r",\s*(?=\d{5}\s)")


@dataclass(frozen=True, slots=True)
class Recipient:
    """Name and address as known, empty when not; the paths where they are asked (empty for what is fixed)."""

    name: str
    address: str
    name_path: str = ""
    address_path: str = ""

    @property
    def lines(self) -> tuple[str, ...]:
        """As on the envelope: the postcode opens a line of its own."""
        address = _BEFORE_POSTCODE.sub("\n", self.address)
        written = (line.strip() for text in (self.name, address) for line in text.splitlines())
        return tuple(line for line in written if line)


def recipient_of(template: Template, case: Case, subject: Subject) -> Recipient:
    """The recipient of that letter. Raises ``KeyError`` for a rule that no template may name."""
    return RECIPIENTS[template.recipient](template, case, subject)


def _creditor(template: Template, case: Case, subject: Subject) -> Recipient:
    """Who recovers the debt, when somebody does, else the creditor."""
    debt = subject.debt
    if debt is None:
        return _payee(template, case, subject)
    field = "collector" if known(debt.collector) else "creditor"
    path = f"debts.{debt.id}.{field}"
    return _at(case, path, f"{path}_address")


def _lender(template: Template, case: Case, subject: Subject) -> Recipient:
    """The creditor itself, whoever recovers."""
    path = f"debts.{_id(subject.debt)}.creditor"
    return _at(case, path, f"{path}_address")


def _payee(template: Template, case: Case, subject: Subject) -> Recipient:
    item = _id(subject.expense)
    return _at(case, f"expenses.{item}.payee", f"addressees.payee-{item}.address")


def _bank(template: Template, case: Case, subject: Subject) -> Recipient:
    item = _id(subject.account)
    return _at(case, f"accounts.{item}.bank", f"addressees.bank-{item}.address")


def _holder(template: Template, case: Case, subject: Subject) -> Recipient:
    """The bank that holds the seized account."""
    key = f"holder-{subject.id}"
    return _at(case, f"addressees.{key}.name", f"addressees.{key}.address")


def _commission(template: Template, case: Case, subject: Subject) -> Recipient:
    return Recipient(COMMISSION[0], "\n".join(COMMISSION[1:]))


def _id(item: Debt | Expense | Account | None) -> str:
    """The id of what the letter is about; a template whose rules do not go together is at fault."""
    if item is None:
        raise LawError("Ce modèle de courrier ne va pas avec ce dont il parle.")
    return item.id


def _at(case: Case, name_path: str, address_path: str) -> Recipient:
    name, address = known(get(case, name_path)), known(get(case, address_path))
    return Recipient(name or "", address or "", name_path, address_path)


def _office(key: str) -> Callable[[Template, Case, Subject], Recipient]:
    """A court, a fund, a body: its name is that of the template, or asked; its address is asked once for all."""

    def found(template: Template, case: Case, subject: Subject) -> Recipient:
        asked = _at(case, f"addressees.{key}.name", f"addressees.{key}.address")
        if not template.recipient_name:
            return asked
        return Recipient(asked.name or template.recipient_name, asked.address, "", asked.address_path)

    return found


RECIPIENTS: Mapping[str, Callable[[Template, Case, Subject], Recipient]] = MappingProxyType(
    {
        "creditor": _creditor,
        "lender": _lender,
        "bank": _bank,
        "holder": _holder,
        "commission": _commission,
        "family_body": _office("family_body"),
        "department": _office("department"),
        "fund": _office("fund"),
        "central_bank": _office("central_bank"),
        "judge_protection": _office("judge_protection"),
        "judge_enforcement": _office("judge_enforcement"),
    }
)
"""The recipients that a template may name."""
