"""A page that comes from elsewhere, drawn on a page of ours: a little smaller, so that its stamp covers nothing."""

from __future__ import annotations

from pcb.reports.blocks import Plate
from pcb.reports.sheets import HEIGHT, WIDTH, Sheets
from pcb.reports.tagging import Tag

PICTURE = "Plate"
"""The name, in the resources of its page, of what is drawn: it fills the unit square, be it a picture or a page."""

MARGIN = 20.0
_ABOVE, _BELOW = 18.0, 44.0


def draw_plate(plate: Plate, figure: Tag, sheets: Sheets, top: float) -> None:
    """Draw the page within its frame, never larger than it is, upright or lying as it is itself."""
    sheet = sheets.current
    if plate.width > plate.height:
        sheet.size = (HEIGHT, WIDTH)
    sheet.plate = (plate.source, plate.page, plate.stamp)
    width, height = sheet.size
    left, bottom = (MARGIN, _BELOW) if plate.stamp else (0.0, 0.0)
    room = (width - 2 * left, height - bottom - (_ABOVE if plate.stamp else 0.0))
    scale = min(room[0] / plate.width, room[1] / plate.height, 1.0)
    wide, high = plate.width * scale, plate.height * scale
    x, y = left + (room[0] - wide) / 2, bottom + room[1] - high
    figure.attributes = f"/O/Layout/Placement/Block/BBox[{x:.2f} {y:.2f} {x + wide:.2f} {y + high:.2f}]"
    sheets.figure(figure, [f"q {wide:.3f} 0 0 {high:.3f} {x:.3f} {y:.3f} cm /{PICTURE} Do Q"])
    if plate.stamp:
        sheets.frame(x, y + high, wide, high, grey=0.7)
