"""Replacing the data key: everything is sealed again, at any moment it can be killed, and people go on working."""

from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import delete, func, insert, select, text, update

from pcb.errors import AccessDenied, Damaged
from pcb.storage import accounts, data_keys, keys, rotation
from pcb.storage.accounts import UserAccount
from pcb.storage.database import Store, open_store
from pcb.storage.keys import RECOVERY
from pcb.storage.sealed_columns import SEALED
from pcb.storage.tables import (
    account,
    attachment,
    case_record,
    elimination,
    emergency,
    follower,
    house,
    journal,
    keyring,
    official_form,
    paper,
    presence,
    sealed_key,
    share,
)
from pcb.storage.vault import Vault, number_of
from tests.storage.conftest import LIGHT, NOW
from tests.storage.test_keys import CODE, PASSWORD, old_form, opened

HEAVY = 3_000_000


@pytest.fixture
def signed_in(store: Store, counsellor: UserAccount) -> Vault:
    return opened(store, counsellor.id, PASSWORD)


def clock() -> datetime:
    return datetime.now(UTC)


def turn(store: Store, vault: Vault, **options: Any) -> rotation.Rotation:
    return rotation.rotate(store, vault, clock, settle=0, **options)


def filled(store: Store, vault: Vault, by: str, cases: int = 3) -> None:
    """Something in every sealed column of every table."""
    seal = vault.seal
    with store.writing(vault) as connection:
        sealed_name = seal(b"secret", "account", by, "second_factor")
        connection.execute(update(account).where(account.c.id == by).values(second_factor=sealed_name))
        for n in range(cases):
            case_id, one = f"{n:032x}", f"{n:032x}"
            connection.execute(
                insert(case_record).values(
                    id=case_id, reference=f"2026-{n:04}", revision=2, created_at=NOW, created_by=by, updated_at=NOW,
                    updated_by=by, document=seal(b"document", "case_record", case_id, 2, "document"),
                    card=seal(b"card", "case_record", case_id, 2, "card"),
                )
            )  # fmt: skip
            for revision in (1, 2):
                connection.execute(
                    insert(journal).values(
                        case_id=case_id, revision=revision, at=NOW, by=by, kind="answer",
                        change=seal(b"change", "journal", case_id, revision),
                    )
                )  # fmt: skip
            day = date(2026, 11, 24)
            place = ("paper", one, case_id, "plan", 2, day.isoformat())
            connection.execute(
                insert(paper).values(
                    id=one, case_id=case_id, kind="plan", case_revision=2, law_day=day, made_at=NOW, made_by=by,
                    sha256="0" * 64, content=seal(b"paper", *place),
                    facts=seal(b"facts", *place, "facts") if n else None,
                )
            )  # fmt: skip
            connection.execute(
                insert(attachment).values(
                    id=one, case_id=case_id, added_at=NOW, added_by=by, position=1, weight=HEAVY,
                    facts=seal(b"facts", "attachment", case_id, one, "facts"),
                    content=seal(bytes(HEAVY), "attachment", case_id, one, "content"),
                )
            )  # fmt: skip
            connection.execute(insert(follower).values(case_id=case_id, account_id=by, since=NOW, by=by))
            for table, columns, more in (
                (official_form, ("facts", "content"), {"added_at": NOW, "added_by": by}),
                (share, ("reason",), {"case_id": case_id, "account_id": by, "by": by, "at": NOW}),
                (emergency, ("reason",), {"case_id": case_id, "account_id": by, "at": NOW, "until": NOW}),
                (elimination, ("content", "paper"), {"made_at": NOW, "made_by": by}),
            ):
                sealed = {name: seal(name.encode(), table.name, one, name) for name in columns}
                connection.execute(insert(table).values(id=one, **more, **sealed))
            connection.execute(
                insert(presence).values(
                    session_id=f"s{n}", case_id=case_id, account_id=by, seen_at=NOW,
                    chapter=seal(b"chapter", "presence", f"s{n}", case_id, "chapter"),
                )
            )  # fmt: skip
            connection.execute(
                insert(house).values(
                    key=f"k{n}", value=seal(b"value", "house", f"k{n}", "value"), changed_at=NOW, changed_by=by
                )
            )


def everything(store: Store, vault: Vault) -> dict[tuple[object, ...], bytes]:
    """All that is sealed, opened at its place."""
    found = {}
    with store.reading() as connection:
        for sealed in SEALED:
            for row in connection.execute(select(sealed.table)).all():
                for name, place in sealed.places.items():
                    if getattr(row, name) is not None:
                        found[place(row)] = vault.open_at(getattr(row, name), *sealed.where(row, name))
    return found


def sealed_by(store: Store) -> set[int | None]:
    with store.reading() as connection:
        return {
            number_of(value)
            for sealed in SEALED
            for row in connection.execute(select(*sealed.columns)).all()
            for value in row
            if value is not None
        }


