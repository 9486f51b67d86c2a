"""The holders of the data key: who opens the vault, with what, and what tampering with their rows gives."""

from __future__ import annotations

import secrets
import threading
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import delete, func, insert, select, update
from sqlalchemy.exc import IntegrityError

from pcb.errors import AccessDenied, Damaged, StoreUnavailable
from pcb.storage import accounts, data_keys, keys
from pcb.storage.accounts import UserAccount
from pcb.storage.database import StaleKey, Store
from pcb.storage.keys import RECOVERY
from pcb.storage.tables import account, data_key, keyring, sealed_key
from pcb.storage.vault import LASTING, Ring, Vault, Wrapped, new_key, number_of, wrap
from tests.storage.conftest import LIGHT, NOW

PASSWORD, CODE = "un mot de passe", "ACDEFGHJ"  # those of the counsellor
PLACE = ("house", "x", "value")


def opened(store: Store, holder: str, secret: str) -> Vault:
    lock = keys.lock_of(store, holder)
    assert lock is not None
    return keys.unlock(store, lock, secret, NOW)


def replace_key(store: Store, vault: Vault) -> None:
    with store.writing() as connection:
        data_keys.replaced(connection, vault, NOW)


def tamper(store: Store, statement: Any) -> None:
    with store.writing() as connection:
        assert connection.execute(statement).rowcount == 1


def old_form(store: Store, vault: Vault, account_id: str) -> None:
    """Put the base back to what the version before wrote: the data key wrapped by each secret, no numbers."""
    with store.writing() as connection:
        connection.execute(delete(sealed_key))
        connection.execute(delete(data_key))
        connection.execute(delete(keyring))
        for holder, owner, secret in ((account_id, account_id, PASSWORD), (RECOVERY, None, CODE)):
            wrapped = wrap(vault.data_key(1), secret, "keyring", holder, strength=LIGHT)
            connection.execute(
                insert(keyring).values(
                    holder=holder,
                    account_id=owner,
                    salt=wrapped.salt,
                    memory_kib=LIGHT.memory_kib,
                    iterations=LIGHT.iterations,
                    lanes=LIGHT.lanes,
                    wrapped=wrapped.sealed,
                    changed_at=NOW,
                )
            )


def test_each_secret_opens_the_same_vault_and_no_other_secret_does(
    store: Store, vault: Vault, counsellor: UserAccount
) -> None:
    sealed = vault.seal(b"facts", *PLACE)
    for holder, secret in ((counsellor.id, PASSWORD), (RECOVERY, CODE)):
        assert opened(store, holder, secret).open(sealed, *PLACE) == b"facts"
    for holder, secret in ((counsellor.id, CODE), (RECOVERY, PASSWORD), (counsellor.id, "")):
        with pytest.raises(AccessDenied):
            opened(store, holder, secret)
    assert keys.lock_of(store, "nobody") is None


def test_a_lock_alone_opens_the_newest_key_as_a_backup_needs(
    store: Store, vault: Vault, counsellor: UserAccount
) -> None:
    with store.reading() as connection:
        locks = {lock.holder: lock for lock in keys.locks(connection)}
    assert set(locks) == {counsellor.id, RECOVERY}
    sealed = vault.seal(b"facts", *PLACE)
    assert keys.opened(locks[counsellor.id], PASSWORD).open(sealed, *PLACE) == b"facts"
    with pytest.raises(AccessDenied):
        keys.opened(locks[counsellor.id], CODE)


def test_a_new_key_reaches_everybody_and_each_walks_back_to_the_older_ones(
    store: Store, vault: Vault, counsellor: UserAccount
) -> None:
    records = []
    signed_in = opened(store, counsellor.id, PASSWORD)
    for _ in range(3):
        records.append(signed_in.seal(b"facts", *PLACE))
        replace_key(store, signed_in)
        signed_in.learn()
    assert signed_in.numbers == (4, 3, 2, 1)
    with store.reading() as connection:
        assert data_keys.newest(connection) == 4
        assert set(connection.execute(select(sealed_key.c.number)).scalars()) == {4}
        assert [(number, retired) for number, _, retired in data_keys.older_keys(connection, signed_in)] == [
            (1, False),
            (2, False),
            (3, False),
        ]
    for holder, secret in ((counsellor.id, PASSWORD), (RECOVERY, CODE)):
        again = opened(store, holder, secret)
        assert [again.open(record, *PLACE) for record in records] == [b"facts"] * 3
        assert number_of(again.seal(b"facts", *PLACE)) == 4


