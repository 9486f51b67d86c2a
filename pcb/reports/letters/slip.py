"""The counsellor's slip: for each letter, how and before when it leaves, what is joined, and how sure its texts are.

It bears the marks that the paper to the creditor must not bear: references not read in the current text, doubtful form
numbers.
"""

from __future__ import annotations

from collections.abc import Iterator

from pcb.domain.letters import Letter
from pcb.domain.letters.template import Basis
from pcb.domain.wording import french_date, status_in_words
from pcb.reports.blocks import Block, Bullets, Column, Heading, Look, Notice, Part, Row, Table, Text
from pcb.reports.envelope import address_fits

TO_CHECK = "À VÉRIFIER"


def compose_slip(letters: tuple[Letter, ...]) -> tuple[Block, ...]:
    """The slip of all the letters of one print."""
    return (
        Heading(1, "Fiche du conseiller"),
        Text("Cette fiche reste au Point conseil budget. Elle ne part pas avec les courriers."),
        *(block for letter in letters for block in _about(letter)),
    )


def _about(letter: Letter) -> Iterator[Block]:
    template = letter.template
    yield Heading(2, letter.label)
    if letter.warning:
        yield Notice("AVANT D’ENVOYER", (letter.warning,))
    if template.form_doubt:
        yield Notice(TO_CHECK, (f"{template.form} — {template.form_doubt}",))
    yield Bullets(tuple(_to_do(letter)))
    if template.basis:
        rows = tuple(Row((basis.article, _mark(basis))) for basis in template.basis)
        yield Table((Column("Texte", 2), Column("Comment il a été lu", 3)), rows)


def _to_do(letter: Letter) -> Iterator[str]:
    template, following = letter.template, letter.following
    if letter.recipient:
        yield f"À : {', '.join(letter.recipient)}"
        if not address_fits(letter.recipient):
            yield "L’adresse est trop longue pour la fenêtre d’une enveloppe : utiliser une enveloppe sans fenêtre."
    if template.means:
        yield f"Envoi conseillé : {template.means.label.lower()}"
    if following.last_day:
        yield f"Dernier jour pour envoyer : {french_date(following.last_day)}{_why(letter)}"
    elif template.delay:
        yield "Délai : à lire sur la notification reçue."
    if template.answer:
        yield f"Réponse : {template.answer.effect}"
    if template.form:
        yield f"Formulaire : {template.form}"
    if template.attachments:
        yield f"À joindre : {' ; '.join(letter.attachments)}"
    yield from template.advice


def _why(letter: Letter) -> str:
    following = letter.following
    put_off = ", reporté au premier jour ouvrable" if following.put_off else ""
    if following.source:
        return f"{put_off} ({following.source.article}, {status_in_words(following.source)})"
    return f"{put_off} (lu sur la notification)" if following.read else put_off


def _mark(basis: Basis) -> tuple[Part, ...]:
    mark = f"{TO_CHECK} : {basis.mark.label}" if basis.mark.to_check else basis.mark.label
    return Part(mark), Part(basis.note, Look.SMALL)
