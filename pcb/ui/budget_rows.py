"""From an assessment to the rows of the two budgets side by side. Pure, so that it is tested without a browser."""

from __future__ import annotations

from pcb.domain.assessment import Assessment
from pcb.domain.budget import RetainedLine
from pcb.domain.capacite import BUDGET, FLOOR, QUOTITE
from pcb.domain.explain import Explained, Line
from pcb.domain.money import ZERO, Money, total
from pcb.domain.recevabilite import Recevabilite, State
from pcb.ui.charts import Pair
from pcb.ui.explanation import Opener, badges_of
from pcb.ui.tables import Badge, Cell, Column, Group, Row

COLUMNS = (
    Column("line", "Ligne, et pourquoi"),
    Column("lived", "Vécu", amount=True),
    Column("retained", "Retenu", amount=True),
    Column("gap", "Différence", amount=True),
)
NOT_COUNTED = "non comptée"
UNKNOWN = "?"


def budget_groups(assessment: Assessment, said: frozenset[str], opener: Opener) -> tuple[Group, ...]:
    """The two budgets: resources, charges, credits, and what is left.

    What is not known yet shows « ? », and what was not talked about (not in ``said``) « – »: never zero.
    """
    return (
        _resources(assessment, said, opener),
        _charges(assessment, said, opener),
        _credits(assessment, opener),
        _left(assessment, said),
    )


def _resources(assessment: Assessment, said: frozenset[str], opener: Opener) -> Group:
    retained = assessment.retained
    mine = {line.path: line for line in assessment.lived.resources.lines}
    theirs = {line.path: line for line in retained.resources.lines} if retained else {}
    rows = tuple(
        _pair(f"r{number}", mine.get(path), theirs.get(path), opener, retained is not None)
        for number, path in enumerate({**mine, **theirs})
    )
    totals = _total(
        "Ressources",
        (assessment.lived.resources if "ressources" in said else None, "ressources"),
        (retained.resources if retained else None, "ressources-retenues"),
    )
    return Group("resources", (*rows, totals), "Ressources")


def _pair(key: str, lived: Line | None, retained: Line | None, opener: Opener, computed: bool) -> Row:
    line = retained or lived
    assert line is not None  # noqa: S101 - the path comes from one of the two
    before, after = _counted(lived), _counted(retained) if computed else None
    return Row(
        key,
        {
            "line": Cell(line.label, line.reason or (lived.reason if lived else ""), href=_href(line.path, opener)),
            "lived": _said(lived, before),
            "retained": _said(retained, after) if computed else Cell(UNKNOWN),
            "gap": Cell(gap(before, after)),
        },
        "quiet" if before is None and after is None else "",
    )


def _counted(line: Line | None) -> Money | None:
    return line.amount if line is not None and line.counts else None


def _said(line: Line | None, counted: Money | None) -> Cell:
    if line is None:
        return Cell("–")
    return Cell(str(line.amount)) if counted is not None else Cell(NOT_COUNTED, str(line.amount))


def _charges(assessment: Assessment, said: frozenset[str], opener: Opener) -> Group:
    lived, retained = assessment.lived, assessment.retained
    if retained is None:
        rows = [_lived_row(f"c{n}", line, opener, UNKNOWN) for n, line in enumerate(lived.charges.lines)]
        proofs: Money | None = None
    else:
        rows = _retained_rows(retained.lines, opener)
        proofs = total(line.cost_of_missing_proof for line in retained.lines if line.cost_of_missing_proof is not None)
    totals = _total(
        "Charges",
        (lived.charges if "charges" in said else None, "charges"),
        (retained.charges if retained else None, "charges-retenues"),
        proofs,
    )
    return Group("charges", (*rows, totals), "Charges")


def _retained_rows(lines: tuple[RetainedLine, ...], opener: Opener) -> list[Row]:
    """Each forfait against what it covers, the charges covered under it, then the charges that stand alone."""
    rows: list[Row] = []
    forfaits = {line.forfait for line in lines if _is_forfait(line)}
    covered = [line for line in lines if not _is_forfait(line) and line.forfait in forfaits]
    for line in (line for line in lines if _is_forfait(line)):
        parts = [part for part in covered if part.forfait is line.forfait]
        declared = total(part.declared for part in parts if part.declared is not None)
        rows.append(_charge(f"c{len(rows)}", line, declared if parts else None, "–", opener))
        for part in parts:
            said = UNKNOWN if part.declared is None else f"dont {part.declared}"
            cells = {"line": _charge_cell(part, opener), "lived": Cell(said)}
            rows.append(Row(f"c{len(rows)}", cells, "part"))
    for line in lines:
        if not _is_forfait(line) and line not in covered:
            rows.append(_charge(f"c{len(rows)}", line, line.declared, UNKNOWN, opener))
    return rows


def _is_forfait(line: RetainedLine) -> bool:
    """A forfait itself, not a charge as told."""
    return line.treatment is None


def _charge(key: str, line: RetainedLine, lived: Money | None, unknown: str, opener: Opener) -> Row:
    cells = {
        "line": _charge_cell(line, opener),
        "lived": Cell(unknown if lived is None else str(lived)),
        "retained": Cell(str(line.retained)),
        "gap": Cell(gap(ZERO if lived is None and _is_forfait(line) else lived, line.retained)),
    }
    return Row(key, cells, "doubtful" if line.cost_of_missing_proof else "")


