"""What the page « À emporter » shows, in words: the figures, who is paid, what was given to whom. Pure."""

from __future__ import annotations

from dataclasses import dataclass

from pcb.domain.answers import known
from pcb.domain.money import ZERO, Money
from pcb.domain.take_home.snapshot import BudgetSheet, NotNow, Snapshot, ToPay
from pcb.domain.take_home_notes import HandingNote
from pcb.domain.vocabulary.budget import Period
from pcb.domain.wording import MONTHS, french_date, plural
from pcb.ui.figures import NNBSP
from pcb.usecases.papers import paper_title
from pcb.usecases.take_home import Given, TakenHome
from pcb.usecases.take_home_words import in_words, label_of


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure of the summary. ``level`` is ``""``, ``negative`` or ``unknown``."""

    label: str
    text: str
    level: str = ""


def figures(made: Snapshot) -> tuple[Figure, ...]:
    """What the papers say first: in, out, left, and the lowest evening of the month of the calendar."""
    budget, month = made.budget, made.month
    name = MONTHS[month.first_day.month - 1]
    low = f"Point bas {'d’' if name[0] in 'ao' else 'de '}{name}"
    lowest = f"{month.lowest} le {french_date(month.lowest_day)}"
    nothing = budget.untold("income") or budget.untold("expense")
    unsure = ", incomplet" if budget.unknown else ""
    return (
        _total("Rentre par mois", budget, "income", budget.total_resources),
        _total("Dépenses", budget, "expense", budget.total_charges),
        _total("Remboursements", budget, "debt", budget.total_instalments),
        Figure("Reste", "pas encore connu", "unknown")
        if nothing
        else Figure("Reste", f"{budget.remainder}{unsure}", "negative" if budget.remainder < ZERO else ""),
        Figure(low, "solde de départ inconnu", "unknown")
        if month.opening is None
        else Figure(low, lowest, "negative" if month.lowest < ZERO else ""),
    )


def _total(label: str, budget: BudgetSheet, side: str, amount: Money) -> Figure:
    """The total of a side of the budget, and whether an amount is lacking in it."""
    if budget.untold(side):
        return Figure(label, "pas encore connu", "unknown")
    lacks = any(one.kind.startswith(f"{side}.") for one in budget.unknown)
    return Figure(label, f"{amount}, incomplet" if lacks else str(amount))


def watched(made: Snapshot) -> tuple[str, ...]:
    """The three things to watch as they will be printed."""
    return tuple(in_words(said) for said in made.watch)


def notes(made: Snapshot) -> tuple[str, ...]:
    """What is printed beside the figures, and what the counsellor alone must know."""
    told = [in_words(said) for said in (*made.month.notes, *made.notes) if said.key != "note.undecided"]
    told += [f"À vérifier avant de compter dessus{NNBSP}: {mark}." for mark in made.unverified]
    return tuple(told)


@dataclass(frozen=True, slots=True)
class Decision:
    """One charge or debt as it will be printed: ``heading`` is À payer, À ne pas payer, or À décider."""

    id: str
    title: str
    heading: str
    told: str


PAY, NOT_NOW, UNDECIDED = "À payer", "À ne pas payer maintenant", "À décider"


def decisions(made: TakenHome) -> tuple[Decision, ...]:
    """Every payment, those to decide first; ids are those of the charges and of the debts."""
    paid = made.payments
    undecided = [
        Decision(
            debt.id, _title(f"debt.{debt.kind.value}", known(debt.creditor) or ""), UNDECIDED, _why_undecided(made)
        )
        for debt in paid.undecided
    ]
    not_now = [
        Decision(i, _title(o.kind, o.who, o.detail), NOT_NOW, _not_now(o, i in paid.beside)) for i, o in paid.left
    ]
    to_pay = [Decision(i, _title(o.kind, o.who, o.detail), PAY, _to_pay(o)) for i, o in paid.paid]
    return (*undecided, *not_now, *to_pay)


def _title(kind: str, *about: str) -> str:
    said = ", ".join(part for part in about if part)
    return f"{label_of(kind)} — {said}" if said else label_of(kind)


def _why_undecided(made: TakenHome) -> str:
    running = made.facts.procedure
    if known(running.admissible_on) or known(running.measures_on) or known(running.suspension_ends_on):
        return "Ni la loi lue par l’outil, ni le plan noté ne disent s’il faut la payer maintenant."
    return "Rien n’est convenu pour cette dette."


def _to_pay(one: ToPay) -> str:
    period = next(period for period in Period if period.value == one.period)
    parts = [f"{one.amount} {period.label}" if one.amount is not None else "montant inconnu"]
    parts += [f"prochaine date le {french_date(one.day)}"] if one.day else ["date inconnue"]
    parts += [f"jusqu’au {french_date(one.until)}"] if one.until else []
    why = f". {in_words(one.why)}" if one.why else ""
    return ", ".join(parts) + why


def _not_now(one: NotNow, beside: bool) -> str:
    again = f" À revoir le {french_date(one.until)}." if one.until else ""
    kept = " Votre choix « À payer » n’est pas imprimé\u202f: écrivez pourquoi (par exemple, le juge l’autorise)."
    return in_words(one.why) + again + (kept.replace("« ", "«\u202f").replace(" »", "\u202f»") if beside else "")


def given_line(one: Given) -> str:
    """« À emporter : le budget, version facile, anglais, imprimé le 24/11/2026 à 14:32 (version 7 du dossier) »."""
    made = one.kept.made_at.astimezone()
    which = f"{paper_title(one.kept)}, {one.about}" if one.about else paper_title(one.kept)
    return f"{which}, imprimé le {made:%d/%m/%Y} à {made:%H:%M} (version {one.kept.case_revision} du dossier)"


def given_words(one: Given) -> str:
    """To whom, when and how, each time; that it was not noted when it was not."""
    return " ; ".join(_handed(note) for note in one.notes).replace(" ;", f"{NNBSP};") or "remise pas encore notée"


def _handed(note: HandingNote) -> str:
    whom, on, means = known(note.to_whom), known(note.on), known(note.means)
    parts = (f"à {whom}" if whom else "", f"le {french_date(on)}" if on else "", means.label.lower() if means else "")
    return "remis " + ", ".join(part for part in parts if part)


def contents(made: Snapshot) -> str:
    """What the papers will hold, in numbers, so that nothing empty is printed unseen."""
    counts = (
        (len(made.to_pay), "paiement", "paiements"),
        (len(made.not_now), "dette ou charge à ne pas payer", "dettes ou charges à ne pas payer"),
        (len(made.todo), "action", "actions"),
        (len(made.appointments), "rendez-vous", "rendez-vous"),
        (len(made.contacts), "personne à appeler", "personnes à appeler"),
        (len(made.papers), "papier à apporter", "papiers à apporter"),
    )
    told = ", ".join(plural(*count) for count in counts if count[0]) or "rien d’autre"
    lacking = ", ".join(many for number, _, many in counts[2:5] if not number)
    nothing = f" Rien n’est noté pour{NNBSP}: {lacking}." if lacking else ""
    return f"Avec le budget et le calendrier{NNBSP}: {told}.{nothing}"
