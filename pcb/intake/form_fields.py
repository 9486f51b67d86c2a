"""The fields of a blank form in PDF, as plain data: names, kinds, places, states. Nothing is filled or run here.

Places are in points from the bottom left corner of the page *as it is shown*: cropped, and turned when it says so.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, PasswordError, Pdf, PdfError

from pcb.errors import FileRefused

MOST_FIELDS = 2_500
MOST_PAGES = 60
_DEEPEST = 12
_LOCKED = "Ce PDF est verrouillé par un mot de passe\u202f: enregistrez-le sans mot de passe, puis recommencez."
_BROKEN = "Ce PDF est abîmé et ne peut pas être lu. Téléchargez-le à nouveau."

Found = dict[str, Any]


def blank_form(content: bytes) -> tuple[Found, bytes]:
    """What is read of a blank form, and the form itself, its fields emptied of any value and become part of its pages.

    ``{"pages": [[width, height], …], "fields": [{"name", "kind", "page", "rect", "state"}, …]}``, one entry for each
    place where a field shows. ``kind`` is text, tick, choice, button or signature; ``state`` is what a box to tick is
    called when it is ticked. Raises :class:`FileRefused`.
    """
    try:
        with pikepdf.open(io.BytesIO(content)) as pdf:
            sheets = [_Sheet(page) for page in pdf.pages]
            if not sheets:
                raise FileRefused(_BROKEN)
            if len(sheets) > MOST_PAGES:
                raise FileRefused(f"Ce PDF a {len(sheets)} pages\u202f: un formulaire en a {MOST_PAGES} au plus.")
            fields = list(_fields(pdf, sheets))
            for sheet in sheets:
                _empty(pdf, sheet)
            _flatten(pdf)
            out = io.BytesIO()
            pdf.save(out, deterministic_id=True, encryption=False, fix_metadata_version=False)
    except PasswordError:
        raise FileRefused(_LOCKED) from None
    except MemoryError:
        raise FileRefused("Ce PDF demande trop de mémoire.") from None
    except (PdfError, RuntimeError, ValueError, TypeError, KeyError, AttributeError, RecursionError, ArithmeticError):
        raise FileRefused(_BROKEN) from None  # a damaged tree of objects fails in any of these ways
    return {"pages": [sheet.size for sheet in sheets], "fields": fields}, out.getvalue()


def _flatten(pdf: Pdf) -> None:
    """What the empty fields show becomes part of the pages; the fields go."""
    pdf.flatten_annotations("screen")
    if "/AcroForm" in pdf.Root:
        del pdf.Root.AcroForm
    for page in pdf.pages:
        if "/Annots" in page.obj:
            del page.obj.Annots


def _empty(pdf: Pdf, sheet: _Sheet) -> None:
    """Fields keep the frame that they show, and nothing in it; buttons to press go."""
    annotations = sheet.page.obj.get("/Annots")
    if not isinstance(annotations, Array):
        return
    kept = Array()
    for one in annotations:
        if isinstance(one, Dictionary) and one.get("/Subtype") == Name.Widget:
            flags = _inherited(one, "/Ff")
            if _inherited(one, "/FT") == Name.Btn:
                if isinstance(flags, int) and int(flags) & (1 << 16):
                    continue
                one.AS = Name.Off
            elif _inherited(one, "/V") is not None or _inherited(one, "/DV") is not None or "/AP" not in one:
                _frame(pdf, one)
        kept.append(one)
    sheet.page.obj.Annots = kept


def _frame(pdf: Pdf, widget: Any) -> None:
    """What the field shows becomes its border alone, where it has one."""
    if "/AP" in widget:
        del widget.AP
    look = widget.get("/MK")
    colour = look.get("/BC") if isinstance(look, Dictionary) else None
    strokes = {1: "G", 3: "RG", 4: "K"}
    if not isinstance(colour, Array) or len(colour) not in strokes:
        return
    left, bottom, right, top = _box(widget.Rect)
    width, height = right - left, top - bottom
    ink = " ".join(f"{float(part):g}" for part in colour)
    drawn = f"{ink} {strokes[len(colour)]} 1 w 0.5 0.5 {width - 1:.2f} {height - 1:.2f} re S"
    stream = pdf.make_stream(drawn.encode())
    stream.Type, stream.Subtype = Name.XObject, Name.Form
    stream.BBox = Array([0, 0, round(width, 2), round(height, 2)])
    widget.AP = Dictionary(N=stream)


class _Sheet:
    """A page as it is shown."""

    def __init__(self, page: pikepdf.Page) -> None:
        media, crop = _box(page.mediabox), _box(page.cropbox)
        left, bottom = max(media[0], crop[0]), max(media[1], crop[1])
        right, top = min(media[2], crop[2]), min(media[3], crop[3])
        if right - left < 3 or top - bottom < 3:
            left, bottom, right, top = media
        self.left, self.bottom, self.width, self.height = left, bottom, right - left, top - bottom
        turned = _inherited(page.obj, "/Rotate")
        self.turned = int(turned) % 360 if isinstance(turned, int) and turned % 90 == 0 else 0
        self.page = page

    @property
    def size(self) -> list[float]:
        upright = self.turned in (0, 180)
        return [self.width, self.height] if upright else [self.height, self.width]

    def shown(self, x: float, y: float) -> tuple[float, float]:
        """A point of the page where it is shown, the page being turned clockwise."""
        across, up = x - self.left, y - self.bottom
        match self.turned:
            case 90:
                return up, self.width - across
            case 180:
                return self.width - across, self.height - up
            case 270:
                return self.height - up, across
        return across, up


def _box(value: Any) -> tuple[float, float, float, float]:
    left, bottom, right, top = (float(Decimal(str(side))) for side in value)
    return min(left, right), min(bottom, top), max(left, right), max(bottom, top)


def _fields(pdf: Pdf, sheets: list[_Sheet]) -> Iterator[Found]:
    form, dynamic = pdf.Root.get("/AcroForm"), bool(pdf.Root.get("/NeedsRendering", False))
    if dynamic and isinstance(form, Dictionary) and "/XFA" in form:
        raise FileRefused(
            "Ce PDF est un formulaire que seul Adobe Reader sait afficher (XFA)\u202f: ouvrez-le avec lui, imprimez-le "
            "en PDF, puis recommencez avec le nouveau fichier."
        )
    count = 0
    for number, sheet in enumerate(sheets):
        annotations = sheet.page.obj.get("/Annots")
        if not isinstance(annotations, Array):
            continue
        for widget in annotations:
            if not isinstance(widget, Dictionary) or widget.get("/Subtype") != Name.Widget:
                continue
            count += 1
            if count > MOST_FIELDS:
                raise FileRefused(f"Ce PDF a plus de {MOST_FIELDS} champs\u202f: ce n’est pas un formulaire.")
            found = _widget(widget, number, sheet)
            if found is not None:
                yield found


def _widget(widget: Any, number: int, sheet: _Sheet) -> Found | None:
    left, bottom, right, top = _box(widget.Rect)
    (x1, y1), (x2, y2) = sheet.shown(left, bottom), sheet.shown(right, top)
    kind = _inherited(widget, "/FT")
    flags = _inherited(widget, "/Ff")
    flags = int(flags) if isinstance(flags, int) else 0
    named = {Name.Tx: "text", Name.Ch: "choice", Name.Sig: "signature"}.get(kind)
    if kind == Name.Btn:
        named = "button" if flags & (1 << 16) else "tick"
    if named is None:
        return None
    return {
        "name": _full_name(widget),
        "kind": named,
        "page": number,
        "rect": [round(side, 2) for side in (min(x1, x2), min(y1, y2), abs(x2 - x1), abs(y2 - y1))],
        "state": _state(widget) if named == "tick" else "",
    }


def _inherited(holder: Any, key: str) -> Any:
    for _ in range(_DEEPEST):
        if not isinstance(holder, Dictionary):
            return None
        if key in holder:
            return holder[key]
        holder = holder.get("/Parent")
    return None


def _full_name(widget: Any) -> str:
    parts: list[str] = []
    holder = widget
    for _ in range(_DEEPEST):
        if not isinstance(holder, Dictionary):
            break
        if "/T" in holder:
            parts.insert(0, str(holder.T))
        holder = holder.get("/Parent")
    return ".".join(parts)


def _state(widget: Any) -> str:
    """What the box is called when it is ticked: the appearance that is not « Off »."""
    appearance = widget.get("/AP")
    normal = appearance.get("/N") if isinstance(appearance, Dictionary) else None
    if isinstance(normal, Dictionary):
        for key in normal.keys():  # noqa: SIM118 - a pikepdf object has no iteration of its own
            if key != "/Off":
                return str(key)[1:]
    return ""
