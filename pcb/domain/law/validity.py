"""How long a value of the law may be used after the day it starts.

A value that is revised every year and was not revised on file is *out of date*, not *in force*: the tool says so and
never goes on with it in silence. The rule of each parameter is data (``validity`` in the TOML files); a value may carry
its own ``until`` where the source says that no revision took place.
"""

from __future__ import annotations

from datetime import date

from pcb.domain.vocabulary.choice import Choice


class Validity(Choice):
    """When the next revision is due. The label completes « cette valeur est révisée … »."""

    CIVIL_YEAR = "civil_year", "chaque 1er janvier"
    APRIL_YEAR = "april_year", "chaque 1er avril"
    HALF_YEAR = "half_year", "chaque semestre"
    OPEN = "open", "sans date fixée"


def last_day(start: date, rule: Validity) -> date:
    """Last day on which a value that starts on ``start`` may be used, if nothing replaces it before."""
    match rule:
        case Validity.CIVIL_YEAR:
            return date(start.year, 12, 31)
        case Validity.APRIL_YEAR:
            return date(start.year + (start.month >= 4), 3, 31)
        case Validity.HALF_YEAR:
            return date(start.year, 6, 30) if start.month <= 6 else date(start.year, 12, 31)
        case Validity.OPEN:
            return date.max
