"""The texts of the letters: one TOML file each in ``pcb/data/letters``, read once and checked whole.

In a text, ``{blank}`` is a named blank and ``{one|many}`` what a single signatory, or two, would write. A paragraph
that opens with ``[blank other]`` is left out while one of those is not known; every other blank is required.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from importlib import resources
from types import MappingProxyType
from typing import Any

from pcb.domain.money import NARROW_SPACE
from pcb.domain.vocabulary.choice import Choice
from pcb.domain.vocabulary.letters import LegalMark, SendingMeans
from pcb.errors import LawError

_BLANK = re.compile(r"\{([a-z_]+)\}")
_CHOICE = re.compile(r"\{([^{}|]*)\|([^{}]*)\}")
_BEFORE, _AFTER = re.compile(r" (?=[;:!?%€»])"), re.compile(r"(?<=«) ")
_CONDITION = re.compile(r"\[([a-z_ ]+)\] ")


class Group(Choice):
    """The headings under which letters are listed."""

    CREDITORS = "creditors", "Aux créanciers"
    HOME = "home", "Logement, énergie, eau"
    PUBLIC = "public", "Impôts, CAF, MSA, département"
    BANK = "bank", "Banque et fichiers"
    COMMISSION = "commission", "À la commission de surendettement"
    JUDGE = "judge", "Au juge"
    PERSON = "person", "Accords et information de la personne"


_GROUPS = {group.value: group for group in Group}
_MARKS = {mark.value: mark for mark in LegalMark}
_MEANS = {means.value: means for means in SendingMeans}


@dataclass(frozen=True, slots=True)
class Basis:
    """A legal reference, and how it was read."""

    article: str
    mark: LegalMark
    note: str = ""


@dataclass(frozen=True, slots=True)
class Delay:
    """A delay that starts on the day of the blank ``start``: that of the rule ``rule`` of the law files, else ``days``
    or ``months`` with their own mark; ``read`` when only the paper received says it (``last_day`` is then asked).
    ``legal`` is false for a reminder that the tool proposes."""

    start: str = ""
    rule: str = ""
    days: int = 0
    months: int = 0
    read: bool = False
    legal: bool = True
    mark: LegalMark = LegalMark.CURRENT
    effect: str = ""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph; left out while a blank of ``needs`` is not known."""

    text: str
    needs: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Template:
    """One letter, or one sheet when it has no ``recipient``.

    ``applies`` names a rule of :mod:`pcb.domain.letters.subjects`, ``recipient`` one of
    :mod:`pcb.domain.letters.recipients`; ``recipient_name`` is the name of one of whom only the address is asked.
    ``references`` are blanks printed above the object. ``asks`` words a blank as this letter asks it. One that
    ``acknowledges`` says that the debt is due. ``annex`` prints the statement of the situation after the letter.
    """

    key: str
    title: str
    group: Group
    applies: str
    object: str
    paragraphs: tuple[Paragraph, ...]
    recipient: str = ""
    recipient_name: str = ""
    references: tuple[str, ...] = ()
    attachments: tuple[str, ...] = ()
    basis: tuple[Basis, ...] = ()
    delay: Delay | None = None
    answer: Delay | None = None
    form: str = ""
    form_doubt: str = ""
    means: SendingMeans | None = None
    advice: tuple[str, ...] = ()
    urgent: bool = False
    acknowledges: bool = False
    annex: bool = False
    salutation: str = "Madame, Monsieur,"
    closing: str = "{Je vous prie|Nous vous prions} d’agréer, Madame, Monsieur, {mes|nos} salutations distinguées."
    asks: Mapping[str, str] = field(default_factory=dict)

    @property
    def body(self) -> tuple[Paragraph, ...]:
        """The paragraphs with the salutation and the closing of a letter; those alone of a sheet."""
        if not self.recipient:
            return self.paragraphs
        return (Paragraph(self.salutation), *self.paragraphs, Paragraph(self.closing))

    @property
    def required(self) -> tuple[str, ...]:
        """The blanks without which it cannot be printed, in the order of the text."""
        texts = (self.object, *(p.text for p in self.body if not p.needs))
        found = (name for text in texts for name in blanks_in(text))
        sender = ("sender_name", "sender_address")
        to = ("recipient_name", "recipient_address") if self.recipient else ()
        return tuple(dict.fromkeys((*sender, *to, *found)))

    @property
    def optional(self) -> tuple[str, ...]:
        """The blanks that add a reference, a paragraph or a last day when they are known."""
        read = ("last_day",) if self.delay and self.delay.read else ()
        texts = (name for p in self.paragraphs for name in (*p.needs, *(blanks_in(p.text) if p.needs else ())))
        return tuple(name for name in dict.fromkeys((*read, *self.references, *texts)) if name not in self.required)

    @property
    def to_check(self) -> tuple[Basis, ...]:
        """The references that were not read in the current text: a mark for the counsellor."""
        return tuple(basis for basis in self.basis if basis.mark.to_check)


