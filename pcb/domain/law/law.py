"""The law on one day. Nothing is guessed: a day without a value is an error that names what is missing."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from pcb.domain.law.reading import Rule, rule, series
from pcb.domain.law.scales import (
    ForfaitScale,
    Parameter,
    QuotiteScale,
    RsaScale,
    forfait_scale,
    parameter,
    quotite_scale,
    rsa_scale,
)


@dataclass(frozen=True, slots=True)
class Law:
    """What was in force on ``day``. Each access may raise :class:`pcb.errors.NoValueOnDay`."""

    day: date

    @property
    def quotite(self) -> QuotiteScale:
        """Barème de la quotité saisissable, C. trav. art. R. 3252-2 and R. 3252-3, in euros a year."""
        return _quotite(self.day)

    @property
    def rsa(self) -> RsaScale:
        """RSA, montant forfaitaire, CASF art. L. 262-2, in euros a month."""
        return _rsa(self.day)

    def forfaits(self, earlier: bool = False) -> ForfaitScale:
        """Forfaits of the commission for the year of the day, in euros a month. ``earlier``: where the year has none,
        the latest earlier ones, marked ``is_earlier``."""
        return _forfaits(self.day, earlier)

    def value(self, key: str) -> Parameter:
        """Any dated parameter by its key: ``law.value("taux_legal")["other"]`` is in percent a year.

        Raises :class:`pcb.errors.UnknownParameter` or :class:`pcb.errors.NoValueOnDay`.
        """
        return _parameter(key, self.day)

    def rule(self, key: str) -> Rule:
        """A rule of the files that has no dated value: ``measures.rescheduling``, ``deadlines.recours_orientation``,
        ``prescriptions.indu_rsa``. Raises :class:`pcb.errors.UnknownParameter`."""
        return rule(key)


def law_on(day: date) -> Law:
    """The law in force on ``day`` (for a capacité: the day of the decision)."""
    return Law(day)


# Immutable results kept for the days asked; exceptions are never kept.


@lru_cache(maxsize=256)
def _quotite(day: date) -> QuotiteScale:
    found = series("quotite_saisissable")
    return quotite_scale(found, found.on(day))


@lru_cache(maxsize=256)
def _rsa(day: date) -> RsaScale:
    found = series("rsa_montant_forfaitaire")
    return rsa_scale(found, found.on(day))


@lru_cache(maxsize=512)
def _forfaits(day: date, earlier: bool) -> ForfaitScale:
    return forfait_scale(series("forfaits_commission"), day, earlier)


@lru_cache(maxsize=1024)
def _parameter(key: str, day: date) -> Parameter:
    found = series(key)
    return parameter(found, found.on(day))
