"""Text that goes into a spreadsheet, made harmless: what a spreadsheet would run as a formula is kept as text."""

from __future__ import annotations

import re

DANGEROUS = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "−", "＠")  # the wide ones: a Japanese Excel
_CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
_UNSEEN = re.compile(r"^(?:(?![\t\r])[\s\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff])+")
"""What may stand before a formula without being seen."""
LONGEST = 32_767
"""Characters that a cell of a spreadsheet may hold."""


def safe_text(text: str) -> str:
    """The text with an apostrophe before it where a spreadsheet would read a formula, and without what no cell may
    hold. A text too long for a cell is cut, and says so."""
    clean = _CONTROLS.sub("", text)
    if _UNSEEN.sub("", clean, count=1).startswith(DANGEROUS):
        clean = f"'{clean}"
    return clean if len(clean) <= LONGEST else clean[: LONGEST - 10] + " [coupé]"
