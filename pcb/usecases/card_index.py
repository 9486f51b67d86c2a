"""The names of all cases in memory, to be searched as one types; held only while somebody is signed in.

Names are sealed, so that the database cannot search them: after the first sign-in every card is opened once, and then
those that changed. The desks hold the index, the store only knows it: it goes with the last desk.
"""

from __future__ import annotations

import threading
from bisect import bisect_left, insort
from collections.abc import Callable, Iterable
from datetime import datetime, timedelta

from pcb.domain.folding import fold
from pcb.storage import cards
from pcb.storage.cards import Card
from pcb.storage.database import Store
from pcb.storage.vault import Vault

CLOCKS_APART = timedelta(minutes=2)
"""How far the clocks of two processes on one database may differ: what changed so lately is looked at again."""


_LAST_LETTER = "\U0010ffff"


class CardIndex:
    """The cards by the words they are found by. Safe to use from several threads."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._cards: dict[str, Card] = {}
        self._words: list[tuple[str, str]] = []
        self._newest: datetime | None = None
        self._line: int | None = None
        self._lock = threading.Lock()
        self.ready = False
        """Whether the first reading is over."""
        self.of = 0
        """How many cards there were when the first reading began."""

    @property
    def done(self) -> int:
        """How many cards are known; it rises while the first reading goes on."""
        return len(self._cards)

    def refresh(self, vault: Vault) -> None:
        """Open the cards that changed since the last time; all of them the first time. Raises
        :class:`StoreUnavailable`."""
        with self._lock:
            if not self.ready:
                self._read_all(vault)
                return
            since = self._newest and self._newest - CLOCKS_APART
            for some in cards.changed_since(self._store, vault, since, self._known):
                for card in some:
                    self._take(card)
            self._follow(vault)

    def forget(self, case_id: str) -> None:
        """The case was erased: its names are held no longer, not even until the next search."""
        with self._lock:
            self._leave(case_id)

    def cards(self) -> list[Card]:
        """Every card, in no order."""
        with self._lock:
            return list(self._cards.values())

    def found(self, search: str, seen: Callable[[Card], bool]) -> list[Card]:
        """The cards of which every word typed begins a word, in no order; of those, the ones that are ``seen``. It
        waits for the first reading."""
        parts = sorted(fold(search).split(), key=len, reverse=True)
        with self._lock:
            among: Iterable[Card] = self._beginning(parts[0]) if parts else self._cards.values()
            return [card for card in among if seen(card) and _fits(card, parts[1:])]

    def _read_all(self, vault: Vault) -> None:
        self._line = cards.moved_since(self._store, None).line  # before the first card: nothing falls between
        self.of = cards.number(self._store)
        words: list[tuple[str, str]] = []
        for some in cards.changed_since(self._store, vault, None):
            for card in some:
                self._cards[card.id] = card
                words += [(word, card.id) for word in words_of(card)]
            self._newest = some[-1].updated_at
        self._words = sorted(words)
        self.ready = True

    def _follow(self, vault: Vault) -> None:
        """Look again at the cases that were given to another site, archived, taken back or erased, in any process."""
        moved = cards.moved_since(self._store, self._line)
        there = {card.id for card in self._cards.values() if card.site_id in moved.sites} if moved.sites else set()
        again = moved.cases | there
        gone = set(again)
        for some in cards.of_ids(self._store, vault, again):
            for card in some:
                self._take(card)
                gone.discard(card.id)
        for case_id in gone:
            self._leave(case_id)
        self._line = moved.line

    def _leave(self, case_id: str) -> None:
        gone = self._cards.pop(case_id, None)
        for word in words_of(gone) if gone else ():
            del self._words[bisect_left(self._words, (word, case_id))]

    def _known(self, case_id: str, revision: int, updated_at: datetime) -> bool:
        there = self._cards.get(case_id)
        return there is not None and (there.revision, there.updated_at) == (revision, updated_at)

    def _take(self, card: Card) -> None:
        before = self._cards.get(card.id)
        known = words_of(before) if before else frozenset()
        self._cards[card.id] = card
        words = words_of(card)
        for word in known - words:
            del self._words[bisect_left(self._words, (word, card.id))]
        for word in words - known:
            insort(self._words, (word, card.id))
        self._newest = max(card.updated_at, self._newest or card.updated_at)

    def _beginning(self, part: str) -> Iterable[Card]:
        """The cards of which a word begins with ``part``, each once."""
        first = bisect_left(self._words, (part, ""))
        after = bisect_left(self._words, (part + _LAST_LETTER, ""), lo=first)
        ids = dict.fromkeys(case_id for _, case_id in self._words[first:after])
        return (card for case_id in ids if (card := self._cards.get(case_id)) is not None)


def words_of(card: Card) -> frozenset[str]:
    """What a card is found by: the words of its names and its commune, and its reference whole and in parts."""
    return frozenset(f"{card.facts.get('words', '')} {fold(card.reference)} {card.reference}".split())


def _fits(card: Card, parts: list[str]) -> bool:
    return not parts or all(any(word.startswith(part) for word in words_of(card)) for part in parts)
