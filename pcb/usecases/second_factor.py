"""The second factor: a code of six digits that changes every half minute (TOTP, RFC 6238), and ten spare codes.

It is sealed in the vault: only the right password lets it be read, and nothing of the desk is handed out before the
code. A code is good once, one step early or late; a spare code is good once.
"""

from __future__ import annotations

import hmac
import secrets
from dataclasses import dataclass, replace
from datetime import datetime
from hashlib import sha256

import pyotp
import segno

from pcb.domain.rights import HouseAction
from pcb.errors import InvalidAnswer, NotFound
from pcb.storage import accounts, second_factors, sign_ins
from pcb.storage.second_factors import SecondFactor
from pcb.storage.vault import CODE_LETTERS, plain_code
from pcb.usecases import access
from pcb.usecases.desk import Desk

ISSUER = "Point conseil budget"
STEP_SECONDS = 30
SPARE_CODES = 10
_SPARE_LENGTH = 12  # 55 bits
WRONG = "Ce code ne convient pas. Prenez celui que l’application affiche maintenant, ou un code de rechange."
_ELSEWHERE = "La double vérification vient d’être changée ailleurs\u202f: rechargez la page."


@dataclass(frozen=True, slots=True)
class Enrolment:
    """What the telephone must take in: the secret as text, and as a picture (``data:`` address of an SVG)."""

    secret: str
    picture: str


@dataclass(frozen=True, slots=True)
class State:
    """Whether a code is asked for, and how many spare codes are left."""

    on: bool
    spare: int


def state(desk: Desk) -> State:
    """The second factor of who sits at the desk."""
    found, _ = second_factors.read(desk.store, desk.vault, desk.account.id)
    return State(bool(found.secret), len(found.spare))


def begin(desk: Desk) -> Enrolment:
    """A secret to be confirmed; until then the one before, if any, stays. Asked again, it is the same: the page may be
    loaded twice."""
    found, row = second_factors.read(desk.store, desk.vault, desk.account.id)
    if not found.proposed:
        found = replace(found, proposed=pyotp.random_base32())
        _put(desk, found, row)
    address = pyotp.TOTP(found.proposed).provisioning_uri(name=desk.account.login, issuer_name=ISSUER)
    picture = segno.make(address, error="m").svg_data_uri(scale=6, border=4, light="#fff")
    grouped = " ".join(found.proposed[i : i + 4] for i in range(0, len(found.proposed), 4))
    return Enrolment(grouped, picture)


def confirm(desk: Desk, code: str, now: datetime) -> tuple[str, ...]:
    """The telephone shows the right code: from now on it is asked for. The spare codes, shown once.

    Raises :class:`InvalidAnswer`.
    """
    found, row = second_factors.read(desk.store, desk.vault, desk.account.id)
    step = _step_of(found.proposed, code, now)
    if step is None or not second_factors.use_step(desk.store, desk.account.id, step):
        raise InvalidAnswer(
            "Ce code n’est pas celui de ce secret. Prenez celui qui est affiché maintenant\u202f; "
            "si cela continue, vérifiez l’heure du téléphone et celle de l’ordinateur."
        )
    codes = _new_codes()
    _put(desk, SecondFactor(found.proposed, "", tuple(map(_digest, codes))), row)
    access.record(desk, "second_factor", "account", desk.account.id, detail="on")
    return codes


def renew_spare_codes(desk: Desk) -> tuple[str, ...]:
    """Ten new spare codes; those before open nothing any more. Raises :class:`InvalidAnswer` where there is no second
    factor."""
    found, row = second_factors.read(desk.store, desk.vault, desk.account.id)
    if not found.secret:
        raise InvalidAnswer("La double vérification n’est pas activée.")
    codes = _new_codes()
    _put(desk, replace(found, spare=tuple(map(_digest, codes))), row)
    access.record(desk, "second_factor", "account", desk.account.id, detail="spare_codes")
    return codes


def check(desk: Desk, code: str, now: datetime) -> bool:
    """Whether this is the code of now, or a spare one, not used before: it is used by this."""
    found, row = second_factors.read(desk.store, desk.vault, desk.account.id)
    step = _step_of(found.secret, code, now)
    if step is not None:
        return second_factors.use_step(desk.store, desk.account.id, step)
    digest = _digest(code)
    for kept in found.spare:
        if hmac.compare_digest(kept, digest):
            left = replace(found, spare=tuple(other for other in found.spare if other != kept))
            return second_factors.replace(desk.store, desk.vault, desk.account.id, left, row)
    return False


def remove(desk: Desk) -> None:
    """Who sits at the desk signs in with the password alone from now on."""
    second_factors.remove(desk.store, desk.account.id)
    access.record(desk, "second_factor", "account", desk.account.id, detail="off")


def remove_for(desk: Desk, account_id: str) -> None:
    """An administrator lets somebody in again who has lost telephone and spare codes; their sessions end.

    Raises :class:`AccessDenied` and :class:`NotFound`.
    """
    access.check_house(desk, HouseAction.ADMINISTER)
    if account_id not in accounts.accounts(desk.store, desk.vault):
        raise NotFound("Ce compte n’existe pas.")
    second_factors.remove(desk.store, account_id)
    sign_ins.end_all(desk.store, account_id, desk.now())
    access.record(desk, "second_factor", "account", account_id, detail="off")


def _put(desk: Desk, new: SecondFactor, seen: bytes | None) -> None:
    if not second_factors.replace(desk.store, desk.vault, desk.account.id, new, seen):
        raise InvalidAnswer(_ELSEWHERE)


def _step_of(secret: str, code: str, now: datetime) -> int | None:
    """The half minute of which this is the code: the present one, the one before or after; ``None`` for a wrong one."""
    typed = "".join(code.split())
    if not secret or not (typed.isascii() and typed.isdigit() and len(typed) == 6):
        return None
    present = int(now.timestamp()) // STEP_SECONDS
    codes = pyotp.TOTP(secret)
    right = [
        step for step in (present, present - 1, present + 1) if hmac.compare_digest(codes.generate_otp(step), typed)
    ]
    return right[0] if right else None


def _new_codes() -> tuple[str, ...]:
    drawn = ("".join(secrets.choice(CODE_LETTERS) for _ in range(_SPARE_LENGTH)) for _ in range(SPARE_CODES))
    return tuple("-".join(code[i : i + 4] for i in range(0, _SPARE_LENGTH, 4)) for code in drawn)


def _digest(code: str) -> str:
    return sha256(b"pcb/1 spare code " + plain_code(code[:100]).encode("utf-8", "surrogatepass")).hexdigest()
