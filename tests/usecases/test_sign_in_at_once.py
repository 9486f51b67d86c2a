"""Several people sign in at the same moment: everybody gets an answer."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

from pcb.storage.vault import Strength, Vault, unwrap

SEVERAL_LANES = Strength(memory_kib=8192, iterations=1, lanes=4)


def test_derivations_at_the_same_time_all_end() -> None:
    """OpenSSL's threaded Argon2id waits for ever when two run at once; the vault lets one in at a time."""
    wrapped = Vault.new().wrapped("un mot de passe", "claire", SEVERAL_LANES)
    pool = ThreadPoolExecutor(8)
    try:
        opened = [pool.submit(unwrap, wrapped, "un mot de passe", "claire") for _ in range(24)]
        keys = {one.result(timeout=30).subkey(b"same") for one in opened}
        assert len(keys) == 1
    finally:
        pool.shutdown(wait=False, cancel_futures=True)
