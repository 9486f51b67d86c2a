"""What a file is told by its content; what it is called plays no part."""

from __future__ import annotations

import io
import tarfile
import zipfile

import pytest

from pcb.errors import FileRefused
from pcb.intake.kinds import Kind, kind_of
from tests.intake.made import paper, pdf, saved


def zipped(*names: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name in names:
            archive.writestr(name, "x")
    return out.getvalue()


def tarred() -> bytes:
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w") as archive:
        archive.addfile(tarfile.TarInfo("x"))
    return out.getvalue()


@pytest.mark.parametrize(
    ("kind", "content"),
    [
        (Kind.JPEG, saved(paper((64, 64)))),
        (Kind.PNG, saved(paper((64, 64)), "PNG")),
        (Kind.WEBP, saved(paper((64, 64)), "WEBP")),
        (Kind.PDF, pdf()),
        (Kind.PDF, b"\r\n\r\n" + pdf()),
        (Kind.HEIC, b"\x00\x00\x00\x18ftypheic\x00\x00\x00\x00mif1heic"),
        (Kind.HEIC, b"\x00\x00\x00\x18ftypmif1\x00\x00\x00\x00mif1heic"),
    ],
)
def test_the_five_kinds_are_known_by_their_content(kind: Kind, content: bytes) -> None:
    assert kind_of(content) is kind


@pytest.mark.parametrize(
    ("what", "content"),
    [
        ("est vide (0 octet)", b""),
        ("un fichier Word", zipped("[Content_Types].xml", "word/document.xml")),
        ("un fichier Excel", zipped("[Content_Types].xml", "xl/workbook.xml")),
        ("un fichier PowerPoint", zipped("ppt/presentation.xml")),
        ("une archive ZIP", zipped("photo.jpg", "photo2.jpg")),
        ("Word, Excel ou Outlook ancien", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)),
        ("une archive TAR", tarred()),
        ("une archive compressée", b"\x1f\x8b\x08" + bytes(50)),
        ("une archive RAR", b"Rar!\x1a\x07\x00"),
        ("un programme Windows", b"MZ\x90\x00" + bytes(100)),
        ("un programme", b"\x7fELF" + bytes(100)),
        ("un programme", b"#!/bin/sh\nrm -rf ~\n"),
        ("une page Internet", b"\xef\xbb\xbf  <!DOCTYPE html><title>%PDF-1.7</title>"),
        ("une image SVG", b"<svg xmlns='http://www.w3.org/2000/svg'/>"),
        ("une image SVG", b"<?xml version='1.0'?><svg/>"),
        ("un fichier XML", b"<?xml version='1.0'?><facture/>"),
        ("une vidéo", b"\x00\x00\x00\x18ftypmp42\x00\x00\x00\x00isom"),
        ("une vidéo", b"RIFF\x00\x00\x00\x00AVI LIST"),
        ("une vidéo", b"\x1aE\xdf\xa3" + bytes(40)),
        ("une image AVIF", b"\x00\x00\x00\x1cftypavif\x00\x00\x00\x00avifmif1miaf"),
        ("une image TIFF", b"II*\x00" + bytes(40)),
        ("une image GIF", b"GIF89a" + bytes(40)),
        ("un simple texte", b"Bonjour,\nvoici ma facture.\n"),
        ("un courriel", b"From: moi@example.org\nSubject: x\n"),
        ("un document signé", b"\x30\x82\x01\x00\x06\x09\x2a\x86\x48\x86\xf7\x0d\x01\x07\x02"),
        ("ne contient que des zéros", bytes(5000)),
        ("ni un PDF ni une photo", bytes(range(256)) * 20),
    ],
)
def test_anything_else_is_refused_with_what_it_is(what: str, content: bytes) -> None:
    with pytest.raises(FileRefused) as refused:
        kind_of(content)
    assert what in str(refused.value)
    assert str(refused.value).count(".") >= 1


def test_an_archive_that_holds_a_pdf_header_is_still_an_archive() -> None:
    with pytest.raises(FileRefused, match="archive ZIP"):
        kind_of(zipped("a") + b"%PDF-1.7" + pdf())
