"""How a case is called and found."""

from __future__ import annotations

import pytest

from pcb.domain.case import Case, Person, Welcome
from pcb.domain.vocabulary.people import Role, Title
from pcb.usecases import cards


def person(role: Role, title: Title | None = None, name: str = "", first: str = "") -> Person:
    return Person(role.value, role, title=title, birth_name=name or None, first_names=first or None)


@pytest.mark.parametrize(
    ("persons", "called"),
    [
        ((person(Role.DEPOSANT, Title.MADAME, "Martin", "Amélie"),), "Mme Martin"),
        ((person(Role.DEPOSANT, None, "Martin", "Amélie"),), "Amélie Martin"),
        (
            (person(Role.DEPOSANT, Title.MONSIEUR, "Martin"), person(Role.CODEPOSANT, Title.MADAME, "MARTIN")),
            "M. et Mme Martin",
        ),
        (
            (person(Role.DEPOSANT, Title.MADAME, "Œuvrard"), person(Role.CODEPOSANT, Title.MONSIEUR, "Diallo")),
            "Mme Œuvrard et M. Diallo",
        ),
        ((person(Role.DEPOSANT),), cards.NO_NAME),
        ((), cards.NO_NAME),
    ],
)
def test_a_case_is_called_by_those_who_file(persons: tuple[Person, ...], called: str) -> None:
    assert cards.title(Case(persons=persons)) == called


def test_who_gives_no_name_is_called_by_the_alias() -> None:
    named = (person(Role.DEPOSANT, Title.MADAME, "Martin"),)
    assert cards.title(Case(welcome=Welcome(anonymous=True, alias="Lilas"), persons=named)) == "Lilas"
    assert cards.title(Case(welcome=Welcome(anonymous=False, alias="Lilas"), persons=named)) == "Mme Martin"
    assert cards.title(Case(welcome=Welcome(alias="Lilas"))) == "Lilas"
