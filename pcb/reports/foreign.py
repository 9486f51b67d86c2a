"""Files that come from elsewhere, a JPEG or a PDF, as pages that can be drawn on a page of ours."""

from __future__ import annotations

from io import BytesIO

import pikepdf
from pikepdf import Array, Matrix, Name, Page, Pdf
from PIL import Image

_DOTS = 96
"""Dots per inch of a picture that says nothing of its size: a small one is not blown up beyond that."""
_COLOURS = {"L": Name.DeviceGray, "RGB": Name.DeviceRGB, "CMYK": Name.DeviceCMYK}
_OUTER = ("/TrimBox", "/ArtBox", "/BleedBox")


def is_jpeg(content: bytes) -> bool:
    """Whether these bytes are a JPEG picture; else they are a PDF."""
    return content[:3] == b"\xff\xd8\xff"


def page_sizes(content: bytes) -> tuple[tuple[float, float], ...]:
    """Width and height in points of each page, as it is seen (turned as it says)."""
    if is_jpeg(content):
        with Image.open(BytesIO(content)) as picture:
            return ((picture.width * 72 / _DOTS, picture.height * 72 / _DOTS),)
    with pikepdf.open(BytesIO(content)) as pdf:
        return tuple(_seen_size(page) for page in pdf.pages)


def _seen_size(page: Page) -> tuple[float, float]:
    _, _, width, height = _seen_box(_as_form(page))
    return width, height


def unit_pictures(pdf: Pdf, content: bytes) -> list[pikepdf.Object]:
    """Each page as an object of ``pdf`` that fills the unit square when drawn. A JPEG is kept as it is, to the byte."""
    if is_jpeg(content):
        return [_picture(pdf, content)]
    with pikepdf.open(BytesIO(content)) as source:
        source.generate_appearance_streams()
        source.flatten_annotations("print")
        return [_form(pdf, page) for page in source.pages]


def _picture(pdf: Pdf, content: bytes) -> pikepdf.Object:
    with Image.open(BytesIO(content)) as found:
        width, height, mode, adobe = found.width, found.height, found.mode, "adobe" in found.info
    picture = pdf.make_stream(content)
    picture.Type, picture.Subtype = Name.XObject, Name.Image
    picture.Width, picture.Height, picture.BitsPerComponent = width, height, 8
    picture.ColorSpace = _COLOURS[mode]
    if mode == "CMYK" and adobe:
        picture.Decode = Array([1, 0] * 4)
    picture.Filter = Name.DCTDecode
    return picture


def _form(pdf: Pdf, page: Page) -> pikepdf.Object:
    form = pdf.copy_foreign(_as_form(page))
    left, bottom, width, height = _seen_box(form)
    unit = Matrix(1 / width, 0, 0, 1 / height, -left / width, -bottom / height)
    form.Matrix = (_turned(form) @ unit).as_array()
    for name in ("/StructParents", "/StructParent"):
        if name in form:
            del form[name]
    return form


def _as_form(page: Page) -> pikepdf.Object:
    for box in _OUTER:  # a form takes the trim box; what is seen is the crop box
        if box in page.obj:
            del page.obj[box]
    return page.as_form_xobject()


def _turned(form: pikepdf.Object) -> Matrix:
    return Matrix(form.get("/Matrix", Array([1, 0, 0, 1, 0, 0])))


def _seen_box(form: pikepdf.Object) -> tuple[float, float, float, float]:
    """Left, bottom, width and height of what a form shows, turned as it says."""
    x0, y0, x1, y1 = (float(edge) for edge in form.get("/BBox", Array([0, 0, 1, 1])))
    corners = [_turned(form).transform((x, y)) for x in (x0, x1) for y in (y0, y1)]
    left, bottom = min(x for x, _ in corners), min(y for _, y in corners)
    return left, bottom, max(x for x, _ in corners) - left or 1.0, max(y for _, y in corners) - bottom or 1.0