def test_every_sealed_column_of_every_table_goes_to_the_new_key_and_the_old_one_is_destroyed(
    store: Store, signed_in: Vault, counsellor: UserAccount
) -> None:
    filled(store, signed_in, counsellor.id)
    before = everything(store, signed_in)
    assert {place[0] for place in before} == {sealed.table.name for sealed in SEALED}
    told: list[int] = []
    done = turn(store, signed_in, progress=told.append)
    assert (done.number, done.damage, done.finished) == (2, (), True)
    assert done.resealed == len(before) == told[-1]
    assert told == sorted(told)
    again = opened(store, RECOVERY, CODE)
    assert everything(store, again) == before
    assert sealed_by(store) == {2}
    assert not rotation.unfinished(store, again)
    with pytest.raises(Damaged):
        again.data_key(1)
    assert turn(store, again).number == 3
    assert everything(store, opened(store, counsellor.id, PASSWORD)) == before
    assert sealed_by(store) == {3}


def test_a_base_sealed_before_keys_had_numbers_goes_to_the_new_key(
    store: Store, vault: Vault, counsellor: UserAccount
) -> None:
    old_form(store, vault, counsellor.id)
    from pcb.storage.vault import _FIRST_VERSION, AESGCM, _bound

    cipher, place = AESGCM(vault.subkey(b"records")), ("account", counsellor.id, "display_name")
    old = _FIRST_VERSION + bytes(12) + cipher.encrypt(bytes(12), b"Claire Dubosc", _bound(b"\x01", place))
    with store.writing() as connection:
        connection.execute(update(account).values(display_name=old))
    signed_in = opened(store, counsellor.id, PASSWORD)
    with pytest.raises(AccessDenied, match="code de secours"):
        turn(store, signed_in)
    opened(store, RECOVERY, CODE)
    assert accounts.accounts(store, signed_in)[counsellor.id].display_name == "Claire Dubosc"
    assert turn(store, signed_in).finished
    assert accounts.accounts(store, signed_in)[counsellor.id].display_name == "Claire Dubosc"
    assert sealed_by(store) == {2}


def test_an_account_of_an_older_base_that_has_not_come_back_is_named_and_stops_it(
    store: Store, vault: Vault, counsellor: UserAccount
) -> None:
    old_form(store, vault, counsellor.id)
    by_code = opened(store, RECOVERY, CODE)
    with pytest.raises(AccessDenied, match=r"retirés\u202f: claire\."):
        turn(store, by_code)
    with store.reading() as connection:
        assert data_keys.newest(connection) == 1


class Killed(BaseException):
    """The process ends here."""


@pytest.mark.parametrize("moment", range(13))
def test_killed_at_any_moment_it_is_taken_up_again_by_another_process(
    store: Store, url: str, signed_in: Vault, counsellor: UserAccount, monkeypatch: pytest.MonkeyPatch, moment: int
) -> None:
    filled(store, signed_in, counsellor.id, 1)
    before = everything(store, signed_in)
    left, real = moment, Store.writing

    def writing(self: Store) -> Any:
        nonlocal left
        left -= 1
        if left < 0:
            raise Killed
        return real(self)

    monkeypatch.setattr(Store, "writing", writing)
    with pytest.raises(Killed):
        turn(store, signed_in)
    monkeypatch.setattr(Store, "writing", real)
    other = open_store(url)
    again = opened(other, RECOVERY, CODE)
    assert everything(other, again) == before
    assert rotation.unfinished(other, again) is (moment > 0)
    done = turn(other, again)
    assert (done.number, done.finished) == (2, True)
    assert everything(other, again) == before
    assert sealed_by(other) == {2}
    other.close()


