"""The procedures under way that the letter must tell, each with the sentence that tells it."""

from __future__ import annotations

from dataclasses import dataclass

from pcb.domain.answers import known
from pcb.domain.case import Case, Proceeding
from pcb.domain.money import NARROW_SPACE
from pcb.domain.vocabulary.debts import ProceedingKind
from pcb.domain.vocabulary.people import Urgency
from pcb.domain.wording import french_date

SEIZURES = frozenset(
    {
        ProceedingKind.PROPERTY_SEIZURE,
        ProceedingKind.WAGE_SEIZURE,
        ProceedingKind.WAGE_ASSIGNMENT,
        ProceedingKind.ACCOUNT_SEIZURE,
        ProceedingKind.TAX_SEIZURE,
        ProceedingKind.GOODS_SEIZURE,
    }
)
"""What the commission may have suspended before admissibility. The direct payment of alimony never stops."""


@dataclass(frozen=True, slots=True)
class UnderWay:
    """A procedure known in the case: listed among the procedures, or told elsewhere (``home.eviction``, the urgencies).

    ``id`` names it for ever; ``who`` started it, empty when not known; ``kind`` is None when only « une saisie » was
    told; ``path`` opens the fact; ``sentence`` tells it in the letter."""

    id: str
    kind: ProceedingKind | None
    who: str
    path: str
    sentence: str


def under_way(case: Case) -> tuple[UnderWay, ...]:
    """Every procedure known in the case, the listed ones first, none twice."""
    listed = tuple(_listed(proceeding) for proceeding in case.proceedings)
    kinds = {proceeding.kind for proceeding in case.proceedings}
    return (*listed, *_of_the_home(case, kinds), *_of_the_urgencies(case, kinds))


def _listed(proceeding: Proceeding) -> UnderWay:
    who, since = known(proceeding.who) or "", known(proceeding.since)
    received, coming = known(proceeding.received_on), known(proceeding.next_date)
    withheld, officer, detail = known(proceeding.withheld), known(proceeding.officer), known(proceeding.detail)
    parts = (
        f"{proceeding.kind.label} ({who})" if who else proceeding.kind.label,
        f"depuis le {french_date(since)}" if since else "",
        f"dernier acte reçu le {french_date(received)}" if received else "",
        f"prochaine date{NARROW_SPACE}: {french_date(coming)}" if coming else "",
        f"{withheld} retenus par mois" if withheld else "",
        f"commissaire de justice{NARROW_SPACE}: {officer}" if officer else "",
        f"précisions{NARROW_SPACE}: {' '.join(detail.split()).rstrip('.')}" if detail else "",
    )
    sentence = f"{NARROW_SPACE}; ".join(filter(None, parts))
    return UnderWay(proceeding.id, proceeding.kind, who, f"proceedings.{proceeding.id}.kind", f"{sentence}.")


def _of_the_home(case: Case, kinds: set[ProceedingKind]) -> tuple[UnderWay, ...]:
    found = []
    if case.home.eviction is True and ProceedingKind.EVICTION not in kinds:
        who = known(case.home.landlord) or ""
        sentence = f"Procédure d’expulsion ({who})." if who else "Procédure d’expulsion du logement."
        found.append(UnderWay("home-eviction", ProceedingKind.EVICTION, who, "home.eviction", sentence))
    if case.home.property_seizure is True and ProceedingKind.PROPERTY_SEIZURE not in kinds:
        sentence = "Saisie immobilière du logement."
        found.append(UnderWay("home-seizure", ProceedingKind.PROPERTY_SEIZURE, "", "home.property_seizure", sentence))
    return tuple(found)


def _of_the_urgencies(case: Case, kinds: set[ProceedingKind]) -> tuple[UnderWay, ...]:
    """What was told as urgent and is nowhere denied: the fifteenth minute may never come back to it."""
    urgent = known(case.request.urgencies) or frozenset()
    found, path = [], "request.urgencies"
    told = ProceedingKind.EVICTION in kinds or case.home.eviction is not None
    if Urgency.EVICTION in urgent and not told and case.declared.no_proceeding is not True:
        found.append(UnderWay("urgent-eviction", ProceedingKind.EVICTION, "", path, "Menace d’expulsion du logement."))
    seized = kinds & SEIZURES or case.home.property_seizure is True
    if Urgency.SEIZURE in urgent and not seized and case.declared.no_proceeding is not True:
        found.append(UnderWay("urgent-seizure", None, "", path, "Saisie en cours."))
    return tuple(found)
