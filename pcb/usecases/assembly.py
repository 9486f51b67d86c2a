"""From frozen facts and files to the PDF of a dossier. Pure work: it is done in a process of its own for the screen
(:mod:`pcb.usecases.dossier_worker`), and as it stands by the command line."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import date

from pcb.domain.assessment import Reading
from pcb.domain.case import Case
from pcb.domain.letter import letter_text
from pcb.domain.vocabulary.choice import Choice
from pcb.errors import PcbError
from pcb.intake.pictures import lighter
from pcb.interview import engine
from pcb.reports import copy_sheet
from pcb.reports.dossier import Dossier, render
from pcb.reports.dossier.parts import render_parts
from pcb.reports.foreign import is_jpeg, page_sizes
from pcb.usecases.advice import advice
from pcb.usecases.pieces import JoinedFile, pieces_of

WEIGHT = 25_000_000
"""Bytes of a whole dossier: pictures are written again, lighter, so as to stay under it."""
HEAVIEST = 100_000_000
"""Bytes of a PDF that nobody can open, send or print any more."""
ENCODING = 0.72
"""What of a limit for e-mail is left for the file: in a message it grows by a third (base64), with its headings."""
EMAIL_LIMITS = (5, 10, 20)
"""Limits that mail boxes set, in megabytes."""
FORM = "official-form"
"""The name of the official form among the files."""
HANDS = 2
"""Pictures written again at once."""
_HEAVY = (
    "Le dossier complet dépasserait 100 Mo\u202f: des PDF joints sont trop lourds. Préparez-le en plusieurs parties, "
    "ou sans les pièces."
)
_PAGE = 4_000
"""Bytes that a page takes around its picture."""
_FRONT = 400_000
"""Bytes left for what the application writes."""
_LEAST = 30_000
"""No picture is asked to be lighter than this."""


class Variant(Choice):
    """What is prepared; the code is the beginning of the name of the file."""

    WHOLE = "dossier", "Dossier complet, avec les pièces"
    WITHOUT_PAPERS = "dossier-sans-pieces", "Dossier sans les pièces, pour le guichet"
    EMAIL = "dossier-courriel", "Dossier en plusieurs parties, pour le courriel"
    COPY_SHEET = "feuille-de-recopie", "Feuille de recopie, pour le dépôt en ligne"

    @property
    def shows_papers(self) -> bool:
        return self in (Variant.WHOLE, Variant.EMAIL)


class Step(Choice):
    """What is being done, in its order."""

    READING = "reading", "Lecture des pièces"
    LIGHTENING = "lightening", "Allègement des photographies"
    SETTING = "setting", "Mise en page"
    KEEPING = "keeping", "Mise sous scellé"


@dataclass(frozen=True, slots=True)
class Order:
    """What to make: ``case`` is as stored, ``limit`` the megabytes of an e-mail, ``weight`` the bytes of the whole.
    ``form`` is the official form as filled, in PDF; without it the declaration is in our own layout."""

    variant: Variant
    case: Case
    day: date
    reading: Reading
    mark: str
    files: tuple[JoinedFile, ...] = ()
    limit: int = EMAIL_LIMITS[1]
    weight: int = WEIGHT
    form: bytes = b""


@dataclass(frozen=True, slots=True)
class Made:
    """A PDF, and its kind: the name it is kept under."""

    kind: str
    content: bytes


Tell = Callable[[Step, int, int], None]
"""Told what is being done, how much of it is done, and of how much."""


def assemble(order: Order, contents: Mapping[str, bytes], tell: Tell = lambda step, done, of: None) -> tuple[Made, ...]:
    """Make what is ordered; ``contents`` are the files by their id. The same order and files give the same bytes.

    Raises :class:`PcbError` when one page weighs more than the limit for e-mail.
    """
    facts = engine.effective(order.case)
    letter = letter_text(facts, order.day)
    if order.variant is Variant.COPY_SHEET:
        tell(Step.SETTING, 0, 1)
        return (Made(order.variant.value, copy_sheet.render(facts, order.day, letter, order.mark)),)
    dossier = Dossier(
        facts,
        advice(order.case, order.day, order.reading),
        order.day,
        letter,
        pieces_of(facts, order.day, order.files),
        order.mark,
        FORM if order.form else "",
    )
    sources = _lightened(order, contents, tell) if order.variant.shows_papers else {}
    if order.form:
        sources[FORM] = order.form
    sizes = {name: page_sizes(content) for name, content in sources.items()}
    tell(Step.SETTING, 0, 1)
    if order.variant is not Variant.EMAIL:
        content = render(dossier, sizes, sources, with_papers=order.variant.shows_papers)
        if len(content) > HEAVIEST:
            raise PcbError(_HEAVY)
        return (Made(order.variant.value, content),)
    limit = int(order.limit * 1_000_000 * ENCODING)
    parts = render_parts(dossier, sizes, sources, limit, lambda done, of: tell(Step.SETTING, done, of))
    return tuple(Made(f"dossier-partie-{number}-sur-{len(parts)}", part) for number, part in enumerate(parts, 1))


def _lightened(order: Order, contents: Mapping[str, bytes], tell: Tell) -> dict[str, bytes]:
    """The files, with the heaviest pictures written again so that the whole stays under its weight."""
    pictures = {name: content for name, content in contents.items() if is_jpeg(content)}
    others = sum(len(content) for name, content in contents.items() if name not in pictures)
    pages = sum(file.pages for file in order.files)
    room = order.weight - _FRONT - others - pages * _PAGE
    most = share_of([len(content) for content in pictures.values()], room)
    if not pictures:
        return dict(contents)
    heavy = [name for name, content in pictures.items() if len(content) > most]
    sources = dict(contents)
    with ThreadPoolExecutor(HANDS) as hands:  # the codec lets go of Python's lock
        written = hands.map(lambda name: lighter(pictures[name], most), heavy)
        for done, (name, content) in enumerate(zip(heavy, written, strict=True)):
            sources[name] = content
            tell(Step.LIGHTENING, done + 1, len(heavy))
    return sources


def share_of(weights: Sequence[int], room: int) -> int:
    """The most that each picture may weigh so that together they weigh ``room`` at most: those under it keep their
    weight and leave the rest to the others."""
    left, count = room, len(weights)
    for weight in sorted(weights):
        if weight * count > left:
            return max(left // count, _LEAST)
        left, count = left - weight, count - 1
    return max(weights, default=_LEAST)
