# ruff: noqa: E501 - samples are read side by side
"""Household files as no tool writes them: a sound one with one to three things replaced, moved, doubled or nested, or
its very bytes spoiled. Drawn by a seed."""

from __future__ import annotations

import copy
import json
from datetime import date, datetime, time
from random import Random
from typing import Any

from tests.interview.hostile_values import SEEDS

NUMBERS: tuple[Any, ...] = (
    0, -1, 1, 31, 32, 101, 420, 421, 2**31, 2**63, -(2**63) - 1, 10**15, 10**17, 10**18, -(10**18), 10**400, 1.5,
    float("inf"), 1e308, True, False, None,
)  # fmt: skip
TEXTS: tuple[Any, ...] = (
    "", "0", "1250.50", "-1250.50", "999999999999999.99", "9" * 16, "1/3", "100", "101", "1" * 30, "1/" + "9" * 30, "0/1",
    "1/0", "0." + "0" * 29 + "1", "0001-01-01", "1899-12-31", "1900-01-01", "2100-12-31", "2101-01-01", "9999-12-31",
    "2026-02-30", "2026-11-23", "10000-01-01", "p1", "p2", "joint", "a" * 40, "a" * 41, "A b", "pcb/2", "yes", "x" * 20_001,
    "W" * 100_000, "a\x00b", "\n" * 2000, "\ud800", "e" + "\u0301" * 5000,
)  # fmt: skip
OTHERS: tuple[Any, ...] = (
    {}, [], [[]], [{}], {"no_answer": "does_not_know"}, {"no_answer": "refuses"}, {"no_answer": "x"}, {"no_answer": []},
    {"no_answer": "refuses", "x": 1}, {"id": "p1"}, {"a": {"a": {"a": {}}}}, ["none"], [None], date(1, 1, 1),
    date(9999, 12, 31), date(1899, 1, 1), datetime(2026, 1, 1), time(1), [1] * 3000,  # noqa: DTZ001 - as TOML reads it
)  # fmt: skip


def places(document: Any, at: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """Every place of a document, as the keys that lead to it."""
    found = [at] if at else []
    inner = (
        document.items() if isinstance(document, dict) else enumerate(document) if isinstance(document, list) else ()
    )
    for key, value in inner:
        found += places(value, (*at, key))
    return found


def hostile_document(chance: Random, sound: Any, there: list[tuple[Any, ...]]) -> Any:
    """The document with one to three faults; ``there`` are its places, worked out once."""
    spoiled = copy.deepcopy(sound)
    for _ in range(chance.choice((1, 1, 1, 2, 3))):
        *way, key = chance.choice(there)
        owner = spoiled
        try:
            for step in way:
                owner = owner[step]
            _spoil(chance, owner, key)
        except (KeyError, IndexError, TypeError, AttributeError):
            continue  # what an earlier fault took away
    return spoiled


def _spoil(chance: Random, owner: Any, key: Any) -> None:
    match chance.randrange(10):
        case 0:
            del owner[key]
        case 1:
            owner[key] = copy.deepcopy([owner[key]])
        case 2 if isinstance(owner, list):
            owner.append(copy.deepcopy(owner[key]))
        case 2 | 3 if isinstance(owner, dict):
            owner[chance.choice(("__class__", "id", "x" * 200, "é", "", "owner", "kind", "\x00", "a.b", "\ud800"))] = 1
        case 4 | 5:
            owner[key] = chance.choice(NUMBERS)
        case 6:
            owner[key] = copy.deepcopy(chance.choice(OTHERS))
        case 7:
            owner[key] = chance.choice(SEEDS)
        case _:
            owner[key] = chance.choice(TEXTS)


def hostile_file(chance: Random, sound: bytes) -> bytes:
    """The bytes of a file, spoiled: cut, flipped, doubled, in another encoding, or folded a thousand times."""
    match chance.randrange(9):
        case 0:
            return sound[: chance.randrange(len(sound))]
        case 1 | 2:
            spoiled = bytearray(sound)
            for _ in range(chance.choice((1, 1, 5, 50))):
                spoiled[chance.randrange(len(spoiled))] = chance.randrange(256)
            return bytes(spoiled)
        case 3:
            at, to = sorted((chance.randrange(len(sound)), chance.randrange(len(sound))))
            return sound[:to] + sound[at:]
        case 4:
            return sound.decode().encode(chance.choice(("utf-16", "utf-32", "utf-8-sig", "utf-7")))
        case 5:
            return chance.choice((b"[", b'{"a":', b"a = [", b"[[", b"a.", b"{", b'"')) * chance.choice(
                (10, 900, 200_000)
            )
        case 6:
            at = chance.randrange(len(sound))
            return sound[:at] + json.dumps(chance.choice(SEEDS)).encode() + sound[at:]
        case 7:
            return b"x = " + chance.choice(
                (b"9" * 5000, b"1e999999", b"0x" + b"f" * 9999, b"9999-99-99", b"nan", b"-inf")
            )
        case _:
            return bytes(chance.randrange(256) for _ in range(chance.randrange(400)))