def test_a_destroyed_key_opens_no_record_and_what_it_signed_is_still_checked_after_the_next_ones(
    store: Store, vault: Vault, counsellor: UserAccount
) -> None:
    record, signature = vault.seal(b"facts", *PLACE), {purpose: vault.subkey(purpose) for purpose in LASTING}
    signed_in = opened(store, counsellor.id, PASSWORD)
    for number in (1, 2):
        replace_key(store, signed_in)
        signed_in.learn()
        with store.writing() as connection:
            data_keys.retire(connection, signed_in, number)
            data_keys.retire(connection, signed_in, number)  # a second one finds it done
        with store.reading() as connection:
            assert [(key, retired) for key, _, retired in data_keys.older_keys(connection, signed_in)] == [
                (number, True)
            ]
        if number == 1:
            assert opened(store, counsellor.id, PASSWORD).open(record, *PLACE) == b"facts"
        with store.writing() as connection:
            data_keys.destroy(connection, signed_in, number)
        with store.reading() as connection:
            assert data_keys.older_keys(connection, signed_in) == ()
    again = opened(store, RECOVERY, CODE)
    assert again.newest == 3
    assert again.numbers == (3, 2, 1)
    with pytest.raises(Damaged):
        again.open(record, *PLACE)
    assert {purpose: again.subkey(purpose, 1) for purpose in LASTING} == signature


def test_nothing_can_be_written_with_a_retired_key(store: Store, vault: Vault, counsellor: UserAccount) -> None:
    asleep = opened(store, counsellor.id, PASSWORD)  # another process, stopped since before the change
    awake = opened(store, counsellor.id, PASSWORD)
    replace_key(store, awake)
    awake.learn()

    def name(sealing: Vault, said: bytes) -> None:
        with store.writing() as connection:
            sealed = sealing.seal(said, "account", counsellor.id, "display_name")
            connection.execute(update(account).values(display_name=sealed))

    name(asleep, b"before")
    with store.writing() as connection:
        data_keys.retire(connection, awake, 1)
    with pytest.raises(StaleKey, match="recommencez"):
        name(asleep, b"too late")
    assert accounts.accounts(store, awake)[counsellor.id].display_name == "before"
    asleep.learn()
    name(asleep, b"after")
    name(awake, b"after all")
    assert issubclass(StaleKey, StoreUnavailable)


def test_a_record_sealed_by_no_key_of_the_base_is_not_written(store: Store, counsellor: UserAccount) -> None:
    for foreign in (Vault(Ring({7: new_key()})), Vault(Ring({2: new_key()}))):
        with pytest.raises(StaleKey), store.writing() as connection:
            connection.execute(update(account).values(display_name=foreign.seal(b"x", "x")))


def test_what_is_sealed_twice_in_one_transaction_is_counted_for_that_one_alone(
    store: Store, vault: Vault, counsellor: UserAccount
) -> None:
    foreign = Vault(Ring({7: new_key()})).seal(b"x", "x")
    with pytest.raises(IntegrityError), store.writing() as connection:
        connection.execute(update(account).values(display_name=foreign, created_at=None))
    with store.writing() as connection:  # the connection of the pool remembers nothing of the one before
        connection.execute(update(account).values(epoch=3))
    with store.reading() as connection:
        assert connection.execute(select(account.c.epoch)).scalar() == 3


