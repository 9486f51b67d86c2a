"""The errors that pcb raises on purpose. Their text is French and may be shown to the user."""

from __future__ import annotations


class PcbError(Exception):
    """Root of every error raised on purpose; ``str(error)`` is a French sentence fit for the screen."""


class InvalidAnswer(PcbError):
    """What was typed cannot be read as an answer to the question; the sentence says what is expected."""


class UnknownPath(PcbError):
    """A path does not exist in the case, or names an item that is no longer there."""


class LawError(PcbError):
    """The law data cannot answer."""


class UnknownParameter(LawError):
    """No such parameter in the law files."""


class NoValueOnDay(LawError):
    """The parameter has no value in force on the day asked; it is never guessed."""


class ExchangeFault(PcbError):
    """A household file does not fit the exchange format. ``faults`` has one ``place : reason`` a line."""

    def __init__(self, faults: tuple[str, ...]) -> None:
        super().__init__("\n".join(faults))
        self.faults = faults


class FaultyTemplate(PcbError):
    """A template of an official form does not fit it. ``faults`` has one ``place : reason`` a line."""

    def __init__(self, faults: tuple[str, ...]) -> None:
        super().__init__("\n".join(faults))
        self.faults = faults


class AccessDenied(PcbError):
    """Wrong password, wrong recovery code, or no right on this object."""


class Damaged(PcbError):
    """A sealed record no longer opens: it was altered, cut or moved."""


class IncompleteLetter(PcbError):
    """A letter lacks what it cannot be printed without; the sentence names it."""


class NotFound(PcbError):
    """No such case, paper or account."""


class FileRefused(PcbError):
    """A file that cannot be joined to a dossier; the sentence says what it is, or what is wrong with it."""


class StoreUnavailable(PcbError):
    """The database cannot be opened or written: missing, damaged, read-only, full, busy or of a later version."""
