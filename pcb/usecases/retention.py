"""The end of what is kept: propose, archive, print the bordereau, note its visa, remove. Nothing happens by itself.

Coordinators do it for the cases of their sites, administrators for the house; both see references and dates there,
never what a case holds.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from dateutil.relativedelta import relativedelta

from pcb.domain.retention import LONGEST_SILENCE, MONTHS, NOTICE_DAYS, Stage, due_on, jumped, notice_ends_on, stage
from pcb.domain.retention import too_many as _too_many
from pcb.domain.rights import Action, HouseAction
from pcb.domain.wording import plural
from pcb.errors import AccessDenied, InvalidAnswer, NotFound, PcbError
from pcb.reports.elimination import EliminationLine, elimination_paper
from pcb.storage import accounts as kept_accounts
from pcb.storage import audit, erasure, retention, sites
from pcb.storage.audit import Entry
from pcb.storage.retention import Bordereau, KeptCase, Listed
from pcb.usecases import access
from pcb.usecases.desk import Desk
from pcb.usecases.erasing import keep_list
from pcb.usecases.signing_in import confirm_again
from pcb.usecases.throttle import HERE, Source

__all__ = [
    "NOTICE_DAYS", "Board", "Bordereau", "Done", "Line", "SecondLook", "Stage", "archive", "board", "bordereau_paper",
    "carry_out", "make_bordereau", "note_signed", "propose", "take_back",
]  # fmt: skip

REASON = "Fin de la durée de conservation\u202f: deux ans après le dernier contact, délai de trente jours écoulé."
_MOMENTS = 20_000


class SecondLook(PcbError):
    """Nothing was done: the sentence says what is unusual. Done all the same when asked again, ``confirmed``."""


@dataclass(frozen=True, slots=True)
class Line:
    """One case. ``next_on`` is the day from which the next step is possible; ``on_bordereau`` tells that it waits for
    its visa."""

    case: KeptCase
    site: str
    stage: Stage
    due_on: date
    next_on: date
    on_bordereau: bool = False


@dataclass(frozen=True, slots=True)
class Board:
    """What is to be done, and the bordereaux with the name of who made each. ``two`` tells that who proposed a
    bordereau cannot carry it out."""

    lines: tuple[Line, ...]
    bordereaux: tuple[tuple[Bordereau, str], ...]
    two: bool

    def at(self, wanted: Stage) -> tuple[Line, ...]:
        """The lines at that stage."""
        return tuple(line for line in self.lines if line.stage is wanted)


@dataclass(frozen=True, slots=True)
class Done:
    """References removed, and those left because their household came back."""

    removed: tuple[str, ...]
    left: tuple[str, ...]


def board(desk: Desk, day: date) -> Board:
    """Everything that reaches its end and that they may handle. Raises :class:`AccessDenied`."""
    names = {site.id: site.name for site in sites.sites(desk.store)}
    mine = _sites(desk)
    made = _bordereaux(desk, mine)
    waiting = {line.case_id for one in made if one.done_at is None for line in one.lines}
    lines = tuple(
        _line(case, names, day, case.id in waiting)
        for case in retention.kept_cases(desk.store, day - relativedelta(months=MONTHS))
        if _handles(mine, case.site_id)
    )
    people = kept_accounts.accounts(desk.store, desk.vault)
    shown = tuple((one, people[one.made_by].display_name) for one in made)
    access.looked_at(desk, "list", "retention")
    return Board(tuple(line for line in lines if line.stage is not Stage.KEPT), shown, _two(desk))


def propose(desk: Desk, case_ids: Collection[str], now: datetime, *, confirmed: bool = False) -> int:
    """Give the thirty days’ notice of those cases; how many. Raises :class:`SecondLook`, :class:`NotFound`."""
    found = _at(desk, case_ids, Stage.DUE, now)
    _second_look(desk, len(found), now, confirmed)
    day = now.astimezone().date()
    with desk.store.writing() as connection:
        retention.give_notice(connection, [case.id for case in found], day)
        for case in found:
            audit.write(connection, desk.vault, _entry(desk, "propose", case, now))
    return len(found)


def archive(desk: Desk, case_ids: Collection[str], now: datetime, *, confirmed: bool = False) -> int:
    """Archive those cases, whose notice is over; how many. Raises :class:`SecondLook`, :class:`NotFound`."""
    found = _at(desk, case_ids, Stage.TO_ARCHIVE, now)
    _second_look(desk, len(found), now, confirmed)
    with desk.store.writing() as connection:
        for case in found:
            retention.archive(connection, case.id)
            audit.write(connection, desk.vault, _entry(desk, "archive", case, now))
    return len(found)


def take_back(desk: Desk, case_id: str, now: datetime) -> None:
    """The household came back: its archived case is active again. For the coordinators of its site. Raises
    :class:`NotFound`."""
    access.check(desk, case_id, Action.ASSIGN)
    case = retention.kept_case(desk.store, case_id)
    with desk.store.writing() as connection:
        retention.take_back(connection, case_id, now.astimezone().date())
        audit.write(connection, desk.vault, _entry(desk, "take_back", case, now))


def make_bordereau(desk: Desk, case_ids: Collection[str], now: datetime) -> str:
    """A bordereau of those archived cases, kept with its paper; its id. Raises :class:`NotFound`,
    :class:`InvalidAnswer` for none."""
    found = _at(desk, case_ids, Stage.ARCHIVED, now)
    waiting = {line.case_id for one in _bordereaux(desk, None) if one.done_at is None for line in one.lines}
    found = [case for case in found if case.id not in waiting]
    if not found:
        raise InvalidAnswer("Choisissez au moins un dossier archivé qui n’est pas déjà sur un bordereau.")
    names = {site.id: site.name for site in sites.sites(desk.store)}
    lines = [
        Listed(case.id, case.reference, case.site_id, names.get(case.site_id or "", "sans lieu"), case.opened_on,
               case.kept.last_contact_on)
        for case in found
    ]  # fmt: skip
    day = now.astimezone().date()
    printed = [
        EliminationLine(one.reference, one.site, one.opened_on, one.last_contact_on, due_on(one.last_contact_on))
        for one in lines
    ]
    paper = elimination_paper(printed, REASON, desk.account.display_name, day)
    with desk.store.writing() as connection:
        made = retention.keep(connection, desk.vault, lines, REASON, paper, desk.account.id, now)
        for case in found:
            audit.write(connection, desk.vault, _entry(desk, "list_for_removal", case, now))
    return made


def bordereau_paper(desk: Desk, bordereau_id: str) -> tuple[bytes, str]:
    """The paper as it was made, and a name for its file. Raises :class:`NotFound`, :class:`Damaged`."""
    made = _bordereau(desk, bordereau_id)
    content = retention.paper(desk.store, desk.vault, bordereau_id)
    access.record(desk, "download", "bordereau", bordereau_id)
    return content, f"bordereau-elimination-{made.made_at.astimezone().date().isoformat()}.pdf"


def note_signed(desk: Desk, bordereau_id: str, day: date, now: datetime) -> None:
    """The day of the visa, as it stands on the signed paper. Raises :class:`NotFound`, :class:`InvalidAnswer`."""
    made = _bordereau(desk, bordereau_id)
    if not made.made_at.astimezone().date() <= day <= now.astimezone().date():
        raise InvalidAnswer("Le jour du visa est entre le jour du bordereau et aujourd’hui.")
    if made.done_at is not None:
        raise InvalidAnswer("Ce bordereau a déjà été exécuté.")
    with desk.store.writing() as connection:
        retention.note_signed(connection, bordereau_id, day)
        entry = Entry(now, desk.account.id, "note_visa", "bordereau", bordereau_id, detail=day.isoformat())
        audit.write(connection, desk.vault, entry)


def carry_out(
    desk: Desk,
    bordereau_id: str,
    password: str,
    now: datetime,
    *,
    folder: Path | None,
    confirmed: bool = False,
    code: str = "",
    source: Source = HERE,
) -> Done:
    """Remove what a signed bordereau lists. Their own password is typed again, with the ``code``
    of their second factor; where several people have an account, it
    is somebody else than who made the bordereau. ``folder`` is where the list of what was erased is kept.

    Raises :class:`AccessDenied`, :class:`TooManyTries`, :class:`InvalidAnswer`, :class:`SecondLook`,
    :class:`NotFound`; nothing is then done.
    """
    made = _bordereau(desk, bordereau_id)
    if made.done_at is not None:
        raise InvalidAnswer("Ce bordereau a déjà été exécuté.")
    if made.signed_on is None:
        raise InvalidAnswer("Notez d’abord le jour du visa\u202f: rien n’est détruit sans bordereau signé.")
    if _two(desk) and made.made_by == desk.account.id:
        raise AccessDenied("Vous avez proposé ce bordereau\u202f: quelqu’un d’autre doit l’exécuter.")
    there = _still_archived(desk, made)
    _second_look(desk, len(there), now, confirmed)
    confirm_again(desk, password, code, source, now)  # after the second look: a code is good once
    with desk.store.writing() as connection:
        if not retention.note_done(connection, bordereau_id, now):
            raise InvalidAnswer("Ce bordereau a déjà été exécuté.")
        for line in there:
            erasure.erase(
                connection, desk.vault, line.case_id, by=desk.account.id, now=now, elimination_id=bordereau_id
            )
    for line in there:
        desk.index.forget(line.case_id)
    keep_list(desk, folder)
    removed = tuple(line.reference for line in there)
    return Done(removed, tuple(line.reference for line in made.lines if line not in there))


def _line(case: KeptCase, names: Mapping[str, str], day: date, waiting: bool) -> Line:
    at, due = stage(case.kept, day), due_on(case.kept.last_contact_on)
    notice = case.kept.notice_on
    next_on = notice_ends_on(notice) if at is Stage.NOTICED and notice else due
    return Line(case, names.get(case.site_id or "", "sans lieu"), at, due, next_on, waiting)


def _sites(desk: Desk) -> frozenset[str] | None:
    """The sites whose cases they handle; ``None`` for all of them."""
    someone = access.actor(desk)
    if someone.administrator:
        access.check_house(desk, HouseAction.RETAIN)
        return None
    mine = frozenset(site for site, role in someone.sites if role.value == "coordinator")
    access.check_house(desk, HouseAction.RETAIN, min(mine, default=None))
    return mine


def _handles(mine: frozenset[str] | None, site_id: str | None) -> bool:
    return mine is None or site_id in mine


def _at(desk: Desk, case_ids: Collection[str], wanted: Stage, now: datetime) -> list[KeptCase]:
    """Those cases, each of which they may handle and stands there. Raises :class:`NotFound`."""
    mine, day = _sites(desk), now.astimezone().date()
    found = [retention.kept_case(desk.store, case_id) for case_id in dict.fromkeys(case_ids)]
    if not all(_handles(mine, case.site_id) for case in found):
        access.record(desk, "refused", "retention", detail=wanted.value)
        raise NotFound(access.NO_SUCH_CASE)
    return [case for case in found if stage(case.kept, day) is wanted]


def _bordereaux(desk: Desk, mine: frozenset[str] | None) -> tuple[Bordereau, ...]:
    """Those of which they may handle every case."""
    made = retention.bordereaux(desk.store, desk.vault)
    return tuple(one for one in made if all(_handles(mine, line.site_id) for line in one.lines))


def _bordereau(desk: Desk, bordereau_id: str) -> Bordereau:
    for one in _bordereaux(desk, _sites(desk)):
        if one.id == bordereau_id:
            return one
    access.record(desk, "refused", "bordereau")
    raise NotFound("Ce bordereau n’existe pas.")


def _still_archived(desk: Desk, made: Bordereau) -> list[Listed]:
    found = []
    for line in made.lines:
        try:
            case = retention.kept_case(desk.store, line.case_id)
        except NotFound:
            continue
        if case.kept.archived:
            found.append(line)
    return found


def _two(desk: Desk) -> bool:
    """Whether somebody else can sign in: then two people are needed."""
    with desk.store.reading() as connection:
        return retention.active_accounts(connection) > 1


def _second_look(desk: Desk, count: int, now: datetime, confirmed: bool) -> None:
    if confirmed or count == 0:
        return
    unusual = []
    moments = retention.last_moments(desk.store, _MOMENTS, now - LONGEST_SILENCE)
    if jumped(moments, now):
        unusual.append(
            f"l’ordinateur dit que nous sommes le {now.astimezone():%d/%m/%Y}, et rien n’a été fait ici pendant plus "
            "de deux jours, ou l’heure est revenue en arrière\u202f: vérifiez que cette date est la bonne"
        )
    if _too_many(count, of := retention.count(desk.store)):
        unusual.append(f"cela touche {plural(count, 'dossier', 'dossiers')} sur {of}, plus de 5 % d’un coup")
    if unusual:
        said = "\u202f; ".join(unusual)
        raise SecondLook(f"Rien n’a été fait\u202f: {said}. Cochez «\u202fJ’ai vérifié\u202f» pour continuer.")


def _entry(desk: Desk, action: str, case: KeptCase, now: datetime) -> Entry:
    return Entry(now, desk.account.id, action, "case", case.id, case.id, case.site_id)