def _charge_cell(line: RetainedLine, opener: Opener) -> Cell:
    badges = badges_of(line.source)
    if line.cost_of_missing_proof:
        badges = (Badge(f"papier manquant\u202f: {line.cost_of_missing_proof} par mois", "doubtful"), *badges)
    return Cell(line.label, line.reason, badges, _href(line.path, opener))


def _credits(assessment: Assessment, opener: Opener) -> Group:
    lived = assessment.lived.instalments
    if not lived.lines:
        return Group("credits", ())
    rows = tuple(_lived_row(f"d{n}", line, opener, "–") for n, line in enumerate(lived.lines))
    totals = Row("d-total", {"line": Cell("Total des mensualités"), "lived": _button(lived, "credits")}, "total")
    title = "Crédits et échéanciers (hors du budget retenu\u202f: la capacité sert à les rembourser)"
    return Group("credits", (*rows, totals), title)


def _lived_row(key: str, line: Line, opener: Opener, retained: str) -> Row:
    cells = {
        "line": Cell(line.label, line.reason, href=_href(line.path, opener)),
        "lived": _said(line, _counted(line)),
        "retained": Cell(retained),
    }
    return Row(key, cells, "" if line.counts else "quiet")


def _left(assessment: Assessment, said: frozenset[str]) -> Group:
    lived, retained = assessment.lived.remainder, assessment.retained
    left = str(retained.resources.total - retained.charges.total) if retained else UNKNOWN
    row = Row(
        "left",
        {
            "line": Cell("Ce qui reste", "Vécu\u202f: après les mensualités. Retenu\u202f: ressources − charges."),
            "lived": _button(lived, "reste") if "reste" in said else Cell("–"),
            "retained": Cell(left),
        },
        "total",
    )
    return Group("left", (row,))


def _total(
    what: str, lived: tuple[Explained | None, str], retained: tuple[Explained | None, str], proofs: Money | None = None
) -> Row:
    mine, theirs = lived[0], retained[0]
    lost = f"Perdu faute de papiers\u202f: {proofs} par mois" if proofs else ""
    cells = {
        "line": Cell(f"Total des {what.lower()}", lost),
        "lived": _button(mine, lived[1]) if mine else Cell("–"),
        "retained": _button(theirs, retained[1]) if theirs else Cell(UNKNOWN),
        "gap": Cell(gap(mine.total if mine else None, theirs.total if theirs else None)),
    }
    return Row(f"{lived[1]}-total", cells, "total")


def _button(figure: Explained, key: str) -> Cell:
    return Cell(str(figure.total), explain=key)


def _href(path: str, opener: Opener) -> str:
    return opener(path) if path else ""


def gap(lived: Money | None, retained: Money | None) -> str:
    """« +12,00 € », « −12,00 € », « = » when equal, and nothing when one of them is not counted or not known."""
    if lived is None or retained is None:
        return ""
    difference = retained - lived
    if not difference:
        return "="
    return f"+{difference}" if difference.cents > 0 else str(difference)


LIMITS = (
    Column("limit", "Sommes comparées"),
    Column("amount", "Par mois", amount=True),
)
_EXPLAINS = {QUOTITE: "quotite", FLOOR: "plancher-rsa", BUDGET: "charges-retenues"}


def limit_groups(capacity: Explained) -> tuple[Group, ...]:
    """The sums that are compared to give the capacité; each opens its own explanation."""
    rows: list[Row] = []
    for number, line in enumerate(capacity.lines):
        article = line.source.article if line.source else ""
        note = " · ".join(part for part in (line.reason, article) if part)
        cells = {
            "limit": Cell(line.label, note),
            "amount": Cell(str(line.amount), explain=_EXPLAINS.get(line.label, "")),
        }
        rows.append(Row(f"l{number}", cells, "" if line.counts else "quiet"))
    total_row = {"limit": Cell(capacity.label), "amount": Cell(str(capacity.total), explain="capacite")}
    return (Group("limits", (*rows, Row("capacity", total_row, "total"))),)


CONDITIONS = (Column("condition", "Condition"), Column("state", "État", short=True), Column("why", "Pourquoi"))
_LEVELS = {State.MET: "good", State.DOUBTFUL: "doubtful", State.MISSING: "urgent"}


def condition_groups(recevabilite: Recevabilite, opener: Opener) -> tuple[Group, ...]:
    """Each condition, its article, whether it is met, and the field that changes it."""
    rows = tuple(
        Row(
            f"k{number}",
            {
                "condition": Cell(condition.label, condition.article, href=_href(condition.path, opener)),
                "state": Cell(badges=(Badge(condition.state.label, _LEVELS[condition.state]),)),
                "why": Cell(condition.why),
            },
        )
        for number, condition in enumerate(recevabilite.conditions)
    )
    return (Group("conditions", rows),)


def budget_pairs(assessment: Assessment, said: frozenset[str]) -> tuple[Pair, ...]:
    """The totals of the two budgets, to be drawn; ``None`` for what is not known or was not talked about."""
    lived, retained = assessment.lived, assessment.retained
    mine = lived.resources.total if "ressources" in said else None
    spent = lived.charges.total if "charges" in said else None
    theirs, kept = (retained.resources.total, retained.charges.total) if retained else (None, None)
    return (
        Pair("resources", "Ressources", mine, theirs),
        Pair("charges", "Charges", spent, kept),
        Pair("left", "Ressources − charges", _less(mine, spent), _less(theirs, kept)),
    )


def _less(amount: Money | None, taken: Money | None) -> Money | None:
    return None if amount is None or taken is None else amount - taken
