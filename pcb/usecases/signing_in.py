"""The door: tries are counted, the password opens the vault, the code of the second factor hands out the desk."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from pcb.config import Settings
from pcb.errors import AccessDenied
from pcb.storage import sign_ins
from pcb.usecases import accounts, audit, passwords, second_factor, throttle
from pcb.usecases.desk import Desk, Store
from pcb.usecases.throttle import Source


@dataclass(frozen=True, slots=True)
class Entry:
    """Someone has come in. ``device`` makes their device known (:mod:`pcb.usecases.throttle`), ``epoch`` is what the
    session must keep, ``advice`` what to say of the password, ``must_enrol`` that nothing may be done before the second
    factor."""

    desk: Desk
    device: str
    epoch: int
    advice: str
    must_enrol: bool


@dataclass(frozen=True, slots=True)
class HalfOpen:
    """The password was right and a code is asked for: it shows nothing, and opens nothing but by :func:`finish`."""

    login: str
    _desk: Desk = field(repr=False)
    _advice: str
    _epoch: int


def sign_in(
    store: Store, settings: Settings, login: str, password: str, source: Source, now: datetime
) -> Entry | HalfOpen:
    """Sign in, or the half of it. 200 ms or more by design: to be called out of the event loop.

    Raises :class:`AccessDenied` and :class:`TooManyTries`, alike for a login that does not exist.
    """
    throttle.admit(store, login, source, now)
    try:
        desk = accounts.sign_in(store, login, password)
    except AccessDenied:
        audit.refused_sign_in(store, login, now)
        raise
    return _entered(desk, settings, source, now, passwords.advice(password, desk.account.login))


def finish(half: HalfOpen, settings: Settings, code: str, source: Source, now: datetime) -> Entry:
    """The code completes the password. Raises :class:`AccessDenied` and :class:`TooManyTries`."""
    throttle.admit(half._desk.store, half.login, source, now)
    if not second_factor.check(half._desk, code, now):
        audit.refused_sign_in(half._desk.store, half.login, now)
        raise AccessDenied(second_factor.WRONG)
    return _let_in(half._desk, settings, source, now, half._advice, half._epoch, "second_factor")


def recover(
    store: Store,
    settings: Settings,
    login: str,
    recovery_code: str,
    new_password: str,
    source: Source,
    now: datetime,
    *,
    without_factor: bool = False,
) -> Entry | HalfOpen:
    """Come back with the recovery code and a new password; ``without_factor`` removes the second factor as well.

    Raises :class:`InvalidAnswer` (the new password), :class:`AccessDenied` and :class:`TooManyTries`.
    """
    passwords.check_password(new_password, throttle.folded(login))
    throttle.admit(store, login, source, now)
    try:
        desk = accounts.recover(store, login, recovery_code, new_password, now=now)
    except AccessDenied:
        audit.refused_sign_in(store, login, now)
        raise
    if without_factor:
        second_factor.remove(desk)
    return _entered(desk, settings, source, now, "", "recovery_code")


def first_entry(desk: Desk, settings: Settings, now: datetime) -> Entry:
    """Who has just made the account is in."""
    return _let_in(desk, settings, Source(), now, "", sign_ins.epoch(desk.store, desk.account.id), "set_up")


def check_again(desk: Desk, password: str, source: Source, now: datetime) -> None:
    """Before something that matters, who sits at the desk shows that it is still they.

    Raises :class:`AccessDenied` and :class:`TooManyTries`.
    """
    throttle.admit(desk.store, desk.account.login, source, now)
    try:
        accounts.sign_in(desk.store, desk.account.login, password)
    except AccessDenied:
        raise AccessDenied("Le mot de passe ne convient pas.") from None
    throttle.succeeded(desk.store, desk.account.login, source, now)


def confirm_again(desk: Desk, password: str, code: str, source: Source, now: datetime) -> None:
    """Before something that cannot be undone: the password again, and the code where the account has a second factor.

    Raises :class:`AccessDenied` and :class:`TooManyTries`.
    """
    throttle.admit(desk.store, desk.account.login, source, now)
    try:
        accounts.sign_in(desk.store, desk.account.login, password)
    except AccessDenied:
        raise AccessDenied("Le mot de passe ne convient pas.") from None
    if second_factor.state(desk).on and not second_factor.check(desk, code, now):
        raise AccessDenied(second_factor.WRONG)  # the tries are not given back: codes cannot be guessed one by one
    throttle.succeeded(desk.store, desk.account.login, source, now)


def _entered(
    desk: Desk, settings: Settings, source: Source, now: datetime, advice: str, how: str = "password"
) -> Entry | HalfOpen:
    epoch = sign_ins.epoch(desk.store, desk.account.id)  # a password changed while the code is typed ends it all
    if second_factor.state(desk).on:
        return HalfOpen(desk.account.login, desk, advice, epoch)
    return _let_in(desk, settings, source, now, advice, epoch, how)


def _let_in(desk: Desk, settings: Settings, source: Source, now: datetime, advice: str, epoch: int, how: str) -> Entry:
    device = throttle.succeeded(desk.store, desk.account.login, source, now)
    audit.signed_in(desk, now, months=settings.audit_months, how=how)
    must_enrol = settings.second_factor_required and not second_factor.state(desk).on
    return Entry(desk, device, epoch, advice, must_enrol)