def test_two_who_replace_it_at_once_make_one_new_key(
    store: Store, url: str, signed_in: Vault, counsellor: UserAccount
) -> None:
    filled(store, signed_in, counsellor.id, 2)
    before = everything(store, signed_in)
    done: list[rotation.Rotation] = []
    stores = [open_store(url) for _ in range(2)]
    threads = [
        threading.Thread(target=lambda one=one: done.append(turn(one, opened(one, RECOVERY, CODE)))) for one in stores
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [one.finished for one in done] == [True, True]
    again = opened(store, counsellor.id, PASSWORD)
    assert {one.number for one in done} <= {2, 3}
    assert sealed_by(store) == {again.newest}
    assert everything(store, again) == before
    for one in stores:
        one.close()


def test_a_key_that_another_process_began_to_replace_in_the_meantime_is_not_destroyed(
    store: Store, signed_in: Vault, counsellor: UserAccount, monkeypatch: pytest.MonkeyPatch
) -> None:
    real, passes = rotation._all, 0

    def meanwhile(*given: Any) -> Any:
        nonlocal passes
        passes += 1
        found = real(*given)
        if passes == 2:
            other = opened(store, RECOVERY, CODE)
            monkeypatch.setattr(rotation, "_all", real)
            assert turn(store, other).number == 2
            assert rotation.begin(store, other, NOW) == 3
        return found

    monkeypatch.setattr(rotation, "_all", meanwhile)
    assert turn(store, signed_in).number == 2
    again = opened(store, counsellor.id, PASSWORD)
    assert again.data_key(2)
    assert accounts.accounts(store, again)[counsellor.id].display_name == "Claire Dubosc"
    assert turn(store, again).number == 3


def test_what_another_process_saves_with_the_old_key_until_it_is_retired_is_sealed_again(
    store: Store, url: str, signed_in: Vault, counsellor: UserAccount, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = open_store(url)
    asleep, real = opened(other, counsellor.id, PASSWORD), data_keys.retire

    def retire(*given: Any) -> None:
        monkeypatch.setattr(data_keys, "retire", real)
        raise Killed

    monkeypatch.setattr(data_keys, "retire", retire)
    with pytest.raises(Killed):
        turn(store, signed_in)
    assert sealed_by(store) == {2}
    passes, all_of_it = 0, rotation._all

    def late(*given: Any) -> Any:
        nonlocal passes
        passes += 1
        found = all_of_it(*given)
        if passes == 1:
            with other.writing() as connection:
                name = asleep.seal(b"saved late", "account", counsellor.id, "display_name")
                connection.execute(update(account).values(display_name=name))
            assert 1 in sealed_by(store)
        return found

    monkeypatch.setattr(rotation, "_all", late)
    assert turn(store, signed_in).finished
    assert sealed_by(store) == {2}
    again = opened(store, counsellor.id, PASSWORD)
    assert accounts.accounts(store, again)[counsellor.id].display_name == "saved late"
    other.close()


@pytest.mark.parametrize("spoil", [lambda b: b[:-1] + bytes([b[-1] ^ 1]), lambda b: b"\x00" + b[1:], lambda b: b[:8]])
def test_a_damaged_record_is_left_as_it_is_and_keeps_the_old_key_until_it_is_given_up(
    store: Store, signed_in: Vault, counsellor: UserAccount, spoil: Callable[[bytes], bytes]
) -> None:
    filled(store, signed_in, counsellor.id, 2)
    with store.reading() as connection:
        whole = connection.execute(select(house.c.value).where(house.c.key == "k1")).scalar_one()
    with store.writing() as connection:
        connection.execute(update(house).where(house.c.key == "k1").values(value=spoil(whole)))
    done = turn(store, signed_in)
    assert not done.finished
    assert done.damage == (rotation.Damage("house", ("k1",), "value"),)
    assert rotation.unfinished(store, signed_in)
    with store.writing() as connection:  # a backup is put back
        connection.execute(text("UPDATE house SET value = :whole WHERE key = 'k1'"), {"whole": whole})
    again = opened(store, counsellor.id, PASSWORD)
    done = turn(store, again)
    assert (done.number, done.resealed, done.damage, done.finished) == (2, 1, (), True)
    with store.writing() as connection:
        connection.execute(update(house).where(house.c.key == "k0").values(value=b"\x00" * 40))
    assert not turn(store, again).finished
    done = turn(store, again, despite_damage=True)
    assert (done.number, len(done.damage), done.finished) == (3, 1, True)
    assert not rotation.unfinished(store, again)


def test_the_old_key_is_retired_only_once_others_had_time_to_hear_of_the_new_one(
    store: Store, signed_in: Vault, counsellor: UserAccount, monkeypatch: pytest.MonkeyPatch
) -> None:
    slept: list[float] = []
    monkeypatch.setattr("pcb.storage.rotation.time.sleep", slept.append)
    began = datetime(2026, 11, 24, 10, 0, tzinfo=UTC)
    moments = iter([began, began + timedelta(seconds=4)])
    assert rotation.rotate(store, signed_in, lambda: next(moments), settle=15).finished
    assert max(slept) == 11
    slept.clear()
    moments = iter([began, began - timedelta(days=3)])  # a clock that was set back waits no longer than it must
    assert rotation.rotate(store, signed_in, lambda: next(moments), settle=15).finished
    assert max(slept) == 15


def test_a_holder_who_came_during_the_rotation_opens_everything(
    store: Store, signed_in: Vault, counsellor: UserAccount
) -> None:
    filled(store, signed_in, counsellor.id, 2)
    before = everything(store, signed_in)
    arrived: list[int] = []

    def arrive(done: int) -> None:
        if not arrived:
            with store.writing() as connection:
                keys.put(connection, signed_in, keys.new_lock(keys.KEY_FILE, "secret", LIGHT), None, NOW)
        arrived.append(done)

    assert turn(store, signed_in, progress=arrive).finished
    assert everything(store, opened(store, keys.KEY_FILE, "secret")) == before
    with store.reading() as connection:
        assert connection.execute(select(func.count()).select_from(keyring)).scalar() == 3


def test_a_holder_whose_sealed_key_is_gone_does_not_stop_the_others(
    store: Store, signed_in: Vault, counsellor: UserAccount
) -> None:
    with store.writing() as connection:
        connection.execute(delete(sealed_key).where(sealed_key.c.holder == RECOVERY))
    assert turn(store, signed_in).finished
    with pytest.raises(AccessDenied):
        opened(store, RECOVERY, CODE)
    assert opened(store, counsellor.id, PASSWORD).newest == 2
