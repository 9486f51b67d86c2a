"""The head of a letter, placed for a window envelope.

An A4 sheet folded in three moves in a DL envelope (110 × 220 mm), folded in two in a C5 (162 × 229 mm). What the window
shows whatever the play of the fold is what the address may fill:

===========  =====================================  ======================  ==========================================
Envelope     Window, from the right and the bottom  Play of the sheet       Always seen, from the left and the top
===========  =====================================  ======================  ==========================================
DL           100 × 35 mm at 20 and 20 mm            10 mm, 11 mm            100 to 190 mm, 55 to 79 mm
C5           100 × 45 mm at 20 and 60 mm            19 mm, 13.5 mm          109 to 190 mm, 57 to 88.5 mm
===========  =====================================  ======================  ==========================================

Both: 109 to 190 mm, 57 to 79 mm. NF Z 11-001 itself was not read. A mailing house gives the address frame as 85 × 33 mm
at 110 and 55 mm (edics.fr, one secondary source); the sizes of the windows are those that envelopes are usually sold
with. To be tried with the envelopes of the house.
"""

from __future__ import annotations

from pcb.reports.blocks import Envelope
from pcb.reports.layout import Entry, Laid, LaidCell, LaidRow
from pcb.reports.sheets import BODY_WIDTH, HEIGHT, LEFT, TOP
from pcb.reports.tagging import Tag
from pcb.reports.text import Line, Style, Typesetter

MM = 72 / 25.4
WINDOW_LEFT, WINDOW_RIGHT = 109 * MM, 190 * MM
WINDOW_TOP, WINDOW_BOTTOM = 57 * MM, 79 * MM
"""The part of the sheet that both windows always show, in points from its left and top edges."""

_BELOW = 92 * MM
"""Where the rest of the letter begins: nothing of it is seen through a window."""

_ADDRESS_LEFT, _ADDRESS_WIDTH = 110 * MM, 80 * MM
_ADDRESS_STYLES = (Style(10, 12), Style(9, 10.3))
_SENDER = Style(10, 13)
_SENDER_WIDTH = 88 * MM - LEFT
"""A sender's long lines are broken before the window."""

_LETTER = Style(11, 14.5)
_OBJECT = Style(11, 14.5, bold=True)
_TITLE = Style(16, 21, bold=True)


def set_envelope(block: Envelope, root: Tag, typesetter: Typesetter) -> Laid:
    """The head as rows; read in the order sender, recipient, day, references, object."""
    rows = [_addresses(block, root, typesetter)] if block.recipient else []
    if block.recipient:
        if block.dated:
            rows.append(
                _row(block.dated, _LETTER, root.child("P"), _ADDRESS_LEFT, _ADDRESS_WIDTH, typesetter, padding=4)
            )
        rows += [_row(text, _LETTER, root.child("P"), LEFT, BODY_WIDTH, typesetter) for text in block.references]
        rows.append(_row(block.subject, _OBJECT, root.child("H1"), LEFT, BODY_WIDTH, typesetter, padding=6))
    else:
        rows.append(_row(block.subject, _TITLE, root.child("H1"), LEFT, BODY_WIDTH, typesetter, padding=6))
        rows.append(_row("\n".join(block.sender), _LETTER, root.child("P"), LEFT, BODY_WIDTH, typesetter, padding=3))
    return Laid(rows, after=6, new_page=True, opens=True, bookmark=(0, block.bookmark))


def address_fits(lines: tuple[str, ...]) -> bool:
    """Whether an address stands whole in the window, at the smaller size if it must."""
    style, set_lines = _address(lines, Typesetter())
    return len(set_lines) * style.leading <= WINDOW_BOTTOM - WINDOW_TOP


def _addresses(block: Envelope, root: Tag, typesetter: Typesetter) -> LaidRow:
    sender_tag, recipient_tag = root.child("P"), root.child("P")
    sender = tuple(
        Entry(line, _SENDER, sender_tag)
        for text in block.sender
        for line in typesetter.lay_out(text, _SENDER, _SENDER_WIDTH)
    )
    style, lines = _address(block.recipient, typesetter)
    down = Entry(Line((), 0.0), Style(1, WINDOW_TOP - (HEIGHT - TOP)), recipient_tag)
    recipient = (down, *(Entry(line, style, recipient_tag) for line in lines))
    return LaidRow(
        (LaidCell(LEFT, _SENDER_WIDTH, sender), LaidCell(_ADDRESS_LEFT, _ADDRESS_WIDTH, recipient)),
        at_least=_BELOW - (HEIGHT - TOP),
    )


def _address(texts: tuple[str, ...], typesetter: Typesetter) -> tuple[Style, tuple[Line, ...]]:
    """The lines of the address at the larger size if they stand in the window, else at the smaller one."""
    for style in _ADDRESS_STYLES:
        lines = tuple(line for text in texts for line in typesetter.lay_out(text, style, _ADDRESS_WIDTH))
        if len(lines) * style.leading <= WINDOW_BOTTOM - WINDOW_TOP:
            break
    return style, lines


def _row(
    text: str, style: Style, tag: Tag, x: float, width: float, typesetter: Typesetter, padding: float = 0.0
) -> LaidRow:
    entries = tuple(Entry(line, style, tag) for line in typesetter.lay_out(text, style, width))
    return LaidRow((LaidCell(x, width, entries),), padding=padding)
