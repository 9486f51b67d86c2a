"""Several people sign in at the same moment: everybody gets an answer."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

from pcb.storage.vault import Strength, unwrap, wrap

SEVERAL_LANES = Strength(memory_kib=8192, iterations=1, lanes=4)


def test_derivations_at_the_same_time_all_end() -> None:
    """OpenSSL's threaded Argon2id waits for ever when two run at once; the vault lets one in at a time."""
    wrapped = wrap(bytes(32), "un mot de passe", "keyring", "claire", strength=SEVERAL_LANES)
    pool = ThreadPoolExecutor(8)
    try:
        opened = [pool.submit(unwrap, wrapped, "un mot de passe", "keyring", "claire") for _ in range(24)]
        assert {one.result(timeout=30) for one in opened} == {bytes(32)}
    finally:
        pool.shutdown(wait=False, cancel_futures=True)
