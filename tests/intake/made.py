"""Files made for the tests: papers photographed, scanned, written, filled, and what hides in a PDF."""

from __future__ import annotations

import io
import zlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pikepdf
import pillow_heif
from pikepdf import Array, Dictionary, Name, Pdf, Stream
from PIL import Image, ImageDraw
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

FONTS = Path(__file__).parent.parent.parent / "pcb" / "data" / "fonts"


pillow_heif.register_heif_opener()


def paper(size: tuple[int, int] = (1200, 1600), colour: str = "navy") -> Image.Image:
    """A page with a dark block at its top left, so that what turns it is seen."""
    page = Image.new("RGB", size, "white")
    ImageDraw.Draw(page).rectangle((0, 0, size[0] // 3, size[1] // 4), fill=colour)
    return page


def saved(page: Image.Image, kind: str = "JPEG", **options: Any) -> bytes:
    out = io.BytesIO()
    page.save(out, kind, **options)
    return out.getvalue()


def photograph(megapixels: int = 12, orientation: int = 1) -> bytes:
    """A phone's photograph of a paper, with noise, an orientation and the place where it was taken."""
    side = round((megapixels * 1_000_000 / 12) ** 0.5)
    size = (side * 4, side * 3)
    noise = Image.effect_noise((size[0] // 4, size[1] // 4), 40).resize(size).convert("RGB")
    exif = Image.Exif()
    exif[0x0112] = orientation
    exif[0x010F] = "Fabricant-Secret"
    exif.get_ifd(0x8825)[1] = "N"
    exif.get_ifd(0x8825)[2] = (43.0, 38.0, 41.0)
    return saved(Image.blend(paper(size), noise, 0.15), exif=exif, quality=90)


def large_scan() -> bytes:
    """A scan of twelve megabytes, which takes its time on any network."""
    return saved(paper((2000, 2000)), "PNG", compress_level=0)


def wide_jpeg(width: int, height: int, **options: Any) -> bytes:
    """A JPEG of one colour: a few hundred kilobytes for two hundred megapixels."""
    return saved(Image.new("L", (width, height), 200), quality=30, **options)


def png_bomb(width: int = 40_000, height: int = 40_000) -> bytes:
    """Two megabytes that would be decoded to gigabytes."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return len(data).to_bytes(4, "big") + kind + data + zlib.crc32(kind + data).to_bytes(4, "big")

    head = width.to_bytes(4, "big") + height.to_bytes(4, "big") + b"\x08\x02\x00\x00\x00"
    rows = zlib.compressobj(9)
    line = b"\x00" + bytes(width * 3)
    data = b"".join(rows.compress(line) for _ in range(min(height, 400))) + rows.flush()
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", data) + chunk(b"IEND", b"")


def pdf(pages: int = 1, words: str = "Relevé de compte", embedded: bool = True) -> bytes:
    """A plain PDF; with a font that is in it, or with Helvetica, which is not."""
    out = io.BytesIO()
    canvas = Canvas(out, invariant=True)
    font = "Helvetica"
    if embedded:
        font = "Noto"
        if font not in pdfmetrics.getRegisteredFontNames():
            pdfmetrics.registerFont(TTFont(font, str(FONTS / "NotoSans_400Regular.ttf")))
    for number in range(pages):
        canvas.setFont(font, 20)
        canvas.drawString(72, 700, f"{words}, page {number + 1}")
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def changed(content: bytes, change: Callable[[Pdf], object], **options: Any) -> bytes:
    """A PDF after ``change``."""
    with pikepdf.open(io.BytesIO(content)) as document:
        change(document)
        out = io.BytesIO()
        document.save(out, fix_metadata_version=False, **options)
        return out.getvalue()


def filled_form(drawn: bool = True) -> bytes:
    """A form with a filled line and a ticked box; ``drawn`` tells whether the file holds their look."""
    out = io.BytesIO()
    canvas = Canvas(out, invariant=True)
    canvas.drawString(72, 700, "Formulaire")
    canvas.acroForm.textfield(name="nom", value="Éléonore Quercybal", x=72, y=600, width=300, height=30)
    canvas.acroForm.checkbox(name="oui", checked=True, x=72, y=540)
    canvas.save()

    def undraw(document: Pdf) -> None:
        document.Root.AcroForm.NeedAppearances = True
        for widget in document.pages[0].obj.Annots:
            if widget.get("/FT") == Name.Tx and "/AP" in widget:
                del widget["/AP"]

    return out.getvalue() if drawn else changed(out.getvalue(), undraw)


def acting() -> bytes:
    """A PDF with all that acts or hides: scripts, automatic actions, links, programs, files within the file."""

    def arm(document: Pdf) -> None:
        script = Dictionary(S=Name.JavaScript, JS="app.alert('CANARI-SCRIPT')")
        document.Root.OpenAction = script
        document.Root.AA = Dictionary(WC=Dictionary(S=Name.Launch, F="CANARI-PROGRAMME.exe"))
        inside = document.make_indirect(Stream(document, b"CANARI-FICHIER"))
        inside.Type = Name.EmbeddedFile
        held = Dictionary(Type=Name.Filespec, F="secret.docx", EF=Dictionary(F=inside))
        document.Root.Names = Dictionary(
            JavaScript=Dictionary(Names=Array(["a", script])),
            EmbeddedFiles=Dictionary(Names=Array(["secret.docx", held])),
        )
        document.Root.Metadata = Stream(document, b"<x>CANARI-AUTEUR</x>")
        document.docinfo["/Author"] = "CANARI-AUTEUR"
        page = document.pages[0].obj
        page.AA = Dictionary(O=script)
        page.Annots = Array([
            _annotation("Link", A=Dictionary(S=Name.URI, URI="http://canari.example/x")),
            _annotation("Link", A=Dictionary(S=Name.Launch, F="CANARI-PROGRAMME.exe")),
            _annotation("Link", A=Dictionary(S=Name.SubmitForm, F="http://canari.example/y")),
            _annotation("FileAttachment", FS=held),
            _annotation("RichMedia", RichMediaContent=Dictionary(Assets=held)),
        ])  # fmt: skip

    return changed(pdf(), arm)


def _annotation(kind: str, **more: Any) -> Dictionary:
    return Dictionary(Type=Name.Annot, Subtype=Name(f"/{kind}"), Rect=Array([10, 10, 60, 60]), **more)


def stream_bomb(layers: int = 1, size: int = 2_000_000_000, in_picture: bool = False) -> bytes:
    """A page whose drawing, or whose picture of four points, unfolds to ``size`` bytes; folded again, it hides behind
    the next layer."""
    folded = zlib.compressobj(9)
    block = b" " * 1_000_000
    data = b"".join(folded.compress(block) for _ in range(size // len(block))) + folded.flush()
    for _ in range(layers - 1):
        data = zlib.compress(data, 9)

    def arm(document: Pdf) -> None:
        stream = Stream(document, b"")
        stream.write(data, filter=Array([Name.FlateDecode] * layers))
        if not in_picture:
            document.pages[0].obj.Contents = stream
            return
        stream.update({
            "/Type": Name.XObject, "/Subtype": Name.Image, "/Width": 2, "/Height": 2,
            "/ColorSpace": Name.DeviceGray, "/BitsPerComponent": 8,
        })  # fmt: skip
        document.pages[0].obj.Resources.XObject = Dictionary(Im=stream)

    return changed(pdf(), arm, stream_decode_level=pikepdf.StreamDecodeLevel.none)


def drawing_bomb(depth: int = 9, times: int = 12) -> bytes:
    """A drawing made of drawings made of drawings: billions of strokes in a few kilobytes."""

    def arm(document: Pdf) -> None:
        inner = Stream(document, b"0 0 m 100 100 l S\n" * 20)
        for _ in range(depth):
            inner.update({"/Type": Name.XObject, "/Subtype": Name.Form, "/BBox": Array([0, 0, 600, 800])})
            outer = Stream(document, b"/In Do\n" * times)
            outer.Resources = Dictionary(XObject=Dictionary(In=document.make_indirect(inner)))
            inner = outer
        page = document.pages[0].obj
        page.Resources, page.Contents = inner.Resources, inner

    return changed(pdf(), arm)


def heavy_scan(pages: int = 1) -> bytes:
    """Scanned pages of more than two megabytes each."""
    side = (2480, 3508)
    noise = saved(Image.effect_noise(side, 60).convert("RGB"), quality=60)
    assert len(noise) > 1_600_000

    def fill(document: Pdf) -> None:
        picture = Stream(document, noise)
        picture.update({
            "/Type": Name.XObject, "/Subtype": Name.Image, "/Width": side[0], "/Height": side[1],
            "/ColorSpace": Name.DeviceRGB, "/BitsPerComponent": 8, "/Filter": Name.DCTDecode,
        })  # fmt: skip
        for page in document.pages:
            page.obj.Resources = Dictionary(XObject=Dictionary(Scan=picture))
            page.obj.Contents = Stream(document, b"q 595 0 0 842 0 0 cm /Scan Do Q")

    return changed(pdf(pages), fill)
