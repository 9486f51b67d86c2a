"""PDF files: repaired, unlocked of their mere restrictions, freed of all that acts, flattened, of a sensible weight."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from decimal import Decimal, InvalidOperation
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, Page, PasswordError, Pdf, PdfError, Stream
from PIL import Image

from pcb.errors import FileRefused
from pcb.intake import drawing
from pcb.intake.acting import holds, leave_out, notes_on, refuse_what_cannot_be_flattened
from pcb.intake.kinds import NNBSP
from pcb.intake.received import PDF, Received
from pcb.intake.weighing import Weighing, refuse_bombs

MOST_PAGES = 200
LARGEST_SIDE = 14_400
"""Points: the largest page of the format."""
A4 = (Decimal("0"), Decimal("0"), Decimal("595.28"), Decimal("841.89"))

_LOCKED = (
    f"Ce PDF est verrouillé par un mot de passe{NNBSP}: ouvrez-le avec son mot de passe, imprimez-le en PDF, puis "
    "joignez le nouveau fichier."
)
_BROKEN = "Ce PDF est abîmé et ne peut pas être réparé. Téléchargez-le à nouveau, ou photographiez le papier."


def document(content: bytes, progress: Callable[[], None] = lambda: None) -> Received:
    """The PDF made safe. ``progress`` is called as the work goes on. Raises :class:`FileRefused`."""
    try:
        with pikepdf.open(io.BytesIO(content)) as pdf:
            return _made_safe(pdf, progress)
    except FileRefused:
        raise
    except PasswordError:
        raise FileRefused(_LOCKED) from None
    except MemoryError:
        raise FileRefused("Ce PDF demande trop de mémoire. Découpez-le, ou photographiez les pages utiles.") from None
    except (PdfError, RuntimeError, ValueError, TypeError, KeyError, AttributeError, RecursionError, OverflowError):
        raise FileRefused(_BROKEN) from None  # a damaged tree of objects fails in any of these ways


def _made_safe(pdf: Pdf, progress: Callable[[], None]) -> Received:
    notes = []
    pages = len(pdf.pages)
    if pages == 0:
        raise FileRefused(_BROKEN)
    if pages > MOST_PAGES:
        raise FileRefused(
            f"Ce PDF a {pages} pages{NNBSP}: au-delà de {MOST_PAGES}, joignez seulement les pages utiles, ou "
            "découpez-le en plusieurs fichiers."
        )
    if pdf.get_warnings():
        notes.append(f"Ce PDF était abîmé{NNBSP}: il a été réparé. Vérifiez que toutes ses pages y sont.")
    if pdf.is_encrypted:
        notes.append("Les restrictions d’impression et de copie ont été levées.")
    refuse_what_cannot_be_flattened(pdf)
    refuse_bombs(pdf)
    progress()
    notes += notes_on(pdf)
    for page in pdf.pages:
        _set_boxes(page)
    pictures = drawing.drawn(_written(pdf), _filled_without_appearance(pdf), progress)
    pdf.flatten_annotations("screen")
    leave_out(pdf)
    weighing = Weighing()
    heavy = [n for n, page in enumerate(pdf.pages) if n not in pictures and weighing.must_be_drawn_again(page)]
    safe = _written(pdf)
    if drawing.page_count(safe) != pages:
        raise FileRefused(_BROKEN)
    progress()
    pictures |= drawing.drawn(safe, heavy, progress)
    if pictures:
        for number, picture in pictures.items():
            _become_picture(pdf, pdf.pages[number], picture)
        notes.append(_drawn_again(len(pictures), pages))
        safe = _written(pdf)
    return Received(PDF, safe, pages, tuple(notes))


def _drawn_again(count: int, pages: int) -> str:
    which = (
        "La page a été refaite"
        if pages == 1
        else "1 page a été refaite"
        if count == 1
        else f"{count} pages ont été refaites"
    )
    return f"{which} en image, pour s’afficher partout de la même façon ou peser moins."


def _written(pdf: Pdf) -> bytes:
    """The same PDF gives the same bytes. Streams are written as they are: nothing is unfolded here."""
    out = io.BytesIO()
    pdf.save(
        out,
        deterministic_id=True,
        stream_decode_level=pikepdf.StreamDecodeLevel.none,
        object_stream_mode=pikepdf.ObjectStreamMode.generate,
        encryption=False,
        fix_metadata_version=False,
    )
    return out.getvalue()


def _set_boxes(page: Page) -> None:
    """A page has a size that exists, and is turned by quarters."""
    media = _box(page.obj.get("/MediaBox")) or A4
    crop = _box(page.obj.get("/CropBox")) or media
    seen = (max(media[0], crop[0]), max(media[1], crop[1]), min(media[2], crop[2]), min(media[3], crop[3]))
    page.obj.MediaBox = Array(seen if _has_area(seen) else media)
    page.obj.CropBox = page.obj.MediaBox
    turned = page.obj.get("/Rotate", 0)
    page.obj.Rotate = int(turned) % 360 if isinstance(turned, int) and turned % 90 == 0 else 0


def _box(value: Any) -> tuple[Decimal, Decimal, Decimal, Decimal] | None:
    try:
        left, bottom, right, top = (Decimal(str(side)) for side in value)
    except (TypeError, ValueError, InvalidOperation):
        return None
    box = (min(left, right), min(bottom, top), max(left, right), max(bottom, top))
    sane = all(side.is_finite() and abs(side) <= 2 * LARGEST_SIDE for side in box)
    return box if sane and _has_area(box) else None


def _has_area(box: tuple[Decimal, Decimal, Decimal, Decimal]) -> bool:
    return 3 <= box[2] - box[0] <= LARGEST_SIDE and 3 <= box[3] - box[1] <= LARGEST_SIDE


def _filled_without_appearance(pdf: Pdf) -> list[int]:
    """Pages with a filled field that only a form reader would draw; drawn now, as they would be lost by flattening."""
    form = pdf.Root.get("/AcroForm")
    if not isinstance(form, Dictionary):
        return []
    missing = holds(form, "/NeedAppearances")
    return [
        number
        for number, page in enumerate(pdf.pages)
        if any(_value(widget) and (missing or "/AP" not in widget) for widget in _widgets(page))
    ]


def _widgets(page: Page) -> Iterator[Dictionary]:
    annotations: Any = page.obj.get("/Annots")
    if isinstance(annotations, Array):
        for one in annotations:
            if isinstance(one, Dictionary) and one.get("/Subtype") == Name.Widget:
                yield one


def _value(widget: Dictionary) -> bool:
    """Whether the field of a widget has a value; it may be told by a parent."""
    field: Any = widget
    for _ in range(8):
        if "/V" in field:
            return str(field.V) not in ("", "/Off")
        field = field.get("/Parent")
        if not isinstance(field, Dictionary):
            return False
    return False


def _become_picture(pdf: Pdf, page: Page, picture: bytes) -> None:
    """The page now shows the picture alone, upright, at its size."""
    left, bottom, right, top = (Decimal(str(side)) for side in page.obj.MediaBox)
    unit = Decimal(str(page.obj.get("/UserUnit", 1)))
    width, height = (right - left) * unit, (top - bottom) * unit
    if page.obj.get("/Rotate", 0) in (90, 270):
        width, height = height, width
    with Image.open(io.BytesIO(picture)) as opened:
        size, space = opened.size, Name.DeviceGray if opened.mode == "L" else Name.DeviceRGB
    image = Stream(pdf, picture)
    image.update({
        "/Type": Name.XObject, "/Subtype": Name.Image, "/Width": size[0], "/Height": size[1],
        "/ColorSpace": space, "/BitsPerComponent": 8, "/Filter": Name.DCTDecode,
    })  # fmt: skip
    for key in ("/UserUnit", "/Group"):
        if key in page.obj:
            del page.obj[key]
    page.obj.Rotate = 0
    page.obj.MediaBox = page.obj.CropBox = Array([0, 0, width, height])
    page.obj.Resources = Dictionary(XObject=Dictionary(Page=image))
    page.obj.Contents = Stream(pdf, f"q {width} 0 0 {height} 0 0 cm /Page Do Q".encode())
