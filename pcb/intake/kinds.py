"""What a file is, by its first bytes: one of the kinds that are taken in, or something else that is named."""

from __future__ import annotations

from enum import Enum

from pcb.errors import FileRefused

NNBSP = "\u202f"


class Kind(Enum):
    """What is taken in."""

    PDF = "pdf"
    JPEG = "jpeg"
    PNG = "png"
    HEIC = "heic"
    WEBP = "webp"


HEADER_WITHIN = 1024
"""A PDF may begin after a few stray bytes."""
_HEIC_BRANDS = {b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1"}
_EXPORT = "Ouvrez-le, enregistrez-le ou imprimez-le en PDF, puis joignez le PDF."
_PICTURE = "Enregistrez-la en JPEG, ou photographiez le papier."
_OPEN_IT = "Ouvrez-la et joignez un à un les papiers qu’elle contient."
_NO_PAPER = "Une pièce se joint en PDF ou en photo."

_STARTS: tuple[tuple[bytes, str, str], ...] = (
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "un fichier Word, Excel ou Outlook ancien", _EXPORT),
    (b"{\\rtf", "un texte RTF", _EXPORT),
    (b"%!PS", "un fichier PostScript", _EXPORT),
    (b"MZ", "un programme Windows", _NO_PAPER),
    (b"\x7fELF", "un programme", _NO_PAPER),
    (b"\xcf\xfa\xed\xfe", "un programme", _NO_PAPER),
    (b"\xca\xfe\xba\xbe", "un programme", _NO_PAPER),
    (b"#!", "un programme", _NO_PAPER),
    (b"L\x00\x00\x00\x01\x14\x02\x00", "un raccourci Windows, pas le fichier lui-même", "Joignez le fichier."),
    (b"GIF8", "une image GIF", _PICTURE),
    (b"BM", "une image BMP", _PICTURE),
    (b"II*\x00", "une image TIFF", "Enregistrez-la en PDF ou en JPEG."),
    (b"MM\x00*", "une image TIFF", "Enregistrez-la en PDF ou en JPEG."),
    (b"8BPS", "une image Photoshop", _PICTURE),
    (b"\x00\x00\x00\x0cjP  ", "une image JPEG 2000", _PICTURE),
    (b"\x00\x00\x00\x0cJXL ", "une image JPEG XL", _PICTURE),
    (b"\xff\x0a", "une image JPEG XL", _PICTURE),
    (b"7z\xbc\xaf\x27\x1c", "une archive 7-Zip", _OPEN_IT),
    (b"Rar!", "une archive RAR", _OPEN_IT),
    (b"\x1f\x8b", "une archive compressée", _OPEN_IT),
    (b"BZh", "une archive compressée", _OPEN_IT),
    (b"\xfd7zXZ", "une archive compressée", _OPEN_IT),
    (b"\x1aE\xdf\xa3", "une vidéo", _NO_PAPER),
    (b"OggS", "un enregistrement sonore", _NO_PAPER),
    (b"ID3", "un enregistrement sonore", _NO_PAPER),
    (b"\xff\xfb", "un enregistrement sonore", _NO_PAPER),
    (b"SQLite format 3", "une base de données", _NO_PAPER),
)
_IN_ZIP: tuple[tuple[bytes, str, str], ...] = (
    (b"word/", "un fichier Word", _EXPORT),
    (b"xl/", "un fichier Excel", _EXPORT),
    (b"ppt/", "un fichier PowerPoint", _EXPORT),
    (b"mimetypeapplication/vnd.oasis.opendocument", "un fichier LibreOffice", _EXPORT),
    (b"mimetypeapplication/epub", "un livre EPUB", _NO_PAPER),
    (b"Index/Document.iwa", "un fichier Pages ou Numbers", _EXPORT),
)


def kind_of(content: bytes) -> Kind:
    """The kind of ``content``. Raises :class:`FileRefused`, with what it is and what to do."""
    head = content[:HEADER_WITHIN]
    if not content:
        raise FileRefused("Ce fichier est vide (0 octet). Enregistrez-le à nouveau, ou photographiez le papier.")
    if head.startswith(b"\xff\xd8\xff"):
        return Kind.JPEG
    if head.startswith(b"\x89PNG\r\n\x1a\n"):
        return Kind.PNG
    if head[:4] == b"RIFF":
        if head[8:12] == b"WEBP":
            return Kind.WEBP
        raise _refused(*(("une vidéo", _NO_PAPER) if head[8:12] == b"AVI " else ("un son", _NO_PAPER)))
    if head[4:8] == b"ftyp":
        return _of_boxes(head)
    named = _named(content, head)
    if named is not None:
        raise _refused(*named)
    if b"%PDF-" in head:
        return Kind.PDF
    raise _unknown(content, head)


def _of_boxes(head: bytes) -> Kind:
    """HEIC, AVIF and video share one container: the brand tells them apart."""
    end = min(max(int.from_bytes(head[:4], "big"), 16), 256)
    brands = {head[8:12], *(head[at : at + 4] for at in range(16, end, 4))}
    if brands & {b"avif", b"avis"}:
        raise _refused("une image AVIF", _PICTURE)
    if brands & _HEIC_BRANDS:
        return Kind.HEIC
    raise _refused("une vidéo", _NO_PAPER)


def _named(content: bytes, head: bytes) -> tuple[str, str] | None:
    if head.startswith(b"PK\x03\x04"):
        start = content[:200_000]
        for mark, what, todo in _IN_ZIP:
            if mark in start:
                return what, todo
        return "une archive ZIP", _OPEN_IT
    for mark, what, todo in _STARTS:
        if head.startswith(mark):
            return what, todo
    if head[257:262] == b"ustar":
        return "une archive TAR", _OPEN_IT
    words = head.removeprefix(b"\xef\xbb\xbf").lstrip().lower()
    if b"<svg" in words and words.startswith(b"<"):
        return "une image SVG", _PICTURE
    if words.startswith((b"<!doctype html", b"<html", b"<head", b"<script", b"<body")):
        return "une page Internet", _EXPORT
    if words.startswith(b"<?xml"):
        return "un fichier XML", _EXPORT
    if words.startswith((b"from: ", b"received: ", b"return-path: ", b"delivered-to: ", b"mime-version: ")):
        return "un courriel", _EXPORT
    if head[:1] == b"\x30" and b"\x2a\x86\x48\x86\xf7\x0d\x01\x07" in head:
        return "un document signé ou chiffré (p7m)", _EXPORT
    return None


def _unknown(content: bytes, head: bytes) -> FileRefused:
    if not head.strip(b"\x00"):
        what = "Ce fichier ne contient que des zéros" if not content.strip(b"\x00") else "Ce fichier est abîmé"
        return FileRefused(f"{what}{NNBSP}: la copie a échoué. Copiez-le à nouveau depuis l’appareil d’origine.")
    if len(head) > 3 and b"\x00" not in head and all(byte >= 32 or byte in b"\t\r\n\f" for byte in head):
        return _refused("un simple texte", _EXPORT)
    return FileRefused(f"Ce fichier n’est ni un PDF ni une photo, ou son début est abîmé. {_NO_PAPER}")


def _refused(what: str, todo: str) -> FileRefused:
    return FileRefused(f"Ce fichier est {what}, pas un PDF ni une photo lisible ici. {todo}")
