"""Preparing a dossier: a job with its progress, that can be stopped at any time and leaves sealed, frozen papers."""

from __future__ import annotations

import logging
import threading
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime
from fractions import Fraction

from pcb.domain.assessment import Reading
from pcb.domain.case import Case
from pcb.domain.rights import Action
from pcb.domain.wording import french_number
from pcb.errors import PcbError
from pcb.interview import engine
from pcb.storage import papers
from pcb.storage.papers import KeptPaper
from pcb.usecases import access
from pcb.usecases.assembly import EMAIL_LIMITS, WEIGHT, Order, Step, Variant
from pcb.usecases.attachments import attachments, content_of
from pcb.usecases.desk import Desk
from pcb.usecases.dossier_worker import Assembler, Cancelled
from pcb.usecases.freezing import freeze
from pcb.usecases.official_form import filled_in_use
from pcb.usecases.opening import open_case
from pcb.usecases.pieces import JoinedFile, no_longer_asked

__all__ = ["EMAIL_LIMITS", "Preparation", "Progress", "Step", "Variant", "prepare"]

log = logging.getLogger("pcb.usecases")

_SHARES = {Step.READING: (0, 25), Step.LIGHTENING: (25, 75), Step.SETTING: (75, 97), Step.KEEPING: (97, 100)}
"""Where each step begins and ends, in hundredths of the whole."""
_UNEXPECTED = "Le dossier n’a pas pu être préparé. Rien n’a été gardé\u202f; recommencez."


@dataclass(frozen=True, slots=True)
class Progress:
    """What is being done, and how far: ``done`` of ``of``, and hundredths of the whole."""

    step: Step = Step.READING
    done: int = 0
    of: int = 0
    hundredths: int = 0

    @property
    def words(self) -> str:
        """« Lecture des pièces : 12 sur 120 »."""
        counted = f"\u202f: {self.done} sur {self.of}" if self.of > 1 else ""
        return f"{self.step.label}{counted}"


class Preparation:
    """A dossier being prepared, in a thread of its own; the heavy work is in a process of its own.

    Once :attr:`over`, either ``made`` are the papers kept, or ``problem`` says why there is none, or it was
    ``cancelled`` and nothing was kept. ``notes`` are what the counsellor should know.
    """

    def __init__(self, case_id: str, variant: Variant) -> None:
        self.case_id, self.variant = case_id, variant
        self.progress = Progress()
        self.made: tuple[KeptPaper, ...] = ()
        self.notes: tuple[str, ...] = ()
        self.problem = ""
        self.cancelled = False
        self._assembler = Assembler()
        self._over = threading.Event()

    @property
    def over(self) -> bool:
        return self._over.is_set()

    def cancel(self) -> None:
        """Stop. What is already sealed stays; nothing else is kept."""
        self._assembler.cancel()

    def wait(self, seconds: float | None = None) -> bool:
        """Wait until it is over, at most so long; whether it is."""
        return self._over.wait(seconds)

    def start(self, desk: Desk, day: date, now: datetime, reading: Reading, limit: int) -> None:
        """Begin. The desk is let go of when the work is over."""
        work = threading.Thread(target=self._run, args=(desk, day, now, reading, limit), daemon=True)
        work.start()

    def _run(self, desk: Desk, day: date, now: datetime, reading: Reading, limit: int) -> None:
        try:
            self.made = self._made(desk, day, now, reading, limit)
        except Cancelled:
            self.cancelled = True
        except PcbError as refusal:
            self.problem = str(refusal)
        except Exception as error:  # the page must hear of it; its text may quote the case
            log.error("préparation d’un dossier\u202f: %s", type(error).__name__)
            self.problem = _UNEXPECTED
        finally:
            self._over.set()

    def _made(self, desk: Desk, day: date, now: datetime, reading: Reading, limit: int) -> tuple[KeptPaper, ...]:
        access.check(desk, self.case_id, Action.PRINT)
        opened = open_case(desk, self.case_id)
        case = replace(opened.case, reference=opened.reference)
        files = joined_files(desk, self.case_id)
        self.notes = notes_of(case, day, files)
        files = tuple(file for file in files if file not in no_longer_asked(engine.effective(case), day, files))
        form = filled_in_use(desk, case, day) if self.variant is not Variant.COPY_SHEET else b""
        frozen = freeze(case, day, reading, files, opened.revision, form)
        order = Order(
            self.variant,
            case,
            day,
            reading,
            frozen.mark,
            files,
            limit,
            WEIGHT,
            form,
        )
        made = self._assembler.run(order, self._contents(desk, order), self._tell)
        self._assembler.check()
        if self.variant is Variant.WHOLE and (heavy := len(made[0].content)) > order.weight:
            self.notes = (*self.notes, too_heavy(heavy, order.weight))
        access.check(desk, self.case_id, Action.PRINT)  # it took minutes: the right may be gone
        self._tell(Step.KEEPING, 0, len(made))
        return tuple(
            papers.keep(
                desk.store,
                desk.vault,
                self.case_id,
                one.kind,
                one.content,
                case_revision=opened.revision,
                law_day=day,
                by=desk.account.id,
                now=now,
                facts=frozen.facts,
            )
            for one in made
        )

    def _contents(self, desk: Desk, order: Order) -> Iterator[tuple[str, bytes]]:
        """Each file, read from the vault when its turn comes; none where none is shown."""
        shown = order.files if order.variant.shows_papers else ()
        return ((file.id, content_of(desk, self.case_id, file.id)[1]) for file in shown)

    def _tell(self, step: Step, done: int, of: int) -> None:
        begin, end = _SHARES[step]
        self.progress = Progress(step, done, of, begin + (end - begin) * done // max(of, 1))


def prepare(
    desk: Desk,
    case_id: str,
    variant: Variant,
    day: date,
    now: datetime,
    *,
    reading: Reading = Reading.COMMISSION,
    limit: int = EMAIL_LIMITS[1],
) -> Preparation:
    """Begin to prepare the dossier of the newest revision. The same case, files and day give the same bytes, kept once.

    ``limit`` is that of an e-mail, in megabytes. Raises nothing by itself: see :class:`Preparation`.
    """
    preparation = Preparation(case_id, variant)
    preparation.start(desk, day, now, reading, limit)
    return preparation


def joined_files(desk: Desk, case_id: str) -> tuple[JoinedFile, ...]:
    """The files of the case, in their order, without their contents."""
    return tuple(
        JoinedFile(file.id, file.paper_key, file.pages, file.weight, file.sha256) for file in attachments(desk, case_id)
    )


def too_heavy(weight: int, most: int) -> str:
    """When no picture can be lighter and the dossier still is over its weight: what to do instead."""
    return (
        f"Ce dossier pèse {_megabytes(weight)} Mo, plus que les {_megabytes(most)} Mo visés\u202f: des PDF joints sont "
        "trop lourds. Déposez-le sur papier, ou préparez-le en plusieurs parties."
    )


def _megabytes(weight: int) -> str:
    return french_number(Fraction(weight, 1_000_000), 1)


def notes_of(case: Case, day: date, files: tuple[JoinedFile, ...]) -> tuple[str, ...]:
    """What the counsellor should know of these files before handing the dossier in."""
    left = len(no_longer_asked(engine.effective(case), day, files))
    if not left:
        return ()
    said = "fichier n’est plus demandé" if left == 1 else "fichiers ne sont plus demandés"
    where = "il reste gardé et n’est pas" if left == 1 else "ils restent gardés et ne sont pas"
    return (f"{left} {said} par le dossier\u202f: {where} dans ce qui vient d’être préparé.",)
