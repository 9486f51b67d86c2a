"""Usual things to do that the facts call for, shown before they are kept: the counsellor takes one or leaves it."""

from __future__ import annotations

from collections.abc import Iterator

from pcb.domain.answers import known
from pcb.domain.case import Case
from pcb.domain.letters import Letter, Stage
from pcb.domain.money import ZERO
from pcb.domain.take_home.snapshot import Snapshot
from pcb.domain.vocabulary.debts import DebtKind
from pcb.domain.vocabulary.people import FilingMode
from pcb.domain.vocabulary.take_home import ActionModel

_OWED = {
    DebtKind.RENT: ActionModel.CALL_LANDLORD,
    DebtKind.ENERGY: ActionModel.CALL_ENERGY,
    DebtKind.WATER: ActionModel.ASK_INSTALMENTS,
    DebtKind.TAX: ActionModel.ASK_INSTALMENTS,
    DebtKind.HEALTH: ActionModel.ASK_INSTALMENTS,
}


def suggested_actions(case: Case, made: Snapshot, letters: tuple[Letter, ...]) -> tuple[ActionModel, ...]:
    """In the order of the list of actions, without those that are noted already."""
    noted = {known(action.model) for action in case.actions}
    found = set(_found(case, made, letters)) - noted
    return tuple(model for model in ActionModel if model in found)


def _found(case: Case, made: Snapshot, letters: tuple[Letter, ...]) -> Iterator[ActionModel]:
    if made.papers:
        yield ActionModel.BRING_PAPERS
    if case.proceedings:
        yield ActionModel.OPEN_MAIL
    if any(one.following.stage is Stage.URGENT for one in letters):
        yield ActionModel.SEND_LETTERS
    month = made.month
    if month.opening is not None and any(one.day >= made.day and one.balance < ZERO for one in month.days):
        yield ActionModel.CALL_BANK
        yield ActionModel.CHANGE_DEBIT_DAY
    for debt in case.debts:
        if known(debt.unpaid) and debt.kind in _OWED:
            yield _OWED[debt.kind]
    files = case.filing.mode in (FilingMode.ALONE, FilingMode.JOINT, FilingMode.TWO_DOSSIERS)
    if files and known(case.procedure.filed_on) is None and known(case.procedure.admissible_on) is None:
        yield ActionModel.SIGN_DOSSIER
        yield ActionModel.NO_NEW_CREDIT
