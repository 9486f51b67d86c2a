"""A base of invented households, to look around in: nothing of it is real, and nothing of it is kept."""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from importlib.resources import as_file, files
from pathlib import Path

from pcb.config import Settings
from pcb.domain.case import Case
from pcb.storage.vault import Strength
from pcb.usecases.accounts import set_up
from pcb.usecases.cases import import_case
from pcb.usecases.desk import Desk, open_store
from pcb.usecases.exchange import read_household

LOGIN = "demo"
NAME = "Claire Montaut (démonstration)"
_QUICK = Strength(memory_kib=8192, iterations=1, lanes=1)  # it guards invented facts alone, for an hour or two


def demo_households() -> tuple[Case, ...]:
    """The households of ``pcb/data/households``, in the order of their file names."""
    with _files() as paths:
        return tuple(read_household(path) for path in paths)


def example_household() -> Case:
    """The demo household that fills the most boxes of a form."""
    return max(demo_households(), key=lambda case: len(case.debts) + len(case.persons) + len(case.incomes))


def demo_household(name: str) -> Case:
    """One of them, by the name of its file: ``couple-deux-enfants``. Raises ``StopIteration`` for another name."""
    with _files() as paths:
        return read_household(next(path for path in paths if path.stem == name))


def open_demo_desk(folder: Path, now: datetime | None = None) -> Desk:
    """The desk of a new base in ``folder``, with one account and every demo household in it.

    Its password is drawn at random and shown to nobody: who holds the desk needs none. ``now`` is the moment of the
    last change of the first household; the others were changed one hour earlier each, so that the list has an order.
    Raises :class:`StoreUnavailable`.
    """
    moment = datetime.now(UTC) if now is None else now
    store = open_store(Settings(data_dir=folder))
    desk = set_up(store, LOGIN, NAME, secrets.token_urlsafe(18), now=moment, strength=_QUICK).desk
    households = demo_households()
    for age, case in reversed(list(enumerate(households))):
        import_case(desk, case, moment - timedelta(hours=age))
    return desk


@contextmanager
def _files() -> Iterator[tuple[Path, ...]]:
    with as_file(files("pcb") / "data" / "households") as folder:
        yield tuple(sorted(folder.glob("*.toml")))
