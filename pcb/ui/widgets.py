"""The parts a page is made of: plain elements with text, one field a question, the page's agent.

Values given to the browser are tuples: NiceGUI would wrap lists and dictionaries in observers, for every open page.
"""

from __future__ import annotations

import base64
from typing import Any

from nicegui.element import Element

from pcb.domain.answers import NoAnswer
from pcb.interview.engine import Asked
from pcb.interview.questions import Shown
from pcb.ui.visit import Visit
from pcb.usecases.cases import OpenCase

Wire = str | list[str] | dict[str, str]
"""An answer as it travels: its text, the codes ticked, or ``{"no_answer": code}``."""


class Node(Element):
    """A native element with a text, which is never read as markup."""

    def __init__(self, tag: str, text: str = "", classes: str = "") -> None:
        super().__init__(tag)
        self._text = text or None
        if classes:
            self.classes(classes)

    def say(self, text: str) -> None:
        """Change the text."""
        if self._text != text:
            self._text = text
            self.update()

    def has(self, **attributes: str | bool) -> Node:
        """Set attributes (``aria_label`` is ``aria-label``): safe for any text, unlike ``props``."""
        for name, value in attributes.items():
            self._props[name.rstrip("_").replace("_", "-")] = value
        return self


def node(tag: str, text: str = "", classes: str = "") -> Node:
    """A native element, in the place where it is called."""
    return Node(tag, text, classes)


def wire(shown: Shown, value: Any) -> Wire:
    """An answer as the browser holds it: ``shown`` is its text, ``value`` what the case holds."""
    return {"no_answer": value.value} if isinstance(value, NoAnswer) else shown


class Field(Element, component="static/field.js"):
    """One question. It has no listener: answers go by HTTP (:mod:`pcb.ui.saving`)."""

    def __init__(self, asked: Asked, suggestions: tuple[str, ...] = ()) -> None:
        super().__init__()
        self.path = asked.path
        question = asked.question
        facts = {
            "path": asked.path,
            "widget": question.kind.widget,
            "label": asked.label,
            "help": question.help,
            "example": question.example,
            "unit": question.unit,
            "options": asked.options,
            "suggestions": suggestions,
            "skippable": not question.required,
            "shown": wire(asked.shown, asked.value),
        }
        for name, value in facts.items():
            if value not in ("", (), True):
                self._props[name] = value

    def follow(self, asked: Asked, suggestions: tuple[str, ...] = ()) -> None:
        """Take the label, what can be picked and the stored answer as they are now."""
        now: tuple[tuple[str, Any, Any], ...] = (
            ("label", asked.label, ""),
            ("options", asked.options, ()),
            ("suggestions", suggestions, ()),
            ("shown", wire(asked.shown, asked.value), ""),
        )
        for name, value, absent in now:
            if self._props.get(name, absent) != value:
                self._props[name] = value


class Agent(Element, component="static/frame.js"):
    """Speaks with the browser: state of saving, signing in again, moving inside the interview."""

    def __init__(self, opened: OpenCase | None, saved_at: str, visit: Visit) -> None:
        super().__init__()
        account = visit.desk.account
        self._props["account"] = account.login
        self._props["demo"] = visit.session.demo
        self._props["lockSeconds"] = visit.services.settings.lock_seconds
        if opened is not None:
            key = visit.desk.vault.personal_key(b"draft " + account.id.encode())
            self._props["caseId"] = opened.id
            self._props["draftKey"] = base64.b64encode(key).decode()
            self._props["savedAt"] = saved_at
            self._props["revision"] = opened.revision
        self._turn = 0

    def arrive(self, address: str, target: str = "") -> None:
        """The page now shows ``address``: put it in the address bar, and the focus on the field ``target``, on the
        first field, or on the heading."""
        self._turn += 1
        self._props["address"] = address
        self._props["target"] = target
        self._props["turn"] = self._turn

    def follow(self, revision: int, saved_at: str) -> None:
        """The case is now at that revision."""
        if self._props.get("revision") != revision:
            self._props["savedAt"] = saved_at
            self._props["revision"] = revision

    def stay(self, address: str) -> None:
        """The page was opened at ``address``; links of the same interview are followed without loading a page."""
        self._props["address"] = address
