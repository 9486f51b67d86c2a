"""A template filled from the case: what is printed, and what is lacking to print it.

The text that was edited by hand replaces the body; what stands around it (sender, recipient, references, signatures)
always comes from the case.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType

from pcb.domain.answers import known
from pcb.domain.case import Case, Person
from pcb.domain.completeness.prescription import may_have_lapsed
from pcb.domain.income import filers
from pcb.domain.letter.voice import called, voice_of
from pcb.domain.letter_notes import LetterNote
from pcb.domain.letters.blanks import BLANKS, Context
from pcb.domain.letters.following import Following, following
from pcb.domain.letters.recipients import Recipient, recipient_of
from pcb.domain.letters.subjects import Subject, subjects_of
from pcb.domain.letters.tally import month_in_figures
from pcb.domain.letters.template import Group, Template, filled_in, templates
from pcb.domain.money import NARROW_SPACE, Money
from pcb.domain.vocabulary.people import Protection

_NO_OFFERS: Mapping[str, Money] = MappingProxyType({})
_REFERENCES = {
    "reference": "Vos références",
    "number": "Numéro de dossier",
    "beneficiary": "Numéro d’allocataire",
    "account": "Compte",
}
LAPSED = (
    f"Cette dette est peut-être prescrite{NARROW_SPACE}: écrire qu’elle est due ferait repartir le délai. "
    "À vérifier avant tout envoi."
)
_OWN = ("letters.", "addressees.")
_NOBODY = Recipient("", "")


@dataclass(frozen=True, slots=True)
class Lack:
    """A blank that is asked on the page of the letter: its name, how it is asked, and where (a path of the case; empty
    when it follows from several facts of the interview). ``required`` ones that are not ``known`` prevent printing."""

    blank: str
    label: str
    path: str
    required: bool = True
    known: bool = False


@dataclass(frozen=True, slots=True)
class Letter:
    """One letter of the case, as far as it can be filled. ``key`` names its note.

    ``paragraphs`` hold « [label] » where a required blank is lacking: they are shown on the screen, and a letter with
    a required lack is never printed. ``warning`` is what the counsellor must weigh before sending. ``written`` tells
    that the body was edited by hand.
    """

    key: str
    template: Template
    subject: Subject
    note: LetterNote
    sender: tuple[str, ...]
    recipient: tuple[str, ...]
    references: tuple[str, ...]
    object: str
    paragraphs: tuple[str, ...]
    attachments: tuple[str, ...]
    signatories: tuple[str, ...]
    place: str
    day: date
    questions: tuple[Lack, ...]
    following: Following
    written: bool = False
    warning: str = ""

    @property
    def asked(self) -> tuple[Lack, ...]:
        """What is not known, required or not."""
        return tuple(lack for lack in self.questions if not lack.known)

    @property
    def lacking(self) -> tuple[Lack, ...]:
        """What prevents printing."""
        return tuple(lack for lack in self.questions if lack.required and not lack.known)

    @property
    def label(self) -> str:
        """« Demande d’échelonnement à l’amiable — Crédit renouvelable — Crédit Lomagne »."""
        return f"{self.template.title} — {self.subject.label}" if self.subject.label else self.template.title

    @property
    def text(self) -> str:
        """The body, paragraphs parted by a blank line, as it is edited."""
        return "\n\n".join(self.paragraphs)


def letters(case: Case, day: date, offers: Mapping[str, Money] = _NO_OFFERS) -> tuple[Letter, ...]:
    """Every letter that applies to the effective ``case``, the most urgent first. ``offers`` are amounts a month by the
    id of a debt, such as those of a plan."""
    desk = _Desk(case, day, offers)
    found = [
        desk.filled(template, subject)
        for template in templates().values()
        for subject in subjects_of(template.applies, case)
    ]
    order = {group: rank for rank, group in enumerate(Group)}
    return tuple(sorted(found, key=lambda one: (one.following.rank, order[one.template.group])))


def letter_of(case: Case, key: str, day: date, offers: Mapping[str, Money] = _NO_OFFERS) -> Letter | None:
    """The letter of that key; None when it does not apply (any more)."""
    for template in templates().values():
        if key == template.key or key.startswith(f"{template.key}-"):
            for subject in subjects_of(template.applies, case):
                if letter_key(template, subject) == key:
                    return _Desk(case, day, offers).filled(template, subject)
    return None


def letter_key(template: Template, subject: Subject) -> str:
    """``instalments-d1``; the template's own key for a letter about the whole case."""
    return f"{template.key}-{subject.id}" if subject.id else template.key


