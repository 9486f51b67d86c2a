"""``/dossier/{id}/courriers/{key}``: one letter seen filled, what it lacks asked in place, printed, followed."""

from __future__ import annotations

import asyncio
from datetime import date

from pcb.domain.case import Case
from pcb.domain.letters import Letter
from pcb.domain.wording import french_date, plural
from pcb.interview.engine import Asked
from pcb.ui import theme
from pcb.ui.asked_fields import AskedFields
from pcb.ui.figures import NNBSP
from pcb.ui.layout import Frame, page_frame
from pcb.ui.letter_rows import delay_explained
from pcb.ui.moments import clock_time
from pcb.ui.visit import checked, current_visit
from pcb.ui.widgets import node
from pcb.usecases import cases, letters
from pcb.usecases.cases import OpenCase
from pcb.usecases.desk import Desk

SENDING = ("sent_on", "means", "tracking", "expected_on")
ANSWER = ("answered_on", "outcome", "answer")


def build(desk: Desk, opened: OpenCase, key: str, day: date) -> None:
    """The page. Raises :class:`NotFound` when the letter does not apply."""
    found = letters.letter(opened.case, key, day)
    theme.apply_sheet("budget")
    theme.apply_sheet("letters")
    with page_frame(desk, found.template.title, opened, here="courriers") as frame:
        _Page(frame, opened, found, day)


class _Page:
    """It keeps the id of the case and the key of the letter, never the case."""

    def __init__(self, frame: Frame, opened: OpenCase, found: Letter, day: date) -> None:
        self._case_id, self._key, self._day, self._frame = opened.id, found.key, day, frame
        with node("p", "", "letter-about"):
            node("a", "‹ Tous les courriers").has(href=f"/dossier/{opened.id}/courriers")
            node("span", found.subject.label, "letter-subject")
        with node("div", "", "letter-page"):
            with node("div", "", "letter-desk"):
                self._to_do(found)
            with node("section", "", "letter-sheet").has(aria_label="Le courrier", tabindex="0"):
                self._sheet = node("div", "", "letter-paper")
        self._show(opened, found)
        frame.agent.on("saved", checked(self._saved), args=[["structure_changed"]])

    def _to_do(self, found: Letter) -> None:
        """The places of the left column, in the order of the work."""
        with node("section"):
            self._lacking = node("h2").has(aria_live="polite")
            self._required = AskedFields(node("div", "", "pcb-questions"))
            with node("details", "", "pcb-more") as self._more:
                node("summary", "Facultatif")
                self._optional = AskedFields(node("div", "", "pcb-questions"))
        self._warning = node("p", "", "letter-warning").has(role="alert")
        with node("div", "", "letter-actions"):
            self._print = node("a", "Imprimer (PDF)", "pcb-action")
            self._edit = node("button", "Modifier le texte", "pcb-button").has(type="button")
            self._edit.on("click", checked(self._start_editing), [])
            self._leave = node("button", "Revenir au texte du modèle", "pcb-button").has(type="button")
            self._leave.on("click", checked(self._leave_edited), [])
            self._written = node(
                "p", "Texte modifié à la main : il ne suit plus le dossier.".replace(" :", f"{NNBSP}:")
            )
            self._text = AskedFields(node("div", "", "pcb-questions"))
        _for_the_counsellor(self._case_id, found)
        with node("section"):
            node("h2", "Envoi")
            self._delay = node("ul", "", "letter-delay")
            self._sending = AskedFields(node("div", "", "pcb-questions"))
        with node("section"):
            node("h2", "Réponse")
            self._answer = AskedFields(node("div", "", "pcb-questions"))

    async def _saved(self, _: object) -> None:
        await self._follow()

    async def _start_editing(self) -> None:
        visit = current_visit()
        await asyncio.to_thread(letters.edit, visit.desk, self._case_id, self._key, self._day, visit.now())
        await self._follow()

    async def _leave_edited(self) -> None:
        visit = current_visit()
        await asyncio.to_thread(letters.leave_edited, visit.desk, self._case_id, self._key, visit.now())
        await self._follow()

    async def _follow(self) -> None:
        opened = await asyncio.to_thread(cases.open_case, current_visit().desk, self._case_id)
        self._show(opened, letters.letter(opened.case, self._key, self._day))
        self._frame.agent.follow(opened.revision, clock_time(opened.saved_at))

    def _show(self, opened: OpenCase, found: Letter) -> None:
        """What is now stored; fields that stay are never replaced."""
        case = opened.case
        self._ask(opened, found)
        self._warning.say(found.warning)
        self._warning.set_visibility(bool(found.warning))
        self._print.set_visibility(not found.lacking)
        self._print.has(href=f"/dossier/{self._case_id}/courriers.pdf?lettre={self._key}")
        self._edit.set_visibility(not found.lacking and not found.written)
        self._leave.set_visibility(found.written)
        self._written.set_visibility(found.written)
        self._text.show(_asked(case, self._key, ("text",)) if found.written else ())
        self._sending.show(_asked(case, self._key, SENDING))
        self._answer.show(_asked(case, self._key, ANSWER))
        self._delay.clear()
        with self._delay:
            for told in delay_explained(found):
                node("li", told)
        self._sheet.clear()
        with self._sheet:
            _preview(found)

    def _ask(self, opened: OpenCase, found: Letter) -> None:
        """What is lacking, and what was answered for this letter and may be corrected."""
        count = len(found.lacking)
        self._lacking.say(f"Il manque {plural(count, 'réponse', 'réponses')}" if count else "Ce courrier est prêt")
        asked: dict[bool, list[Asked]] = {True: [], False: []}
        for lack in found.questions:
            question = letters.asked_at(opened.case, lack.path, lack.label)
            if question is not None:
                asked[lack.required].append(question)
        self._required.show(asked[True])
        self._optional.show(asked[False])
        self._more.set_visibility(bool(asked[False]))


