"""Pictures: turned upright, without metadata, brought to a sensible size, written again as JPEG.

Nothing of the file that came in is kept but its pixels: no place, no date, no device, nothing hidden after the end.
"""

from __future__ import annotations

import io
import struct
import warnings
from collections.abc import Iterable

import pillow_heif
from PIL import Image, ImageChops, ImageOps

from pcb.errors import FileRefused
from pcb.intake.kinds import NNBSP, Kind
from pcb.intake.received import JPEG, Received

Image.MAX_IMAGE_PIXELS = None  # our own limit is looked at before anything is decoded, and it has a sentence
pillow_heif.register_heif_opener(thumbnails=False)
pillow_heif.options.DECODE_THREADS = 1
pillow_heif.options.DEPTH_IMAGES = pillow_heif.options.AUX_IMAGES = False

LONGEST_SIDE = 2339
"""An A4 page at 200 dots per inch."""
SHORTEST_LEGIBLE = 1654
"""What is never gone under to save weight: an A4 page at 141 dots per inch."""
HEAVIEST_PAGE = 500_000
QUALITIES = (84, 76, 68, 60, 52)
MOST_PIXELS = 50_000_000
"""An A4 page at 600 dots per inch has 35 million."""
MOST_PIXELS_JPEG = 250_000_000
"""A JPEG can be decoded at an eighth of its size; one that is written in passes (progressive) cannot."""
SMALLEST_SIDE = 32

_FORMATS = {Kind.JPEG: ("JPEG", "MPO"), Kind.PNG: ("PNG",), Kind.HEIC: ("HEIF",), Kind.WEBP: ("WEBP",)}
_GREY_SPREAD = 24
_UNREADABLE = "Cette image est abîmée et ne peut pas être lue. Envoyez-la à nouveau, ou reprenez la photo."


def picture(content: bytes, kind: Kind) -> Received:
    """The picture as a page. Raises :class:`FileRefused`."""
    notes: list[str] = []
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # what Pillow has to say of a file is for its developers
            with Image.open(io.BytesIO(content), formats=_FORMATS[kind]) as opened:
                page = _page(opened, kind, notes)
    except FileRefused:
        raise
    except MemoryError:
        raise FileRefused("Cette image demande trop de mémoire. Réduisez-la, ou reprenez la photo.") from None
    except Exception as error:  # a decoder fed with a hostile file may raise anything
        raise FileRefused(_incomplete(error)) from None
    return Received(JPEG, encoded(page), 1, tuple(notes))


def encoded(page: Image.Image, most: int = HEAVIEST_PAGE) -> bytes:
    """A page in JPEG, under ``most`` bytes if that can be done legibly."""
    return _first_under(_tries(page, QUALITIES, SHORTEST_LEGIBLE), most)


def lighter(content: bytes, most: int) -> bytes:
    """A JPEG page written again under ``most`` bytes, or as near as it stays readable (an A4 page at 106 dots per
    inch); one that is light enough already is given back as it is."""
    if len(content) <= most:
        return content
    with Image.open(io.BytesIO(content), formats=("JPEG",)) as opened:
        opened.load()
        page = opened if opened.mode in ("L", "RGB") else opened.convert("RGB")
    found = _first_under(_tries(page, (76, 62, 50, 40), 1240), most)
    return min(found, content, key=len)


def reduced(content: bytes, longest: int) -> bytes:
    """A JPEG page, small enough to be shown in a list."""
    with Image.open(io.BytesIO(content), formats=("JPEG",)) as opened:
        opened.draft(None, (longest, longest))
        opened.thumbnail((longest, longest))
        return _jpeg(opened, 70)