def test_a_vault_that_has_not_heard_of_the_last_change_makes_the_next_one(
    store: Store, vault: Vault, counsellor: UserAccount
) -> None:
    asleep = opened(store, counsellor.id, PASSWORD)
    replace_key(store, opened(store, RECOVERY, CODE))
    replace_key(store, asleep)
    assert opened(store, counsellor.id, PASSWORD).numbers == (3, 2, 1)


def test_a_removed_holder_opens_nothing_and_an_open_vault_of_theirs_learns_no_new_key(
    store: Store, vault: Vault, counsellor: UserAccount
) -> None:
    still_open = opened(store, RECOVERY, CODE)
    with store.writing() as connection:
        keys.take_away(connection, RECOVERY)
    assert keys.lock_of(store, RECOVERY) is None
    replace_key(store, vault)
    with pytest.raises(AccessDenied):
        still_open.learn()
    with pytest.raises(AccessDenied):
        still_open.open(vault.with_key(2, new_key()).seal(b"x", "x"), "x")


def test_a_new_lock_replaces_the_old_one_and_carries_the_newest_key(
    store: Store, vault: Vault, counsellor: UserAccount
) -> None:
    signed_in = opened(store, counsellor.id, PASSWORD)
    replace_key(store, opened(store, RECOVERY, CODE))
    with store.writing() as connection:  # the vault given has not heard of key 2 yet
        keys.put(connection, signed_in, keys.new_lock(RECOVERY, "NOUVEAU", LIGHT), None, NOW)
    assert opened(store, RECOVERY, "NOUVEAU").newest == 2
    with pytest.raises(AccessDenied):
        opened(store, RECOVERY, CODE)


def test_a_new_secret_on_a_lock_keeps_its_keys_and_loses_against_a_change_in_between(
    store: Store, vault: Vault, counsellor: UserAccount
) -> None:
    lock = keys.lock_of(store, counsellor.id)
    assert lock is not None
    personal = opened(store, counsellor.id, PASSWORD).personal_key(b"draft")
    private = keys.private_key(lock, PASSWORD)
    with store.writing() as connection:
        assert keys.rewrap(connection, lock, keys.rewrapped(lock, private, "autre", LIGHT), NOW)
        assert not keys.rewrap(connection, lock, keys.rewrapped(lock, private, "encore", LIGHT), NOW)
    vault = opened(store, counsellor.id, "autre")
    replace_key(store, vault)
    assert opened(store, counsellor.id, "autre").personal_key(b"draft") == personal
    assert opened(store, RECOVERY, CODE).personal_key(b"draft") != personal
    assert "private" not in repr(vault) + repr(keys.Source(store, "x", bytes(32)))


# Tampering (S2)


def test_a_public_key_put_in_a_row_from_outside_receives_no_new_data_key(
    store: Store, vault: Vault, counsellor: UserAccount
) -> None:
    """An intruder who can write the database, without the vault, hopes for the next key."""
    theirs = keys.new_lock(RECOVERY, "INTRUS", LIGHT)
    tamper(
        store,
        update(keyring)
        .where(keyring.c.holder == RECOVERY)
        .values(public_key=theirs.public_key, wrapped=theirs.wrapped.sealed, salt=theirs.wrapped.salt),
    )
    with pytest.raises(Damaged):
        replace_key(store, vault)
    with pytest.raises(Damaged):
        opened(store, RECOVERY, "INTRUS")
    with store.reading() as connection:
        assert data_keys.newest(connection) == 1


@pytest.mark.parametrize("column", ["sealed", "wrapped", "public_key", "salt"])
def test_a_lock_altered_anywhere_opens_nothing(
    store: Store, vault: Vault, counsellor: UserAccount, column: str
) -> None:
    table = sealed_key if column == "sealed" else keyring
    with store.reading() as connection:
        kept = connection.execute(select(table.c[column]).where(table.c.holder == counsellor.id)).scalar_one()
    for spoilt in (bytes([kept[0] ^ 1]) + kept[1:], kept[:7], b""):
        tamper(store, update(table).where(table.c.holder == counsellor.id).values({column: spoilt}))
        with pytest.raises((AccessDenied, Damaged)):
            opened(store, counsellor.id, PASSWORD)


