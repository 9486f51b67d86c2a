"""What in a PDF acts, hides or tells on its author: named, then left out. What is kept is listed; all else goes."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from pikepdf import Array, Dictionary, Name, Object, Pdf, Stream

from pcb.errors import FileRefused
from pcb.intake.kinds import NNBSP

ROOT_KEPT = frozenset({"/Type", "/Pages", "/OCProperties", "/Version"})
PAGE_KEPT = frozenset(
    {"/Type", "/Parent", "/Resources", "/MediaBox", "/CropBox", "/Rotate", "/Contents", "/Group", "/UserUnit"}
)
STREAM_DROPPED = ("/F", "/FFilter", "/FDecodeParms", "/OPI", "/Ref", "/AF", "/Metadata", "/PieceInfo", "/Alternates")
"""Content held in another file, other versions of a picture, what is told of it."""

_SCRIPTS = {"/JavaScript"}
_AUTOMATIC = {"/Launch", "/GoToR", "/GoToE", "/SubmitForm", "/ImportData", "/Rendition", "/Movie", "/Sound", "/Trans",
              "/RichMediaExecute", "/GoTo3DView", "/ResetForm", "/Hide", "/Named", "/SetOCGState"}  # fmt: skip


def refuse_what_cannot_be_flattened(pdf: Pdf) -> None:
    """Raises :class:`FileRefused` for a PDF whose pages are not what its reader shows: a portfolio, a dynamic form."""
    if "/Collection" in pdf.Root:
        raise FileRefused(
            "Ce PDF est un porte-documents, une sorte d’archive. Ouvrez-le et joignez un à un les fichiers qu’il "
            "contient."
        )
    form = pdf.Root.get("/AcroForm")
    if isinstance(form, Dictionary) and "/XFA" in form and holds(pdf.Root, "/NeedsRendering"):
        raise FileRefused(
            f"Ce PDF est un formulaire que seul Adobe Reader sait afficher (XFA){NNBSP}: ouvrez-le avec lui, "
            "imprimez-le en PDF, puis joignez le nouveau fichier."
        )


def notes_on(pdf: Pdf) -> tuple[str, ...]:
    """What will be left out, in French, before it is."""
    actions, files, signed, fields = _found(pdf)
    form = pdf.Root.get("/AcroForm")
    said = (
        (bool(actions & _SCRIPTS), "Les scripts du PDF ont été retirés."),
        (bool(actions & _AUTOMATIC), "Les actions automatiques du PDF ont été retirées."),
        ("/URI" in actions, "Les liens vers Internet ne sont plus actifs."),
        (
            files,
            f"Des fichiers étaient cachés dans ce PDF{NNBSP}: ils sont retirés. Joignez-les à part s’ils comptent.",
        ),
        (fields, "Le formulaire est figé tel qu’il est rempli."),
        (isinstance(form, Dictionary) and "/XFA" in form, "La partie XFA du formulaire a été retirée."),
        (signed, "La signature électronique reste visible mais ne peut plus être vérifiée sur cette copie."),
    )
    return tuple(sentence for holds, sentence in said if holds)


def leave_out(pdf: Pdf) -> None:
    """Keep pages and what they draw; drop the rest. Forms must have been flattened before."""
    for key in set(pdf.Root.keys()) - ROOT_KEPT:
        del pdf.Root[key]
    for page in pdf.pages:
        for key in set(page.obj.keys()) - PAGE_KEPT:
            del page.obj[key]
    for stream in streams(pdf):
        for key in STREAM_DROPPED:
            if key in stream:
                del stream[key]
        if stream.get("/Subtype") == Name.PS:  # a PostScript program
            stream.write(b"")
            stream.Subtype = Name.Form
            stream.BBox = Array([0, 0, 1, 1])
    for thing in pdf.objects:
        for part in _dictionaries(thing):
            _disarm(part)
    for key in set(pdf.trailer.keys()) - {"/Root", "/Size", "/ID"}:
        del pdf.trailer[key]


def _disarm(part: Any) -> None:
    """Make nothing of what acts or hides a file, wherever it is: a damaged PDF may hang it where only fonts belong."""
    if part.get("/Type") == Name.EmbeddedFile:
        if isinstance(part, Stream):
            part.write(b"")
        del part["/Type"]
    kind = part.get("/S")
    if isinstance(kind, Name) and str(kind) in _SCRIPTS | _AUTOMATIC | {"/URI"}:
        for key in ("/S", "/JS", "/URI", "/F", "/Win", "/Unix", "/Mac", "/Next"):
            if key in part:
                del part[key]
    if "/EF" in part:
        del part["/EF"]


def holds(thing: Any, key: str) -> bool:
    """Whether ``key`` is there and true."""
    value: Any = thing.get(key)
    return isinstance(value, bool) and value


def streams(pdf: Pdf) -> Iterator[Stream]:
    """Every stream of the file."""
    for thing in pdf.objects:
        if isinstance(thing, Stream):
            yield thing


def _found(pdf: Pdf) -> tuple[set[str], bool, bool, bool]:
    """Kinds of action, and whether there are embedded files, a signature, a field that is filled or can be."""
    actions: set[str] = set()
    files = signed = fields = False
    for thing in pdf.objects:
        for part in _dictionaries(thing):
            kind = part.get("/S")
            if isinstance(kind, Name):
                actions.add(str(kind))
            if "/JS" in part:
                actions.add("/JavaScript")
            files = files or "/EF" in part or part.get("/Type") == Name.EmbeddedFile
            field = part.get("/FT")
            signed = signed or (field == Name.Sig and "/V" in part)
            fields = fields or field in (Name.Tx, Name.Btn, Name.Ch)
    return actions, files, signed, fields


def _dictionaries(thing: Object, depth: int = 0) -> Iterator[Any]:
    """An object and the direct objects in it."""
    if depth > 6:
        return
    if isinstance(thing, Dictionary | Stream):
        yield thing
        inner: Any = (thing[key] for key in thing.keys())  # noqa: SIM118 - an Object has no iteration of its own
    elif isinstance(thing, Array):
        inner = iter(thing)
    else:
        return
    for part in inner:
        if isinstance(part, Dictionary | Array) and not part.is_indirect:
            yield from _dictionaries(part, depth + 1)
