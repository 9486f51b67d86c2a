"""French typography for what is shown, and the cleaning of what is typed."""

from __future__ import annotations

import re
import unicodedata

from pcb.domain.money import NARROW_SPACE
from pcb.errors import InvalidAnswer

_QUOTED = 60
_NO_CHARACTERS = "".join(chr(plane << 16 | last) for plane in range(17) for last in (0xFFFE, 0xFFFF))
_NOISE = re.compile(f"[\x00-\x09\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef{_NO_CHARACTERS}]")
"""All of what Unicode calls Cc but the line end, Cs, and what it never gives a meaning to."""
_BEFORE = re.compile(r" (?=[;:!?%€»])")
_AFTER = re.compile(r"(?<=«) ")


def french(text: str) -> str:
    """The same text with typographic apostrophes and narrow no-break spaces where French wants them.

    Texts of the interview are written with plain spaces, so that their source can be read and searched.
    """
    spaced = _AFTER.sub(NARROW_SPACE, _BEFORE.sub(NARROW_SPACE, text))
    return spaced.replace("'", "’")


def refused(sentence: str, **typed: str) -> InvalidAnswer:
    """The error to raise: ``sentence`` in French typography, with what was typed put in the ``{…}`` places."""
    return InvalidAnswer(french(sentence).format(**{name: quoted(text) for name, text in typed.items()}))


def quoted(text: str) -> str:
    """What was typed, short enough to stand in a sentence (the field itself keeps it whole)."""
    return text if len(text) <= _QUOTED else text[:_QUOTED] + "…"


def cleaned(raw: str) -> str:
    """Typed text in NFC, without control characters, lone surrogates or non-characters; line ends become ``\\n``."""
    unix = raw.replace("\r\n", "\n").replace("\r", "\n").replace("\t", " ")
    return unicodedata.normalize("NFC", _NOISE.sub("", unix)).strip()
