"""Who speaks in the letter, one or two persons, and the agreements that follow."""

from __future__ import annotations

from dataclasses import dataclass

from pcb.domain.answers import known
from pcb.domain.case import Case, Person
from pcb.domain.income import filers
from pcb.domain.vocabulary.people import Title


@dataclass(frozen=True, slots=True)
class Voice:
    """« Je » or « nous ». ``feminine`` is None when a title is not known: the agreement then shows both."""

    plural: bool
    feminine: bool | None

    def of(self, one: str, many: str) -> str:
        """``one`` for a single signatory, ``many`` for two."""
        return many if self.plural else one

    def agree(self, word: str) -> str:
        """« marié » → « marié », « mariée », « mariés », « mariées », « marié(e) »."""
        ending = {True: "e", False: "", None: "(e)"}[self.feminine]
        return f"{word}{ending}{'s' if self.plural else ''}"


def voice_of(case: Case) -> Voice:
    """The voice of those who file."""
    people = filers(case)
    titles = [known(person.title) for person in people]
    if Title.MONSIEUR in titles:
        return Voice(len(people) > 1, False)
    return Voice(len(people) > 1, True if titles and None not in titles else None)


def called(person: Person) -> str:
    """« Madame Nadia Ferrand »: title, first of the first names, name in use. Empty when nothing is known."""
    title, first = known(person.title), known(person.first_names)
    name = known(person.used_name) or known(person.birth_name)
    return " ".join(filter(None, (title.label if title else None, first and first.split(",")[0].strip(), name)))