def blanks_in(text: str) -> Iterator[str]:
    """The names of the blanks of a text, in order."""
    return (match[1] for match in _BLANK.finditer(text))


def filled_in(text: str, plural: bool, values: Mapping[str, str]) -> str:
    """The text with its choices made and its blanks replaced, in one pass: what is put in is never read again."""

    def put(match: re.Match[str]) -> str:
        inside = match[0][1:-1]
        one, bar, many = inside.partition("|")
        return (many if plural else one) if bar else values[inside]

    return re.sub(rf"{_CHOICE.pattern}|{_BLANK.pattern}", put, text)


@lru_cache(maxsize=1)
def templates() -> Mapping[str, Template]:
    """Every template by its key, in the order of the files. Raises :class:`LawError` when one is amiss."""
    folder = resources.files("pcb.data") / "letters"
    files = sorted((entry for entry in folder.iterdir() if entry.name.endswith(".toml")), key=lambda entry: entry.name)
    found = {made.key: made for entry in files for made in (_template(entry.read_text("utf-8"), entry.name),)}
    return MappingProxyType(found)


def template_of(letter_key: str) -> Template | None:
    """The template of a letter such as ``instalments-d1``; None for a key that no template has."""
    there = templates()
    parts = letter_key.split("-")
    keys = ("-".join(parts[:length]) for length in range(len(parts), 0, -1))
    return next((there[key] for key in keys if key in there), None)


def letter_title(letter_key: str) -> str:
    """The title of a letter, for the history."""
    found = template_of(letter_key)
    return found.title if found else "courrier qui n’existe plus"


def _template(text: str, name: str) -> Template:
    try:
        table = _french(tomllib.loads(text))
        table["group"] = _GROUPS[table["group"]]
        table["means"] = _MEANS[table["means"]] if "means" in table else None
        table["paragraphs"] = tuple(_paragraph(one) for one in table["paragraphs"])
        table["basis"] = tuple(_basis(one) for one in table.get("basis", ()))
        for key in ("delay", "answer"):
            if key in table:
                table[key] = _delay(table[key])
        for key in ("references", "attachments", "advice"):
            table[key] = tuple(table.get(key, ()))
        table["asks"] = MappingProxyType(table.get("asks", {}))
        return Template(**table)
    except (tomllib.TOMLDecodeError, KeyError, TypeError, ValueError) as fault:
        raise LawError(f"Le modèle de courrier {name} est illisible : {fault}") from fault


def _french(told: Any) -> Any:
    """The same table with the narrow spaces of French: the files are written with plain ones."""
    if isinstance(told, str):
        return _AFTER.sub(NARROW_SPACE, _BEFORE.sub(NARROW_SPACE, told)).replace("n° ", "n°\u00a0")
    if isinstance(told, list):
        return [_french(one) for one in told]
    return {key: _french(value) for key, value in told.items()} if isinstance(told, dict) else told


def _paragraph(text: str) -> Paragraph:
    condition = _CONDITION.match(text)
    if condition is None:
        return Paragraph(text)
    return Paragraph(text[condition.end() :], tuple(condition[1].split()))


def _basis(table: dict[str, Any]) -> Basis:
    return Basis(table["article"], _MARKS[table["mark"]], table.get("note", ""))


def _delay(table: dict[str, Any]) -> Delay:
    return Delay(**{**table, "mark": _MARKS[table.get("mark", LegalMark.CURRENT.value)]})