def without_colour(page: Image.Image) -> Image.Image:
    """A page that has only greys, as such: it weighs less."""
    if page.mode != "RGB":
        return page
    small = page.reduce(max(1, max(page.size) // 400))
    red, green, blue = small.split()
    spread = ImageChops.lighter(ImageChops.difference(red, green), ImageChops.difference(green, blue))
    return page if any(spread.histogram()[_GREY_SPREAD:]) else page.convert("L")


def _page(opened: Image.Image, kind: Kind, notes: list[str]) -> Image.Image:
    width, height = opened.size
    _check_size(opened, kind, width, height)
    if getattr(opened, "n_frames", 1) > 1 and kind is not Kind.JPEG:
        notes.append("Ce fichier contient plusieurs images\u202f: seule la première est gardée.")
    if kind is Kind.JPEG:
        opened.draft(None, (LONGEST_SIDE, LONGEST_SIDE))
    orientation = _orientation(opened)
    opened.load()
    page = _plain(opened)
    times = max(page.width, page.height) // LONGEST_SIDE
    if times > 1:
        page = page.reduce(times)  # before anything else is made of it: a large picture is costly to hold twice
    page = _on_white(page)
    if max(page.size) > LONGEST_SIDE:
        page.thumbnail((LONGEST_SIDE, LONGEST_SIDE), Image.Resampling.LANCZOS)
        notes.append(f"Image de {width} × {height} points ramenée à la taille d’une page.")
    if orientation in _TURNS:
        page = page.transpose(_TURNS[orientation])
        notes.append("Image remise à l’endroit.")
    return without_colour(page)


_TURNS = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}
"""What turns a picture upright, by the orientation that its EXIF data tells."""


def _orientation(opened: Image.Image) -> int:
    try:
        return int(opened.getexif().get(0x0112, 1))
    except (ValueError, TypeError, KeyError, SyntaxError, OSError, struct.error):
        return 1  # damaged metadata do not cost the picture


def _check_size(opened: Image.Image, kind: Kind, width: int, height: int) -> None:
    pixels = width * height
    in_passes = "progressive" in opened.info or "progression" in opened.info
    most = MOST_PIXELS_JPEG if kind is Kind.JPEG and not in_passes else MOST_PIXELS
    if pixels > most:
        raise FileRefused(
            f"Cette image est démesurée{NNBSP}: {width} × {height} points, soit {pixels // 1_000_000} millions. "
            "Numérisez le papier à 300 points par pouce au plus, ou photographiez-le."
        )
    if min(width, height) < SMALLEST_SIDE:
        raise FileRefused(f"Cette image est trop petite pour être lue{NNBSP}: {width} × {height} points.")


def _plain(opened: Image.Image) -> Image.Image:
    """In greys, in colours, or in colours with transparency, of eight bits each."""
    if opened.mode in ("L", "RGB", "RGBA") and "transparency" not in opened.info:
        return opened
    if opened.mode.startswith("I"):  # sixteen bits: a plain conversion would cut them off as white
        return opened.convert("I").point(lambda value: value * (1 / 257)).convert("L")
    if opened.mode == "F":
        return ImageOps.autocontrast(opened.convert("L"))
    if opened.mode == "1":
        return opened.convert("L")
    seen_through = "transparency" in opened.info or opened.mode in ("LA", "La", "PA", "RGBa")
    return opened.convert("RGBA" if seen_through else "RGB")


def _on_white(page: Image.Image) -> Image.Image:
    """What is transparent, on white paper."""
    if page.mode != "RGBA":
        return page
    white = Image.new("RGB", page.size, "white")
    white.paste(page, mask=page.getchannel("A"))
    return white


def _tries(page: Image.Image, qualities: tuple[int, ...], shortest: int) -> Iterable[bytes]:
    """The page written ever lighter: first by its quality, then by its size."""
    for quality in qualities:
        yield _jpeg(page, quality)
    longest = max(page.size)
    while longest > shortest:
        longest = max(shortest, round(longest * 0.84))
        page = page.copy()
        page.thumbnail((longest, longest), Image.Resampling.LANCZOS)
        yield _jpeg(page, qualities[-1])


def _first_under(tries: Iterable[bytes], most: int) -> bytes:
    best = b""
    for written in tries:
        best = written if not best or len(written) < len(best) else best
        if len(written) <= most:
            return written
    return best


def _jpeg(page: Image.Image, quality: int) -> bytes:
    out = io.BytesIO()
    plain = Image.new(page.mode, page.size)  # carries no profile, no comment, no EXIF data
    plain.paste(page)
    plain.save(out, "JPEG", quality=quality, optimize=True)
    return out.getvalue()


def _incomplete(error: Exception) -> str:
    if "truncated" in str(error).lower():
        return "Cette image est incomplète\u202f: l’envoi ou la copie a été coupé. Envoyez-la à nouveau."
    return _UNREADABLE
