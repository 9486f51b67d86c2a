"""The rows of the page of the letters, by urgency, and what is said of one: its delay, its answer, its texts. Pure."""

from __future__ import annotations

from collections.abc import Iterator

from pcb.domain.answers import known
from pcb.domain.letters import Following, Letter, Stage
from pcb.domain.wording import french_date, plural, status_in_words
from pcb.ui.figures import NNBSP
from pcb.ui.tables import Badge, Cell, Column, Group, Row
from pcb.usecases.letters import PrintedLetters

COLUMNS = (
    Column("letter", "Courrier"),
    Column("to", "À qui"),
    Column("delay", "Délai", short=True),
    Column("state", "État", short=True),
)
COPIES = (
    Column("when", "Imprimé le"),
    Column("what", "Quoi, à qui"),
    Column("revision", "Version", amount=True),
    Column("mark", "Empreinte SHA-256"),
)
HEADINGS = {
    "dated": "À envoyer avant une date",
    "urgent": "Ne peut pas attendre",
    "other": "Autres courriers possibles",
    "sent": "Envoyés, réponse attendue",
    "over": "Délai dépassé depuis longtemps",
    "answered": "Réponse reçue",
}


def letter_groups(case_id: str, found: tuple[Letter, ...]) -> tuple[Group, ...]:
    """The letters under the heading of what they wait for, in the order of the domain."""
    groups: dict[str, list[Row]] = {key: [] for key in HEADINGS}
    for letter in found:
        groups[_heading(letter.following)].append(_row(case_id, letter))
    return tuple(Group(key, tuple(rows), HEADINGS[key]) for key, rows in groups.items())


def _heading(following: Following) -> str:
    match following.stage:
        case Stage.URGENT | Stage.LATE:
            return "dated"
        case Stage.WAITING | Stage.NO_ANSWER:
            return "sent"
        case Stage.ANSWERED:
            return "answered"
        case Stage.LONG_OVER:
            return "over"
        case _:
            return "urgent" if following.urgent else "other"


def _row(case_id: str, letter: Letter) -> Row:
    cells = {
        "letter": Cell(letter.template.title, letter.subject.label, href=address(case_id, letter.key)),
        "to": Cell(letter.recipient[0].strip() if letter.recipient else "", _to_note(letter)),
        "delay": Cell(delay_in_words(letter.following)),
        "state": Cell(badges=tuple(badges(letter))),
    }
    return Row(letter.key, cells, "quiet" if letter.following.stage is Stage.ANSWERED else "")


def address(case_id: str, key: str) -> str:
    """Where one letter is on the screen."""
    return f"/dossier/{case_id}/courriers/{key}"


def _to_note(letter: Letter) -> str:
    if not letter.template.recipient:
        return "remis à la personne"
    return "" if letter.recipient else "destinataire à préciser"


def badges(letter: Letter) -> Iterator[Badge]:
    """Where the letter stands; never by a colour alone."""
    match letter.following.stage:
        case Stage.ANSWERED:
            outcome = known(letter.note.outcome)
            yield Badge(outcome.label.lower() if outcome else "réponse reçue", "good")
        case Stage.NO_ANSWER:
            yield Badge("sans réponse", "urgent")
        case Stage.WAITING:
            yield Badge("envoyé", "good")
        case _:
            if letter.following.stage in (Stage.LATE, Stage.LONG_OVER):
                yield Badge("délai dépassé", "urgent")
            if letter.warning:
                yield Badge("à vérifier avant d’envoyer", "urgent")
            lacking = len(letter.lacking)
            if lacking:
                yield Badge(f"{plural(lacking, 'réponse manque', 'réponses manquent')}", "doubtful")
            else:
                yield Badge("prêt à imprimer", "good")


def delay_in_words(following: Following) -> str:
    """« dernier jour : 17/11/2026 », « réponse attendue le 01/12/2026 »."""
    match following.stage:
        case Stage.URGENT | Stage.LATE | Stage.LONG_OVER if following.last_day:
            return f"dernier jour{NNBSP}: {french_date(following.last_day)}"
        case Stage.WAITING | Stage.NO_ANSWER if following.expected:
            return f"réponse attendue le {french_date(following.expected)}"
        case Stage.TO_SEND if following.read:
            return "à lire sur la notification"
    return ""


def delay_explained(letter: Letter) -> Iterator[str]:
    """Where the days come from, and how sure that is."""
    following, template = letter.following, letter.template
    if following.last_day:
        put_off = " Il tombait un jour non ouvrable et est reporté." if following.put_off else ""
        source = following.source
        origin = (
            f"{source.article} ({status_in_words(source)})"
            if source
            else "lu sur la notification"
            if following.read
            else ""
        )
        yield f"Dernier jour pour envoyer{NNBSP}: {french_date(following.last_day)} — {origin}.{put_off}"
    elif template.delay and template.delay.read:
        yield "Le délai se lit sur la notification reçue."
    if following.expected:
        sure = "" if following.legal else " (relance proposée par l’outil, aucun texte ne fixe ce jour)"
        yield f"Réponse attendue le {french_date(following.expected)}{sure}."
    elif template.answer and template.answer.effect:
        yield f"Réponse{NNBSP}: {template.answer.effect[:1].lower()}{template.answer.effect[1:]}"


def copy_groups(case_id: str, copies: tuple[PrintedLetters, ...]) -> tuple[Group, ...]:
    """What was printed and to whom, the last first; the moment is the link to the sealed copy."""
    return (Group("copies", tuple(_copy(case_id, one) for one in copies)),)


def _copy(case_id: str, one: PrintedLetters) -> Row:
    kept = one.kept
    made = kept.made_at.astimezone()
    told = " ; ".join(f"{title} → {to}" if to else title for title, to in one.letters)
    cells = {
        "when": Cell(f"{made:%d/%m/%Y} à {made:%H:%M}", href=f"/dossier/{case_id}/papier/{kept.id}.pdf"),
        "what": Cell(told.replace(" ;", f"{NNBSP};")),
        "revision": Cell(str(kept.case_revision)),
        "mark": Cell(" ".join(kept.sha256[i : i + 8] for i in range(0, 64, 8))),
    }
    return Row(kept.id, cells)
