"""How cases are found: by what is typed, by who may see them, and while others change them."""

from __future__ import annotations

import gc
import weakref
from dataclasses import replace

import pytest
from sqlalchemy import update

from pcb.config import Settings
from pcb.domain.case import Address, Case, Person
from pcb.domain.rights import Role as SiteRole
from pcb.domain.vocabulary.people import Role, Title
from pcb.storage import audit, retention
from pcb.storage.tables import case_record, follower, membership
from pcb.usecases import people, sites
from pcb.usecases.accounts import SetUp, sign_in
from pcb.usecases.cases import answer, find_cases, import_case, list_cases
from pcb.usecases.desk import Desk, open_store
from pcb.usecases.erasing import erase_on_request
from tests.usecases.conftest import NOW, PASSWORD
from tests.usecases.test_cards import person

CASE = Case(
    address=Address(city="Lectoure"),
    persons=(
        person(Role.DEPOSANT, Title.MADAME, "Œuvrard-Lévêque", "Anaïs"),
        person(Role.CHILD, None, "Ælberht", "Zoé"),
    ),
)


@pytest.mark.parametrize(
    "search",
    ["", "œuvrard", "OEUVRARD", "oeuv", "leveque", "Lévêque", "anais", "anaïs oeuv", "lect", "aelberht", "REF",
     "0001", "zoe LECTOURE", "Oeuvrard-Leveque"],
)  # fmt: skip
def test_a_case_is_found_without_accents_case_or_ligatures(desk: Desk, search: str) -> None:
    made = import_case(desk, CASE, NOW)
    assert [card.id for card in list_cases(desk, search.replace("REF", made.reference))] == [made.id]


@pytest.mark.parametrize("search", ["vrard", "martin", "oeuvrard martin", "2025", "0043"])
def test_a_case_is_not_found_by_what_it_does_not_hold(desk: Desk, search: str) -> None:
    import_case(desk, CASE, NOW)
    assert list_cases(desk, search) == ()


def test_a_case_moved_archived_or_erased_by_another_process_is_seen_so_by_the_index(
    desk: Desk, settings: Settings
) -> None:
    """Two stores on one base; none of these changes what the case says, nor its revision."""
    made, other = import_case(desk, named("Dupouy"), NOW), import_case(desk, named("Dupouy"), NOW)
    here = sites.my_sites(desk)[0][0].id
    there = sites.open_site(desk, "Fleurance")
    elsewhere = replace(desk, store=open_store(settings))
    assert len(found(desk, "dupouy")) == 2
    shown = {card.id: card.updated_at for card in list_cases(desk, "dupouy")}
    sites.place_case(elsewhere, made.id, there)
    assert [card.id for card in list_cases(desk, "dupouy")] == [other.id]
    people.give_role(elsewhere, desk.account.id, there, SiteRole.COORDINATOR)
    assert {card.id: card.updated_at for card in list_cases(desk, "dupouy")} == shown  # a move is no change of the case
    assert {card.site for card in list_cases(desk, "dupouy")} == {"Fleurance", "Point conseil budget"}
    sites.close_site(elsewhere, there, here)
    assert found(desk, "dupouy") == ["Dupouy", "Dupouy"]
    assert {card.site_id for card in desk.index.cards()} == {here}
    with elsewhere.store.writing(elsewhere.vault) as connection:
        retention.archive(connection, made.id)
        audit.write(connection, desk.vault, audit.Entry(NOW, desk.account.id, "archive", "case", made.id, made.id))
    assert [card.id for card in list_cases(desk, "dupouy")] == [other.id]
    assert {card.id for card in desk.index.cards() if card.archived} == {made.id}
    erase_on_request(elsewhere, other.id, other.reference, PASSWORD, NOW, folder=None)
    assert found(desk, "dupouy") == []
    assert {card.id for card in desk.index.cards()} == {made.id}
    elsewhere.store.close()


def test_an_erased_name_is_in_memory_no_longer(desk: Desk) -> None:
    made = import_case(desk, named("Dupouy"), NOW)
    assert found(desk, "dupouy") == ["Dupouy"]
    erase_on_request(desk, made.id, made.reference, PASSWORD, NOW, folder=None)
    assert desk.index.cards() == []  # before any search
    assert desk.index._words == []


def named(name: str) -> Case:
    return Case(persons=(Person("p1", Role.DEPOSANT, birth_name=name),))


def found(desk: Desk, search: str = "") -> list[str]:
    return [card.title for card in list_cases(desk, search)]


def test_what_changed_since_is_found_by_its_new_name_and_no_longer_by_the_old(desk: Desk, colleague: Desk) -> None:
    made = import_case(desk, named("Dupouy"), NOW)
    assert found(desk, "dupouy") == ["Dupouy"]
    answer(colleague, made.id, "persons.p1.birth_name", "Lannes", seen="Dupouy", request_id="12345678", now=NOW)
    assert found(desk, "dupouy") == []
    assert found(desk, "lannes") == ["Lannes"]


def test_another_process_that_makes_a_case_is_heard_of(desk: Desk, set_up: SetUp) -> None:
    assert found(desk, "x") == []
    elsewhere = replace(desk, store=replace(desk.store, shared=type(desk.store.shared)()))
    assert elsewhere.index is not desk.index
    import_case(elsewhere, named("Xaintrailles"), NOW)
    assert found(desk, "xain") == ["Xaintrailles"]


def test_a_counsellor_finds_what_they_follow_alone(desk: Desk, colleague: Desk) -> None:
    import_case(desk, named("Dupouy"), NOW)
    theirs = import_case(colleague, named("Dupuis"), NOW)
    with desk.store.writing(desk.vault) as connection:
        connection.execute(
            update(membership).where(membership.c.account_id == colleague.account.id).values(role="counsellor")
        )
    assert found(colleague, "dup") == found(colleague) == ["Dupuis"]
    assert sorted(found(desk, "dup")) == ["Dupouy", "Dupuis"]
    with desk.store.writing(desk.vault) as connection:
        connection.execute(follower.delete().where(follower.c.case_id == theirs.id))
    assert found(colleague, "dup") == found(colleague) == []


def test_an_archived_case_is_in_no_list(desk: Desk) -> None:
    import_case(desk, named("Dupouy"), NOW)
    with desk.store.writing(desk.vault) as connection:
        connection.execute(update(case_record).values(standing="archived"))
    assert found(desk) == found(desk, "dup") == []


def test_a_long_list_says_how_many_there_are(desk: Desk) -> None:
    for number in range(5):
        import_case(desk, named(f"Dupouy{number}"), NOW)
    for search in ("", "dup"):
        listing = find_cases(desk, search, 3)
        assert (len(listing.cards), listing.total) == (3, 5)


def test_the_names_leave_the_memory_with_the_last_desk(set_up: SetUp) -> None:
    first = set_up.desk
    second = sign_in(first.store, "claire", PASSWORD)
    assert second.index is first.index
    import_case(first, named("Dupouy"), NOW)
    assert found(second, "dup") == ["Dupouy"]
    held = weakref.ref(first.index)
    del second
    assert held() is not None
    object.__setattr__(set_up, "desk", None)
    del first
    gc.collect()
    assert held() is None
