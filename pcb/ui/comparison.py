"""``/dossier/{id}/comparer?a=…&b=…``: two frozen copies, difference by difference."""

from __future__ import annotations

import asyncio

from pcb.domain.wording import french_date, plural
from pcb.ui import theme
from pcb.ui.figures import NNBSP
from pcb.ui.layout import page_frame
from pcb.ui.tables import Badge, Cell, Column, FactsTable, Group, Row
from pcb.ui.widgets import node
from pcb.usecases.cases import OpenCase
from pcb.usecases.comparison import Comparison, Difference, compare
from pcb.usecases.desk import Desk
from pcb.usecases.papers import KeptPaper, paper_title

COLUMNS = (Column("what", "Ce qui diffère"), Column("before", "Avant"), Column("after", "Après"))
COPIES = (
    Column("which", "", short=True),
    Column("what", "Document"),
    Column("day", "Calculé au", short=True),
    Column("revision", "Version", amount=True),
    Column("facts", "Empreinte des faits"),
)
_KINDS = {"added": Badge("ajout", "good"), "removed": Badge("retrait", "doubtful")}


async def build(desk: Desk, opened: OpenCase, before_id: str, after_id: str) -> None:
    """The page. Raises :class:`NotFound` when one of the copies is not of this case."""
    found = await asyncio.to_thread(compare, desk, opened.id, before_id, after_id)
    theme.apply_sheet("budget")
    with (
        page_frame(desk, "Différences entre deux copies", opened, here="declaration"),
        node("div", "", "budget-page"),
    ):
        node("a", "Retour au dossier").has(href=f"/dossier/{opened.id}/declaration")
        FactsTable("Les deux copies", COPIES, copies_group(opened.id, found), shown=False)
        node("p", summary(found)).has(role="status")
        for title, differences in parts(found):
            if differences:
                with node("section", "", "differences"):
                    node("h2", title)
                    FactsTable(title, COLUMNS, difference_groups(differences), shown=False)


def summary(found: Comparison) -> str:
    """What the page says first."""
    if not found.comparable:
        outcome = "identiques" if found.same else "différents"
        return (
            f"L’une de ces copies n’est pas un dossier, ou date d’avant le gel des faits{NNBSP}: leurs PDF, seuls "
            f"comparables, sont {outcome}."
        )
    if not found.number:
        return f"Aucune différence{NNBSP}: mêmes réponses, mêmes chiffres, mêmes pièces, mêmes fichiers."
    return f"{plural(found.number, 'différence', 'différences')}."


def parts(found: Comparison) -> tuple[tuple[str, tuple[Difference, ...]], ...]:
    """The differences by what they are about, the figures first."""
    return (
        ("Calcul", found.setting),
        ("Chiffres", found.figures),
        ("Réponses", found.facts),
        ("Pièces et fichiers", found.papers),
    )


def difference_groups(differences: tuple[Difference, ...]) -> tuple[Group, ...]:
    """One row a difference; an item in one copy alone says so."""
    return (Group("differences", tuple(_row(str(number), one) for number, one in enumerate(differences))),)


def _row(key: str, difference: Difference) -> Row:
    badge = _KINDS.get(difference.kind)
    cells = {
        "what": Cell(difference.about, badges=(badge,) if badge else ()),
        "before": Cell(difference.before or "–"),
        "after": Cell(difference.after or "–"),
    }
    return Row(key, cells)


def copies_group(case_id: str, found: Comparison) -> tuple[Group, ...]:
    """Which copies are compared."""
    rows = (
        _copy("avant", case_id, found.before, found.fingerprints[0]),
        _copy("après", case_id, found.after, found.fingerprints[1]),
    )
    return (Group("copies", rows),)


def _copy(which: str, case_id: str, kept: KeptPaper, fingerprint: str) -> Row:
    made = kept.made_at.astimezone()
    cells = {
        "which": Cell(which.capitalize()),
        "what": Cell(
            paper_title(kept),
            f"fait le {made:%d/%m/%Y} à {made:%H:%M}",
            href=f"/dossier/{case_id}/papier/{kept.id}.pdf",
        ),
        "day": Cell(french_date(kept.law_day)),
        "revision": Cell(str(kept.case_revision)),
        "facts": Cell(" ".join(fingerprint[i : i + 8] for i in range(0, 64, 8)) if fingerprint else "non gelés"),
    }
    return Row(which, cells)
