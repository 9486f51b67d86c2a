"""The last pass over a PDF: what PDF/UA-1 (ISO 14289-1) and PDF/A-2a (ISO 19005-2) ask and ReportLab does not write."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from datetime import date
from importlib.resources import files
from io import BytesIO
from xml.sax.saxutils import escape

import pikepdf
from pikepdf import Array, Dictionary, Name, Pdf, String

from pcb.reports.fonts import TABULAR_ZERO
from pcb.reports.foreign import unit_pictures
from pcb.reports.plates import PICTURE

PRODUCER = "pcb"

_XMP = """<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:xmp="http://ns.adobe.com/xap/1.0/"
 xmlns:pdf="http://ns.adobe.com/pdf/1.3/" xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/"
 xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/">
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{title}</rdf:li></rdf:Alt></dc:title>
<dc:description><rdf:Alt><rdf:li xml:lang="x-default">{subject}</rdf:li></rdf:Alt></dc:description>
<dc:language><rdf:Bag><rdf:li>fr-FR</rdf:li>{languages}</rdf:Bag></dc:language>
<xmp:CreateDate>{day}T12:00:00Z</xmp:CreateDate><xmp:ModifyDate>{day}T12:00:00Z</xmp:ModifyDate>
<xmp:CreatorTool>{producer}</xmp:CreatorTool><pdf:Producer>{producer}</pdf:Producer>
{claims}</rdf:Description>{schema}</rdf:RDF></x:xmpmeta>
<?xpacket end="w"?>"""

_CLAIMS = """<pdfaid:part>2</pdfaid:part><pdfaid:conformance>A</pdfaid:conformance><pdfuaid:part>1</pdfuaid:part>
"""
_SCHEMA = """
<rdf:Description rdf:about="" xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"
 xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#" xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">
<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
<pdfaSchema:schema>PDF/UA identification schema</pdfaSchema:schema>
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource"><pdfaProperty:name>part</pdfaProperty:name>
<pdfaProperty:valueType>Integer</pdfaProperty:valueType><pdfaProperty:category>internal</pdfaProperty:category>
<pdfaProperty:description>Part of ISO 14289 to which the document conforms</pdfaProperty:description>
</rdf:li></rdf:Seq></pdfaSchema:property></rdf:li></rdf:Bag></pdfaExtension:schemas>
</rdf:Description>"""


def finish(
    raw: bytes,
    tree: int,
    *,
    title: str,
    subject: str,
    day: date,
    plates: Sequence[tuple[str, int] | None] = (),
    sources: Mapping[str, bytes] | None = None,
    languages: Sequence[str] = (),
) -> bytes:
    """The PDF with its structure tree (object ``tree``), metadata, language, colour profile and text maps.

    ``plates`` has for each page the file of ``sources``, and the page in it, that it shows. ``languages`` are those
    of the document beside French. The same input gives the same bytes.
    """
    foreign = any(plates)
    with pikepdf.open(BytesIO(raw)) as pdf:
        root = pdf.Root
        root.Lang = String("fr-FR")
        root.StructTreeRoot = pdf.get_object(tree, 0)
        root.MarkInfo = Dictionary(Marked=True)
        root.ViewerPreferences = Dictionary(DisplayDocTitle=True)
        root.PageMode = Name.UseOutlines
        root.OutputIntents = Array([_output_intent(pdf)])
        root.Metadata = _metadata(pdf, title, subject, day, languages, claims=not foreign)
        for number, page in enumerate(pdf.pages):
            page.obj.StructParents = number
            page.obj.Tabs = Name.S
            if "/Trans" in page.obj:
                del page.obj.Trans
        if pdf.pages:
            correct_text_maps(pdf)
        if foreign:
            _show(pdf, plates, sources or {})
        stamp = String(f"D:{day:%Y%m%d}120000Z")
        pdf.trailer.Info = pdf.make_indirect(
            Dictionary(
                Title=String(title),
                Subject=String(subject),
                Creator=String(PRODUCER),
                Producer=String(PRODUCER),
                CreationDate=stamp,
                ModDate=stamp,
            )
        )
        out = BytesIO()
        pdf.save(
            out,
            deterministic_id=True,
            object_stream_mode=pikepdf.ObjectStreamMode.generate,
            fix_metadata_version=False,
            force_version="1.7",
        )
    return out.getvalue()


def _output_intent(pdf: Pdf) -> pikepdf.Object:
    profile = pdf.make_stream((files("pcb.data") / "colour" / "sRGB.icc").read_bytes())
    profile.N = 3
    return pdf.make_indirect(
        Dictionary(
            Type=Name.OutputIntent,
            S=Name.GTS_PDFA1,
            OutputConditionIdentifier=String("sRGB IEC61966-2.1"),
            Info=String("sRGB IEC61966-2.1"),
            DestOutputProfile=profile,
        )
    )


def _show(pdf: Pdf, plates: Sequence[tuple[str, int] | None], sources: Mapping[str, bytes]) -> None:
    """Put each page from elsewhere where its page of ours draws it."""
    pictures: dict[str, list[pikepdf.Object]] = {}
    for page, plate in zip(pdf.pages, plates, strict=True):
        if plate is not None:
            source, number = plate
            if source not in pictures:
                pictures[source] = unit_pictures(pdf, sources[source])
            own = Dictionary({name: value for name, value in page.Resources.items() if name != "/XObject"})
            own.XObject = Dictionary({f"/{PICTURE}": pictures[source][number]})
            page.Resources = own


def _metadata(
    pdf: Pdf, title: str, subject: str, day: date, languages: Sequence[str], *, claims: bool
) -> pikepdf.Object:
    packet = _XMP.format(
        title=escape(title),
        subject=escape(subject),
        day=day.isoformat(),
        producer=PRODUCER,
        languages="".join(f"<rdf:li>{escape(language)}</rdf:li>" for language in languages),
        claims=_CLAIMS if claims else "",
        schema=_SCHEMA if claims else "",
    )
    stream = pdf.make_stream(packet.encode("utf-8"))
    stream.Type, stream.Subtype = Name.Metadata, Name.XML
    return stream


_MAPPED = re.compile(rb"<([0-9A-F]{2})> <([0-9A-F]{4,6})>\n")


def correct_text_maps(pdf: Pdf) -> None:
    """Make each glyph copy as what was typed: tabular figures as figures, Arabic forms as letters, emoji in UTF-16."""
    fonts = pdf.pages[0].Resources.get("/Font", Dictionary())
    for font in fonts.values():
        stream = font.ToUnicode
        before = stream.read_bytes()
        after = _MAPPED.sub(lambda found: b"<%s> <%s>\n" % (found[1], _target(int(found[2], 16))), before)
        if after != before:
            stream.write(after)


def _target(code: int) -> bytes:
    if TABULAR_ZERO <= code < TABULAR_ZERO + 10:
        text = chr(ord("0") + code - TABULAR_ZERO)
    elif 0xFB50 <= code <= 0xFEFC:
        text = unicodedata.normalize("NFKC", chr(code))
    else:
        text = chr(code)
    return text.encode("utf-16-be").hex().upper().encode("ascii")
