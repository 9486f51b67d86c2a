"""Page 3 of the form: work and monthly resources, in two columns."""

from __future__ import annotations

from collections.abc import Iterator

from pcb.domain.case import Person
from pcb.domain.income import MonthlyIncome, monthly_incomes
from pcb.domain.vocabulary.budget import IncomeLine
from pcb.domain.vocabulary.people import WorkStatus
from pcb.reports.content.words import joined, optional
from pcb.reports.rubrics.columns import ELSEWHERE, Part, column_of, in_column, whose
from pcb.reports.rubrics.rubric import CODEPOSANT, DEPOSANT, Col, Facts, Kind, Rubric, Value, by_filer, of_filers, table

WORK = {
    WorkStatus.CDI: "cdi",
    WorkStatus.CDD: "cdd",
    WorkStatus.INTERIM: "interim",
    WorkStatus.RETIRED: "retraite",
    WorkStatus.PARENTAL_LEAVE: "conge_parental",
    WorkStatus.JOBSEEKER: "demandeur_emploi",
    WorkStatus.STUDENT: "etudiant",
    WorkStatus.INACTIVE: "sans_activite",
    WorkStatus.OTHER: "autre",
}
_WORK = "Situation professionnelle"
_RESOURCES = "Ressources mensuelles"
_PATHS = ("incomes.*.kind", "incomes.*.amount", "incomes.*.period", "incomes.*.owner", "incomes.*.ends_on")


def _incomes(facts: Facts, line: IncomeLine | None = None) -> list[MonthlyIncome]:
    return [
        income
        for income in monthly_incomes(facts.case, facts.day)
        if not income.ended and (line is None or income.income.kind.line is line)
    ]


def _column(facts: Facts, person: Person) -> str:
    return DEPOSANT if person is facts.deposant else CODEPOSANT


def _line(line: IncomeLine) -> Iterator[Rubric]:
    def amount(facts: Facts, person: Person) -> Value:
        parts = [Part(i.income.owner, i.amount, i.income.amount) for i in _incomes(facts, line)]
        return in_column(facts, parts, _column(facts, person))

    def nature(facts: Facts, person: Person) -> Value:
        here = [i.income for i in _incomes(facts, line) if column_of(facts, i.income.owner) == _column(facts, person)]
        return joined(*(optional("", income.nature) or income.kind.label for income in here), by=", ") or None

    label = line.label.removesuffix(" (nature)")
    yield from by_filer(3, _RESOURCES, line.value, label, _PATHS, amount, Kind.AMOUNT)
    if label != line.label:
        paths = ("incomes.*.nature", "incomes.*.kind")
        yield from by_filer(3, _RESOURCES, f"{line.value}_nature", f"{label} : nature", paths, nature)


RUBRICS = (
    *of_filers(3, _WORK, "profession", "Profession ou dernier emploi", "occupation"),
    *of_filers(3, _WORK, "qualification", "Qualification", "qualification"),
    *of_filers(3, _WORK, "statut", "Statut", "work_status", Kind.TICK, WORK),
    *of_filers(3, _WORK, "statut_autre", "Autre statut, à préciser", "work_detail"),
    *of_filers(3, _WORK, "statut_depuis", "Depuis le", "work_since", Kind.DATE),
    *(rubric for line in IncomeLine for rubric in _line(line)),
)


def _elsewhere(facts: Facts) -> tuple[tuple[str, str, Value], ...]:
    """The resources of those of the home who do not file: whose, what, how much."""
    listed = [i for i in _incomes(facts) if column_of(facts, i.income.owner) == ELSEWHERE]
    rows: list[tuple[str, str, Value]] = [
        (whose(facts, i.income.owner), i.label, i.income.amount if i.amount is None else i.amount) for i in listed
    ]
    owners = {i.income.owner for i in listed}
    rows += [
        (whose(facts, person.id), "Ressources", person.own_resources)
        for person in facts.others
        if person.own_resources is not None and person.id not in owners
    ]
    return tuple(rows)


TABLES = (
    table(
        3,
        "autre_personne",
        "Ressources de personnes du foyer qui ne déposent pas, ou dont le titulaire n’est pas précisé",
        None,
        _elsewhere,
        (
            Col("personne", "Personne", ("incomes.*.owner",), lambda facts, row: row[0]),
            Col("nature", "Nature", ("incomes.*.kind", "incomes.*.nature"), lambda facts, row: row[1]),
            Col("montant", "Montant par mois", (*_PATHS, "persons.*.own_resources"), lambda facts, row: row[2],
                Kind.AMOUNT),
        ),
    ),
)  # fmt: skip
