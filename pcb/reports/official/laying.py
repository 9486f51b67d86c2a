"""Laying drawn pages over those of a blank form, and joining the annex. The fields go: what was filled is drawn."""

from __future__ import annotations

from io import BytesIO
from typing import Any

import pikepdf
from pikepdf import Dictionary, Name, Page, Pdf, String

from pcb.reports.finish import correct_text_maps


def laid_over(content: bytes, over: bytes, title: str) -> bytes:
    """The pages of ``content``, each with that of ``over`` on it. The same input gives the same bytes."""
    with pikepdf.open(BytesIO(content)) as form, pikepdf.open(BytesIO(over)) as drawn:
        correct_text_maps(drawn)
        _flatten(form)
        for number, page in enumerate(form.pages):
            if drawn.pages[number].Contents.read_bytes().strip():
                _lay(form, page, drawn.pages[number])
        form.Root.Lang = String("fr-FR")
        form.Root.ViewerPreferences = Dictionary(DisplayDocTitle=True)
        form.trailer.Info = form.make_indirect(Dictionary(Title=String(title)))
        if "/Metadata" in form.Root:
            del form.Root.Metadata
        return _saved(form)


def _flatten(form: Pdf) -> None:
    """What the blank fields show stays on the page; the fields go, with all that acts."""
    if "/AcroForm" in form.Root:
        form.flatten_annotations("screen")
    for key in ("/AcroForm", "/Names", "/OpenAction", "/AA", "/StructTreeRoot", "/MarkInfo"):
        if key in form.Root:
            del form.Root[key]
    for page in form.pages:
        for key in ("/Annots", "/AA", "/StructParents"):
            if key in page.obj:
                del page.obj[key]


def _lay(form: Pdf, page: Page, drawn: Page) -> None:
    picture = form.copy_foreign(drawn.as_form_xobject())
    _own_resources(page)
    name = page.add_resource(picture, Name.XObject, _free_name(page))
    matrix = " ".join(f"{number:g}" for number in _as_shown(page))
    page.contents_add(b"q\n", prepend=True)
    page.contents_add(f"\nQ q {matrix} cm {name} Do Q\n".encode())


def _free_name(page: Page) -> Name:
    """A name that nothing drawn on the page has; the same each time."""
    taken: Any = page.obj.Resources.get("/XObject", Dictionary())
    number = 0
    while f"/Rempli{number}" in taken:
        number += 1
    return Name(f"/Rempli{number}")


def _own_resources(page: Page) -> None:
    """Resources that the page shares with others, or has from its parents, become its own."""
    holder: Any = page.obj
    for _ in range(16):
        if "/Resources" in holder:
            own = Dictionary({key: holder.Resources[key] for key in holder.Resources.keys()})  # noqa: SIM118
            pictures = own.get("/XObject")
            if isinstance(pictures, Dictionary):
                own.XObject = Dictionary({key: pictures[key] for key in pictures.keys()})  # noqa: SIM118
            page.obj.Resources = own
            return
        holder = holder.get("/Parent")
        if not isinstance(holder, Dictionary):
            break
    page.obj.Resources = Dictionary()


def _as_shown(page: Page) -> tuple[float, ...]:
    """The matrix from the page as it is shown, turned and cropped, to its own space."""
    left, bottom, right, top = (float(side) for side in page.cropbox)
    width, height = right - left, top - bottom
    match _turned(page):
        case 90:
            return 0, 1, -1, 0, left + width, bottom
        case 180:
            return -1, 0, 0, -1, left + width, bottom + height
        case 270:
            return 0, -1, 1, 0, left, bottom + height
    return 1, 0, 0, 1, left, bottom


def _turned(page: Page) -> int:
    holder: Any = page.obj
    for _ in range(16):
        if "/Rotate" in holder:
            return int(holder.Rotate) % 360
        holder = holder.get("/Parent")
        if not isinstance(holder, Dictionary):
            break
    return 0


def joined(first: bytes, *others: bytes) -> bytes:
    """One PDF after the other, in one file."""
    with pikepdf.open(BytesIO(first)) as whole:
        for other in others:
            with pikepdf.open(BytesIO(other)) as more:
                whole.pages.extend(more.pages)
        return _saved(whole)


def _saved(pdf: Pdf) -> bytes:
    out = BytesIO()
    pdf.save(
        out,
        deterministic_id=True,
        object_stream_mode=pikepdf.ObjectStreamMode.generate,
        fix_metadata_version=False,
    )
    return out.getvalue()