def _asked(case: Case, key: str, names: tuple[str, ...]) -> list[Asked]:
    """The questions of the letter itself of those names."""
    found = (letters.asked_at(case, f"letters.{key}.{name}") for name in names)
    return [question for question in found if question is not None]


def _preview(found: Letter) -> None:
    """The letter as it will be printed, as text."""
    is_letter = bool(found.template.recipient)
    for lines, classes in ((found.sender, "letter-sender"), (found.recipient, "letter-recipient")):
        if lines or (classes == "letter-recipient" and is_letter):
            node("p", "\n".join(lines) or "[Destinataire]", classes)
    if is_letter:
        node("p", f"{found.place or '………'}, le {french_date(found.day)}", "letter-dated")
    for reference in found.references:
        node("p", reference)
    node("p", f"Objet{NNBSP}: {found.object}" if is_letter else found.object, "letter-object")
    for paragraph in found.paragraphs:
        node("p", paragraph, "has-lack" if _has_lack(found, paragraph) else "")
    for name in found.signatories:
        node("p", f"Signature{NNBSP}: {name}", "letter-signature")
    if found.attachments:
        node("p", "Pièces jointes", "letter-joined")
        with node("ul"):
            for text in found.attachments:
                node("li", text)
    if found.template.annex:
        node("p", "Suit l’état des revenus, des charges, des dettes et des biens, depuis le dossier.", "quiet")


def _has_lack(found: Letter, paragraph: str) -> bool:
    return any(f"[{lack.label}]" in paragraph for lack in found.lacking)


def _for_the_counsellor(case_id: str, found: Letter) -> None:
    """What is not on the paper: advice, form, texts and how they were read."""
    template = found.template
    with node("details", "", "pcb-more letter-marks"):
        node("summary", f"Pour le conseiller{NNBSP}: {_doubts(found)}")
        with node("ul"):
            if template.means:
                node("li", f"Envoi conseillé{NNBSP}: {template.means.label.lower()}")
            if template.form:
                doubt = f" — à vérifier{NNBSP}: {template.form_doubt}" if template.form_doubt else ""
                node("li", f"Formulaire{NNBSP}: {template.form}{doubt}")
            for advice in template.advice:
                node("li", advice)
        node("h2", "Textes")
        with node("ul"):
            for basis in template.basis:
                level, prefix = ("doubtful", f"à vérifier{NNBSP}: ") if basis.mark.to_check else ("good", "")
                with node("li", basis.article):
                    node("span", f"{prefix}{basis.mark.label}", f"status-badge {level}")
                    if basis.note:
                        node("span", basis.note, "cell-note")
        node("a", "Fiche du conseiller (PDF)").has(href=f"/dossier/{case_id}/fiche-courriers.pdf?lettre={found.key}")


def _doubts(found: Letter) -> str:
    count = len(found.template.to_check) + bool(found.template.form_doubt)
    return plural(count, "référence à vérifier", "références à vérifier") if count else "textes lus, envoi, conseils"