class _Desk:
    """What all the letters of a case share, worked out once."""

    def __init__(self, case: Case, day: date, offers: Mapping[str, Money]) -> None:
        self._case, self._day, self._offers = case, day, offers
        self._notes = {note.id: note for note in case.letters}
        self._voice = voice_of(case)
        self._month = month_in_figures(case, self._voice, day)

    def filled(self, template: Template, subject: Subject) -> Letter:
        """The letter, as far as the case can fill it."""
        case, day, plural = self._case, self._day, self._voice.plural
        key = letter_key(template, subject)
        note = self._notes.get(key) or LetterNote(key)
        recipient = recipient_of(template, case, subject) if template.recipient else _NOBODY
        offer = self._offers.get(subject.debt.id) if subject.debt else None
        context = Context(case, day, key, subject, recipient, self._voice, offer, self._month)
        values = {name: BLANKS[name].value(context) for name in (*template.required, *template.optional)}
        shown = {name: value or f"[{_label(template, name)}]" for name, value in values.items()}
        written = known(note.text)
        kept = (p for p in template.body if all(values[name] for name in p.needs))
        made = tuple(filled_in(paragraph.text, plural, shown) for paragraph in kept)
        return Letter(
            key=key,
            template=template,
            subject=subject,
            note=note,
            sender=_sender(case, shown),
            recipient=recipient.lines,
            references=tuple(_reference(name, values[name]) for name in template.references if values[name]),
            object=filled_in(template.object, plural, shown),
            paragraphs=tuple(part for part in written.split("\n\n") if part.strip()) if written else made,
            attachments=tuple(filled_in(text, plural, shown) for text in template.attachments),
            signatories=tuple(_signatory(person) for person in filers(case)),
            place=known(case.address.city) or "",
            day=day,
            questions=tuple(_questions(template, context, values, body=written is None)),
            following=following(template, case, note, _start(template, context), day),
            written=bool(written),
            warning=_warning(template, subject, day),
        )


def _warning(template: Template, subject: Subject, day: date) -> str:
    lapsed = template.acknowledges and subject.debt is not None and may_have_lapsed(subject.debt, day)
    return LAPSED if lapsed else ""


def _start(template: Template, context: Context) -> str:
    delay = template.delay
    return BLANKS[delay.start].path(context) if delay and delay.start else ""


def _questions(template: Template, context: Context, values: Mapping[str, str], *, body: bool) -> Iterator[Lack]:
    """What is not known, and what was answered for this letter or its recipient and may be corrected, in the order of
    the text. Once the body is edited only what stands around it is required."""
    around = {"sender_name", "sender_address", "recipient_name", "recipient_address"}
    for name in (*template.required, *template.optional):
        path, known_now = BLANKS[name].path(context), bool(values[name])
        if not known_now or path.startswith(_OWN):
            required = name in template.required and (body or name in around)
            yield Lack(name, _label(template, name), path, required, known_now)


def _label(template: Template, name: str) -> str:
    return template.asks.get(name, BLANKS[name].label)


def _reference(name: str, value: str) -> str:
    return f"{_REFERENCES.get(name, BLANKS[name].label)}{NARROW_SPACE}: {value}"


def _signatory(person: Person) -> str:
    """Who signs; a tutelle or a curatelle is told beside the name: somebody else signs, or signs too."""
    name = called(person) or person.role.label
    measure = known(person.protection)
    if measure not in (Protection.TUTELLE, Protection.CURATELLE):
        return name
    by = known(person.protector)
    told = f"{measure.label.lower()}{NARROW_SPACE}: {by}" if by else measure.label.lower()
    return f"{name} ({told})"


def _sender(case: Case, shown: Mapping[str, str]) -> tuple[str, ...]:
    people = filers(case)
    phones = dict.fromkeys(filter(None, (known(person.phone) for person in people)))
    return (
        *shown["sender_name"].splitlines(),
        *shown["sender_address"].splitlines(),
        *(f"Téléphone{NARROW_SPACE}: {phone}" for phone in phones),
    )
