"""Fields of a page that is not the interview: the same questions, put in place, kept under the fingers of who types."""

from __future__ import annotations

from collections.abc import Iterable

from nicegui.element import Element

from pcb.interview.engine import Asked
from pcb.ui.widgets import Field


class AskedFields:
    """The fields of one place of a page. Those that stay are followed, never replaced."""

    def __init__(self, place: Element, *, plain: bool = False) -> None:
        self._place, self._plain = place, plain
        self._fields: dict[str, Field] = {}

    def show(self, asked: Iterable[Asked]) -> None:
        """Show these questions, in this order; a field that is still asked keeps what is being typed in it."""
        wanted = {question.path: question for question in asked}
        for path in [path for path in self._fields if path not in wanted]:
            self._fields.pop(path).delete()
        for position, question in enumerate(wanted.values()):
            field = self._fields.get(question.path)
            if field is not None:
                field.follow(question)
                continue
            with self._place:
                field = self._fields[question.path] = Field(question, plain=self._plain)
            field.move(self._place, target_index=position)

    @property
    def paths(self) -> tuple[str, ...]:
        return tuple(self._fields)