@pytest.mark.parametrize(
    ("column", "value"), [("memory_kib", 0), ("memory_kib", 1 << 30), ("iterations", 0), ("lanes", 0), ("lanes", 1000)]
)
def test_a_strength_altered_is_noticed_before_it_takes_the_memory_of_the_machine(
    store: Store, vault: Vault, counsellor: UserAccount, column: str, value: int
) -> None:
    tamper(store, update(keyring).where(keyring.c.holder == counsellor.id).values({column: value}))
    with pytest.raises(Damaged):
        opened(store, counsellor.id, PASSWORD)


def test_a_data_key_moved_to_another_holder_opens_nothing(store: Store, vault: Vault, counsellor: UserAccount) -> None:
    with store.reading() as connection:
        of_recovery = connection.execute(select(sealed_key.c.sealed).where(sealed_key.c.holder == RECOVERY)).scalar()
    tamper(store, update(sealed_key).where(sealed_key.c.holder == counsellor.id).values(sealed=of_recovery))
    with pytest.raises(Damaged):
        opened(store, counsellor.id, PASSWORD)


def test_a_holder_left_with_an_older_key_is_turned_away(store: Store, vault: Vault, counsellor: UserAccount) -> None:
    with store.reading() as connection:
        before = connection.execute(select(sealed_key).where(sealed_key.c.holder == counsellor.id)).one()
    replace_key(store, vault)
    tamper(store, delete(sealed_key).where(sealed_key.c.holder == counsellor.id))
    with store.writing() as connection:
        connection.execute(insert(sealed_key).values(before._asdict()))
    with pytest.raises(AccessDenied):
        opened(store, counsellor.id, PASSWORD)


def test_a_damaged_older_key_hides_what_it_sealed_and_nothing_else(
    store: Store, vault: Vault, counsellor: UserAccount
) -> None:
    record = vault.seal(b"facts", *PLACE)
    replace_key(store, vault)
    tamper(store, update(data_key).where(data_key.c.number == 1).values(under_next=secrets.token_bytes(66)))
    again = opened(store, counsellor.id, PASSWORD)
    assert again.open(again.seal(b"new", *PLACE), *PLACE) == b"new"
    with pytest.raises(Damaged):
        again.open(record, *PLACE)


# Bases of the version before


def test_an_older_base_opens_and_its_lock_is_renewed_at_the_sign_in(
    store: Store, vault: Vault, counsellor: UserAccount
) -> None:
    old_form(store, vault, counsellor.id)
    record = vault.seal(b"facts", *PLACE)
    with store.reading() as connection:
        assert set(keys.old_holders(connection)) == {counsellor.id, RECOVERY}
        assert data_keys.newest(connection) == 1
    for wrong in (CODE, ""):
        with pytest.raises(AccessDenied):
            opened(store, counsellor.id, wrong)
    renewed = opened(store, counsellor.id, PASSWORD)
    assert renewed.open(record, *PLACE) == b"facts"
    assert renewed.personal_key(b"draft") != renewed.subkey(b"draft")  # it knows its holder
    with store.reading() as connection:
        assert keys.old_holders(connection) == (RECOVERY,)
        assert connection.execute(select(data_key.c.number)).scalars().all() == [1]
        kept = connection.execute(select(keyring).where(keyring.c.holder == counsellor.id)).one()
    assert kept.account_id == counsellor.id
    assert (kept.memory_kib, kept.iterations, kept.lanes) == (LIGHT.memory_kib, LIGHT.iterations, LIGHT.lanes)
    assert opened(store, RECOVERY, CODE).open(record, *PLACE) == b"facts"
    assert opened(store, counsellor.id, PASSWORD).open(record, *PLACE) == b"facts"
    with store.reading() as connection:
        assert keys.old_holders(connection) == ()


