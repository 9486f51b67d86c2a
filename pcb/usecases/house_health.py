"""What ``pcb doctor`` says of the house once the vault is open: the audit, the key, the accounts, what waits."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from dateutil.relativedelta import relativedelta

from pcb.config import Settings
from pcb.domain.retention import MONTHS, Stage, stage
from pcb.domain.wording import french_date, plural
from pcb.storage import accounts, retention, rotation, second_factors
from pcb.storage.accounts import ACTIVE
from pcb.storage.vault import Vault
from pcb.usecases.anchors import anchors, held_against
from pcb.usecases.desk import Store
from pcb.usecases.doctor import Finding, State


def examine_house(settings: Settings, store: Store, vault: Vault, now: datetime) -> tuple[Finding, ...]:
    """All of it. Raises :class:`Damaged` when an account or a role is not as the application wrote it."""
    return (*_audit(settings, store, vault), *_key(store, vault), *_accounts(settings, store, vault),
            *_retention(store, now))  # fmt: skip


def _audit(settings: Settings, store: Store, vault: Vault) -> Iterator[Finding]:
    found = held_against(store, vault, anchors(settings, vault))
    verdict, anchor = found.verdict, found.anchor
    if not verdict.whole:
        said = f"Journal d’activité, ligne {verdict.wrong}\u202f: {verdict.fault}."
        if anchor is not None:
            said += f" La sauvegarde du {anchor.at.astimezone():%d/%m/%Y à %H:%M} en tient la preuve."
        yield Finding("audit", State.BROKEN, said)
    elif anchor is None or not verdict.anchored:
        yield Finding(
            "audit", State.LOOK,
            f"Journal d’activité\u202f: {plural(verdict.lines, 'ligne tient', 'lignes tiennent')}, "
            "mais aucune sauvegarde ne dit où il finissait\u202f: lancez «\u202fpcb backup\u202f».",
        )  # fmt: skip
    else:
        told = f"{french_date(anchor.at.astimezone().date())}"
        lines = plural(verdict.lines, "ligne tient", "lignes tiennent")
        yield Finding(
            "audit", State.FINE, f"Journal d’activité\u202f: {lines}, et la sauvegarde du {told} s’y retrouve."
        )


def _key(store: Store, vault: Vault) -> Iterator[Finding]:
    if rotation.unfinished(store, vault):
        yield Finding(
            "key", State.LOOK, "Le remplacement de la clé n’est pas terminé\u202f: lancez «\u202fpcb key rotate\u202f»."
        )


def _accounts(settings: Settings, store: Store, vault: Vault) -> Iterator[Finding]:
    active = [person for person in accounts.people(store, vault) if person.standing == ACTIVE]
    bare = [
        person.account.login for person in active if not second_factors.read(store, vault, person.account.id)[0].secret
    ]
    if settings.second_factor_required and bare:
        yield Finding(
            "second_factor", State.LOOK, f"Sans double vérification sur un serveur\u202f: {', '.join(sorted(bare))}."
        )
    administrators = [person.account.login for person in active if person.account.administrator]
    if len(administrators) == 1 and len(active) > 1:
        yield Finding(
            "administrators", State.LOOK,
            f"Un seul administrateur ({administrators[0]})\u202f: s’il perd son mot de passe, il ne reste que le code "
            "de secours. Nommez-en un second.",
        )  # fmt: skip
    if not administrators:
        yield Finding("administrators", State.BROKEN, "Aucun administrateur ne peut plus se connecter.")


def _retention(store: Store, now: datetime) -> Iterator[Finding]:
    day = now.astimezone().date()
    stages = [stage(case.kept, day) for case in retention.kept_cases(store, day - relativedelta(months=MONTHS))]
    for wanted, said in (
        (Stage.DUE, "sans contact depuis deux ans, à proposer"),
        (Stage.TO_ARCHIVE, "dont le préavis est passé, à archiver"),
    ):
        if number := stages.count(wanted):
            count = plural(number, "dossier", "dossiers")
            yield Finding("retention", State.LOOK, f"Fin de conservation\u202f: {count} {said}.")
