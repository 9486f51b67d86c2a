"""Where a fact of the case is on the screen: the address of its field in the interview."""

from __future__ import annotations

from functools import cache
from urllib.parse import quote

from pcb.domain.case import Case
from pcb.errors import UnknownPath
from pcb.interview import engine
from pcb.ui.explanation import Opener

_BESIDE = {
    "papers": "pieces",
    "letter": "lettre",
    "set_aside": "declaration",
    "plan": "plan",
    "plan_debts": "plan",
    "offers": "plan",
    "received": "plan",
    "received_debts": "plan",
    "received_paliers": "plan",
    "received_amounts": "plan",
    "procedure": "courriers",
    "addressees": "courriers",
    **dict.fromkeys(("take_home", "actions", "appointments", "contacts", "pay_choices", "handed"), "a-emporter"),
}
"""The pages that ask what the interview does not."""


def opener(case_id: str, case: Case) -> Opener:
    """From a path to the address of its field; ``""`` for what is no longer there. The journey is walked once."""
    stops = {question.path_of(s.item_id): s.key for s in engine.journey(case) for question in s.visible}

    @cache
    def address(path: str) -> str:
        head = path.partition(".")[0]
        if head in _BESIDE:
            return f"/dossier/{case_id}/{_BESIDE[head]}#f-{quote(path)}"
        if head == "letters":
            return f"/dossier/{case_id}/courriers/{quote(path.split('.')[1])}#f-{quote(path)}"
        if path not in stops:
            return f"/dossier/{case_id}/entretien/{quote(stop)}" if (stop := _nearest(case, path)) else ""
        return f"/dossier/{case_id}/entretien/{quote(stops[path])}#f-{quote(path)}"

    return address


def _nearest(case: Case, path: str) -> str:
    """The stop about the same thing, for a list, an item, a section, or a field that is not asked now."""
    try:
        return engine.stop_of(case, path) if path else ""
    except UnknownPath:
        return ""