def test_in_an_older_base_not_renewed_yet_people_save(store: Store, vault: Vault, counsellor: UserAccount) -> None:
    old_form(store, vault, counsellor.id)
    with store.writing() as connection:
        sealed = vault.seal(b"Claire", "account", counsellor.id, "display_name")
        connection.execute(update(account).values(display_name=sealed))
    with pytest.raises(StaleKey), store.writing() as connection:
        connection.execute(update(account).values(display_name=Vault(Ring({2: new_key()})).seal(b"x", "x")))


def test_an_older_base_that_cannot_be_written_still_opens(
    store: Store, vault: Vault, counsellor: UserAccount, monkeypatch: pytest.MonkeyPatch
) -> None:
    old_form(store, vault, counsellor.id)
    record = vault.seal(b"facts", *PLACE)

    def full(_: Store) -> None:
        raise StoreUnavailable("Le disque est plein.")

    monkeypatch.setattr(Store, "writing", full)
    assert opened(store, counsellor.id, PASSWORD).open(record, *PLACE) == b"facts"
    with store.reading() as connection:
        assert set(keys.old_holders(connection)) == {counsellor.id, RECOVERY}


def test_many_who_renew_an_older_base_at_the_same_moment_all_get_in(
    store: Store, vault: Vault, counsellor: UserAccount
) -> None:
    old_form(store, vault, counsellor.id)
    record = vault.seal(b"facts", *PLACE)
    found: list[bytes] = []
    start = threading.Barrier(8)

    def enter(holder: str, secret: str) -> None:
        lock = keys.lock_of(store, holder)
        assert lock is not None
        start.wait()
        found.append(keys.unlock(store, lock, secret, NOW + timedelta(minutes=1)).open(record, *PLACE))

    who = [(counsellor.id, PASSWORD), (RECOVERY, CODE)] * 4
    threads = [threading.Thread(target=enter, args=one) for one in who]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found == [b"facts"] * 8
    with store.reading() as connection:
        assert connection.execute(select(func.count()).select_from(sealed_key)).scalar() == 2
        assert keys.old_holders(connection) == ()


def test_a_lock_taken_away_while_it_was_renewed_leaves_the_vault_as_it_was_opened(
    store: Store, vault: Vault, counsellor: UserAccount
) -> None:
    old_form(store, vault, counsellor.id)
    lock = keys.lock_of(store, RECOVERY)
    assert lock is not None
    assert isinstance(lock.wrapped, Wrapped)
    with store.writing() as connection:
        keys.take_away(connection, RECOVERY)
    record = vault.seal(b"facts", *PLACE)
    assert keys.unlock(store, lock, CODE, NOW).open(record, *PLACE) == b"facts"
    assert keys.lock_of(store, RECOVERY) is None


@pytest.mark.parametrize("times", [1, 3])
def test_two_holders_of_an_older_base_who_record_its_first_key_at_once_both_get_in(
    store: Store, vault: Vault, counsellor: UserAccount, monkeypatch: pytest.MonkeyPatch, times: int
) -> None:
    """On a server the second one is refused by the primary key; it begins again, or renews its lock another day."""
    old_form(store, vault, counsellor.id)
    left, real = times, data_keys.first

    def first(*given: Any) -> None:
        nonlocal left
        left -= 1
        if left >= 0:
            raise IntegrityError("INSERT", {}, Exception())
        real(*given)

    monkeypatch.setattr(data_keys, "first", first)
    record = vault.seal(b"facts", *PLACE)
    assert opened(store, counsellor.id, PASSWORD).open(record, *PLACE) == b"facts"
    with store.reading() as connection:
        assert (counsellor.id in keys.old_holders(connection)) is (times == 3)


def test_two_first_accounts_at_once_on_a_server_make_one(
    store: Store, vault: Vault, monkeypatch: pytest.MonkeyPatch
) -> None:
    def first(*_: Any) -> None:
        raise IntegrityError("INSERT", {}, Exception())

    monkeypatch.setattr(data_keys, "first", first)
    with pytest.raises(AccessDenied, match="existe déjà"):
        accounts.create_first(store, vault, "claire", "Claire", (PASSWORD, CODE), LIGHT, NOW)
    assert not accounts.any_account(store)
