"""The papers for the person as PDF: one snapshot, four papers, two registers, eight languages, three sizes."""

from __future__ import annotations

from dataclasses import replace

from pcb.domain.take_home.snapshot import Snapshot
from pcb.domain.vocabulary.take_home import Language
from pcb.domain.vocabulary.take_home_papers import PaperKind, Register, Size
from pcb.domain.wording import french_date
from pcb.reports.blocks import Block, Document
from pcb.reports.facing import Furniture, Pair, Passage
from pcb.reports.pictograms import Pictogram
from pcb.reports.render import render as render_document
from pcb.reports.take_home.actions import action_blocks
from pcb.reports.take_home.budget import budget_blocks
from pcb.reports.take_home.calendar import calendar_blocks
from pcb.reports.take_home.catalogue import catalogue, french_only
from pcb.reports.take_home.sections import Writer
from pcb.reports.take_home.sizes import type_size
from pcb.reports.take_home.telling import Teller

_PAPERS = {
    PaperKind.BUDGET: ("title.budget", Pictogram.COIN, budget_blocks),
    PaperKind.CALENDAR: ("title.calendar", Pictogram.CALENDAR, calendar_blocks),
    PaperKind.ACTIONS: ("title.actions", Pictogram.PERSON, action_blocks),
}


def render(snapshot: Snapshot, kind: PaperKind, register: Register, language: Language, size: Size = Size.A4) -> bytes:
    """The paper as PDF, tagged. The same snapshot gives the same bytes."""
    return render_document(compose(snapshot, kind, register, language, size))


def compose(
    snapshot: Snapshot, kind: PaperKind, register: Register, language: Language, size: Size = Size.A4
) -> Document:
    """The paper before it is set. ``language`` faces the French; French: in French alone."""
    write = Writer(Teller(register, language), type_size(register, size))
    papers = list(_PAPERS) if kind is PaperKind.SET else [kind]
    blocks: list[Block] = []
    for number, paper in enumerate(papers):
        key, picture, made = _PAPERS[paper]
        on_its_own = paper is not PaperKind.CALENDAR or bool(snapshot.month.days or snapshot.month.undated)
        blocks.append(write.title(key, picture, level=1, new_page=number > 0 and on_its_own))
        if number == 0:
            blocks += _head(snapshot, write)
        blocks += made(snapshot, write)
    title = catalogue(Language.FRENCH).text["title.set" if kind is PaperKind.SET else _PAPERS[kind][0]]
    easy = f" ({catalogue(Language.FRENCH).text['foot.version_easy']})" if write.tell.easy else ""
    return Document(
        title=f"{title}{easy}",
        header=catalogue(Language.FRENCH).text[_PAPERS[papers[0]][0]],
        reference=_reference(snapshot, "head.file"),
        day=snapshot.day,
        blocks=tuple(blocks),
        furniture=Furniture(write.size, _foot(snapshot, write), booklet=size is Size.BOOKLET),
        languages=() if language is Language.FRENCH else (language.value,),
    )


def _reference(snapshot: Snapshot, key: str = "head.reference") -> str:
    """« Dossier 2026-0042, version 7 », or without its version; nothing of a household that has no reference."""
    if not snapshot.reference.strip():
        return ""
    words = french_only()[key]
    return words.replace("{reference}", snapshot.reference).replace("{revision}", str(snapshot.revision))


def _head(snapshot: Snapshot, write: Writer) -> tuple[Block, ...]:
    """For whom, on which day, with whom; that the translation was not proofread."""
    tell = write.tell
    pairs: tuple[Pair, ...] = ()
    if snapshot.household.strip():
        pairs += tell.say("head.for", {"name": snapshot.household})
    pairs += tell.say("head.made", {"day": snapshot.day})
    with_whom = ", ".join(name for name in (snapshot.counsellor, snapshot.structure) if name.strip())
    if with_whom:
        pairs += tell.say("head.with", {"name": with_whom})
    if snapshot.phone.strip():
        pairs += tell.say("head.phone", {"phone": snapshot.phone})
    if tell.easy:
        pairs += tell.say("foot.version_easy")
    if reference := _reference(snapshot):
        pairs += (tell.for_counsellor(reference),)
    blocks: tuple[Block, ...] = (write.lines(pairs),)
    if tell.facing and not tell.facing.proofread:
        blocks += (write.boxed(tell.say("foot.not_proofread")),)
    return blocks


def _foot(snapshot: Snapshot, write: Writer) -> tuple[Passage, ...]:
    """The foot of each page: the day, the register, and that the translation was not proofread, in both languages."""
    french = catalogue(Language.FRENCH).text
    made = french["head.made"].replace("{day}", french_date(snapshot.day))
    first = f"{made} — {french['foot.version_easy']}" if write.tell.easy else made
    foot = (Passage(first, small=True),)
    facing = write.tell.facing
    if facing is None or facing.proofread:
        return foot
    told = Teller(Register.EASY, facing.language)
    short = told.one("foot.not_proofread", small=True) if write.size.columns else told.say("foot.not_proofread")[0]
    both = (short.french, *((short.other,) if short.other else ()))
    return (*foot, *(replace(passage, small=True) for passage in both))
