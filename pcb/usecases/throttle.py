"""Slows down who guesses, and never locks out who knows: tries are counted in the database, before each is checked.

Three lanes (:mod:`pcb.storage.attempts`). A try from a device where the account has signed in before counts in the lane
of that device alone, which nobody else can fill: a stranger who hammers a login keeps nobody out. Any other try counts
in the lane of the login and in that of the address. So an account sees at most 10 strangers' tries an hour, 20 with
those of its own device; an address 60; nobody waits longer than 12 minutes, and a right try empties its lane.

An address of the loopback is this very machine: it stands for everybody who uses it, and is not counted.
"""

from __future__ import annotations

import ipaddress
import math
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from pcb.errors import PcbError
from pcb.storage import attempts
from pcb.storage.attempts import DEVICE, Lane
from pcb.usecases.desk import Store

PER_LOGIN = (5, timedelta(minutes=12))
PER_ADDRESS = (30, timedelta(minutes=2))
"""Tries at once, then one more each time that has gone by: 10 and 60 an hour."""


@dataclass(frozen=True, slots=True)
class Source:
    """Where a try comes from: the ``address`` of the client, and what its browser says that it is."""

    address: str = ""
    device: str = ""


HERE = Source()
"""Nobody’s address: this machine itself."""


class TooManyTries(PcbError):
    """The next try must wait ``seconds``."""

    def __init__(self, wait: timedelta) -> None:
        self.seconds = max(1, math.ceil(wait.total_seconds()))
        minutes = math.ceil(self.seconds / 60)
        told = f"{minutes} minutes" if minutes > 1 else "une minute"
        super().__init__(f"Trop d’essais\u202f: attendez {told} avant de recommencer.")


def admit(store: Store, login: str, source: Source, now: datetime) -> None:
    """Count one try at a secret of that login. Raises :class:`TooManyTries`: the secret is then not looked at."""
    wait = attempts.take(store, _lanes(store, login, source), now)
    if wait:
        raise TooManyTries(wait)


def succeeded(store: Store, login: str, source: Source, now: datetime) -> str:
    """The try was a right one: nothing is held against the login on that device. What makes the device known: to be
    kept by the browser, and to come back with :class:`Source`."""
    for lane in _lanes(store, login, source):
        if lane.subject.startswith("A-"):
            attempts.give_back(store, lane.subject)  # whoever has an account would else empty it between two guesses
        else:
            attempts.clear(store, lane.subject)
    device = source.device if _is_known(store, login, source) else secrets.token_urlsafe(32)
    attempts.remember(store, _device(login, device), now)
    return device


def _lanes(store: Store, login: str, source: Source) -> list[Lane]:
    if _is_known(store, login, source):
        return [Lane(_device(login, source.device), *PER_LOGIN)]
    lanes = [Lane(attempts.subject("L", folded(login)), *PER_LOGIN)]
    network = _network(source.address)
    return [*lanes, Lane(attempts.subject("A", network), *PER_ADDRESS)] if network else lanes


def _is_known(store: Store, login: str, source: Source) -> bool:
    return bool(source.device) and attempts.is_known(store, _device(login, source.device))


def _device(login: str, device: str) -> str:
    return attempts.subject(DEVICE, folded(login), device)


def _network(address: str) -> str:
    """The address as it is counted: an IPv6 subscriber has a whole /64; empty for this machine and for none."""
    try:
        found = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return address
    if isinstance(found, ipaddress.IPv6Address):
        if found.ipv4_mapped is None:
            return "" if found.is_loopback else str(ipaddress.ip_network((found, 64), strict=False))
        found = found.ipv4_mapped
    return "" if found.is_loopback else str(found)


def folded(login: str) -> str:
    """A login as it is counted, whoever it belongs to."""
    return login.strip().casefold()[:300]
