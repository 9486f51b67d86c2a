"""PDF files come out whole, readable by others, and without anything that acts."""

from __future__ import annotations

import io
from decimal import Decimal

import pikepdf
import pypdfium2
import pytest
from pikepdf import Array, Dictionary, Name, Pdf, String
from pypdf import PdfReader

from pcb.errors import FileRefused
from pcb.intake.receive import preview, receive
from pcb.intake.received import PDF
from tests.intake import made

CANARIES = (b"CANARI", b"canari", b"JavaScript", b"/Launch", b"/URI", b"EmbeddedFile", b"/AA ", b"OpenAction", b"/JS")


def inside(content: bytes) -> bytes:
    """All that a PDF says, its compressed parts included."""
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(content)) as pdf:
        pdf.save(out, object_stream_mode=pikepdf.ObjectStreamMode.disable, qdf=True)
    return out.getvalue()


def told(content: bytes) -> bytes:
    """What its streams hold."""
    with pikepdf.open(io.BytesIO(content)) as pdf:
        return b"\n".join(thing.read_bytes() for thing in pdf.objects if isinstance(thing, pikepdf.Stream))


def words(content: bytes) -> str:
    return "\n".join(page.extract_text() for page in PdfReader(io.BytesIO(content), strict=True).pages)


def is_picture(content: bytes, number: int = 0) -> bool:
    with pikepdf.open(io.BytesIO(content)) as pdf:
        return list(pdf.pages[number].obj.Resources.keys()) == ["/XObject"] and not words(content).strip()


def darkest(content: bytes, box: tuple[int, int, int, int]) -> int:
    """The darkest point of a part of the first page, in points from its top left."""
    document = pypdfium2.PdfDocument(content)
    grey = document[0].render(scale=1).to_pil().convert("L")
    document.close()
    return int(grey.crop(box).getextrema()[0])


def test_a_plain_pdf_keeps_its_words_and_its_pages() -> None:
    received = receive(made.pdf(3))
    assert (received.kind, received.pages, received.notes) == (PDF, 3, ())
    assert "Relevé de compte, page 3" in words(received.content)


def test_the_same_pdf_gives_the_same_bytes() -> None:
    assert receive(made.filled_form()) == receive(made.filled_form())


def test_all_that_acts_hides_or_names_its_author_is_gone_and_said() -> None:
    source = made.acting()
    assert [canary for canary in CANARIES if canary not in inside(source)] == []
    received = receive(source)
    assert [canary for canary in CANARIES if canary in inside(received.content)] == []
    assert len(received.notes) == 4
    for word in ("scripts", "automatiques", "Internet", "fichiers étaient cachés"):
        assert any(word in note for note in received.notes), word
    assert "Relevé de compte" in words(received.content)


@pytest.mark.parametrize("drawn", [True, False])
def test_what_is_filled_in_a_form_stays_to_be_seen_and_is_no_longer_a_form(drawn: bool) -> None:
    received = receive(made.filled_form(drawn))
    assert "Le formulaire est figé tel qu’il est rempli." in received.notes
    assert darkest(received.content, (80, 215, 250, 240)) < 90  # the line
    assert darkest(received.content, (72, 282, 92, 302)) < 90  # the tick
    assert b"/AcroForm" not in inside(received.content)
    assert b"/Widget" not in inside(received.content)


def test_a_pdf_that_needs_a_password_is_refused_and_one_that_only_forbids_is_taken() -> None:
    locked = pikepdf.Encryption(owner="a", user="b")
    with pytest.raises(FileRefused, match="verrouillé par un mot de passe"):
        receive(made.changed(made.pdf(), lambda _: None, encryption=locked))
    forbidding = pikepdf.Encryption(owner="a", user="", allow=pikepdf.Permissions(extract=False, print_highres=False))
    received = receive(made.changed(made.pdf(), lambda _: None, encryption=forbidding))
    assert any("restrictions" in note for note in received.notes)
    assert "/Encrypt" not in pikepdf.open(io.BytesIO(received.content)).trailer


def test_a_damaged_pdf_is_repaired_and_said_or_refused() -> None:
    whole = made.pdf(2)
    received = receive(whole[:-400])
    assert received.pages == 2
    assert any("réparé" in note for note in received.notes)
    for broken in (whole[: len(whole) // 3], b"%PDF-1.7\n" + b"x" * 3000, b"%PDF-", whole[:40]):
        with pytest.raises(FileRefused, match="abîmé"):
            receive(broken)


def test_two_hundred_pages_are_taken_and_one_more_is_refused() -> None:
    assert receive(made.pdf(200)).pages == 200
    with pytest.raises(FileRefused, match=r"201 pages.*découpez"):
        receive(made.pdf(201))


def test_a_page_whose_font_is_not_in_the_file_becomes_a_picture() -> None:
    received = receive(made.pdf(2, embedded=False))
    assert is_picture(received.content, 0)
    assert is_picture(received.content, 1)
    assert any("2 pages ont été refaites en image" in note for note in received.notes)
    assert darkest(received.content, (72, 120, 200, 145)) < 90


def test_a_font_that_is_named_and_never_used_costs_nothing() -> None:
    def name_another(pdf: Pdf) -> None:
        pdf.pages[0].obj.Resources.Font.Courier = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Courier)

    assert "Relevé" in words(receive(made.changed(made.pdf(), name_another)).content)


def test_a_page_that_weighs_absurdly_is_brought_to_a_page() -> None:
    source = made.heavy_scan(2)
    received = receive(source)
    assert received.pages == 2
    assert len(received.content) < 2 * 900_000 < len(source)
    with pikepdf.open(io.BytesIO(received.content)) as pdf:
        assert [round(float(side)) for side in pdf.pages[0].obj.MediaBox] == [0, 0, 595, 842]


@pytest.mark.parametrize("turned", [0, 90, 180, 270])
def test_a_page_made_a_picture_is_upright_and_of_the_size_it_was_seen(turned: int) -> None:
    def turn(pdf: Pdf) -> None:
        pdf.pages[0].obj.Rotate = turned
        pdf.pages[0].obj.MediaBox = Array([0, 0, 600, 800])

    source = made.changed(made.pdf(embedded=False), turn)
    before, after = (pypdfium2.PdfDocument(content) for content in (source, receive(source).content))
    assert before[0].get_size() == after[0].get_size()
    pictures = [document[0].render(scale=0.5).to_pil().convert("L") for document in (before, after)]
    assert abs(pictures[0].reduce(10).getextrema()[0] - pictures[1].reduce(10).getextrema()[0]) < 40
    assert pictures[0].point(lambda v: 255 * (v < 128)).getbbox() is not None
    boxes = [picture.point(lambda v: 255 * (v < 160)).getbbox() for picture in pictures]
    assert all(abs(one - other) <= 3 for one, other in zip(*boxes, strict=True))  # type: ignore[arg-type]
    before.close()
    after.close()


@pytest.mark.parametrize(
    "box", [[], [0, 0], [0, 0, 0, 0], ["a", "b", "c", "d"], [0, 0, 1e9, 1e9], [0, 0, 1, 900], None], ids=str
)
def test_a_page_without_a_sane_box_is_shown_on_a_sheet_of_paper(box: list[object] | None) -> None:
    def spoil(pdf: Pdf) -> None:
        page = pdf.pages[0].obj
        if box is None:
            del page["/MediaBox"]
        else:
            page.MediaBox = Array([pikepdf.String(v) if isinstance(v, str) else Decimal(str(v)) for v in box])  # type: ignore[arg-type]
        page.Rotate = 37

    received = receive(made.changed(made.pdf(), spoil))
    with pikepdf.open(io.BytesIO(received.content)) as pdf:
        assert [round(float(side)) for side in pdf.pages[0].obj.MediaBox] in ([0, 0, 595, 842], [0, 0, 612, 792])
        assert pdf.pages[0].obj.Rotate == 0


@pytest.mark.parametrize(
    "content",
    [
        made.stream_bomb(1, 110_000_000),
        made.stream_bomb(3, 110_000_000),
        made.stream_bomb(1, 110_000_000, in_picture=True),
        made.drawing_bomb(),
    ],
    ids=["folded", "folded three times", "in a picture", "drawings in drawings"],
)
def test_a_bomb_is_refused_before_it_goes_off(content: bytes) -> None:
    assert len(content) < 2_000_000
    with pytest.raises(FileRefused, match="au-delà de toute mesure"):
        receive(content)


def test_a_drawing_that_draws_itself_does_not_last_for_ever() -> None:
    def loop(pdf: Pdf) -> None:
        form = pdf.make_stream(b"/Self Do")
        form.update({"/Type": Name.XObject, "/Subtype": Name.Form, "/BBox": Array([0, 0, 9, 9])})
        form.Resources = Dictionary(XObject=Dictionary(Self=form))
        pdf.pages[0].obj.Resources.XObject = Dictionary(Self=form)
        pdf.pages[0].obj.Contents = pdf.make_stream(b"/Self Do")

    assert receive(made.changed(made.pdf(), loop)).pages == 1


def test_what_cannot_be_flattened_is_refused_with_what_to_do() -> None:
    with pytest.raises(FileRefused, match="porte-documents"):
        receive(made.changed(made.acting(), lambda pdf: pdf.Root.update({"/Collection": Dictionary()})))

    def dynamic(pdf: Pdf) -> None:
        pdf.Root.AcroForm.XFA = pdf.make_stream(b"<xdp/>")
        pdf.Root.NeedsRendering = True

    with pytest.raises(FileRefused, match="XFA"):
        receive(made.changed(made.filled_form(), dynamic))
    static = receive(made.changed(made.filled_form(), lambda pdf: pdf.Root.AcroForm.update({"/XFA": Array([])})))
    assert any("XFA" in note for note in static.notes)


def test_a_signature_is_told_to_be_no_longer_verifiable() -> None:
    def sign(pdf: Pdf) -> None:
        field = Dictionary(
            Type=Name.Annot,
            Subtype=Name.Widget,
            FT=Name.Sig,
            T="s",
            Rect=Array([0, 0, 9, 9]),
            V=Dictionary(Type=Name.Sig),
        )
        pdf.Root.AcroForm = Dictionary(Fields=Array([pdf.make_indirect(field)]))

    assert any("signature" in note for note in receive(made.changed(made.pdf(), sign)).notes)


def test_each_page_can_be_looked_at() -> None:
    content = receive(made.pdf(2)).content
    one, two = (preview(PDF, content, number, 400) for number in (0, 1))
    assert one[:3] == two[:3] == b"\xff\xd8\xff"
    assert one != two
    with pytest.raises(FileRefused):
        preview(PDF, content, 2, 400)


def test_a_file_hidden_where_only_fonts_belong_is_left_out_too() -> None:
    """A damaged PDF, repaired, hung its old catalogue there, and the hidden file and the script with it."""

    def hide(pdf: Pdf) -> None:
        held = pdf.make_stream(b"CANARI-FICHIER", Type=Name.EmbeddedFile)
        script = Dictionary(S=Name.JavaScript, JS=String("canari()"))
        named = Dictionary(EF=Dictionary(F=held), F=String("a.txt"), Next=script)
        fonts = pdf.pages[0].obj.Resources.get("/Font", Dictionary())
        fonts["/Canari"] = pdf.make_indirect(Dictionary(Names=named))
        pdf.pages[0].obj.Resources["/Font"] = fonts

    armed = made.changed(made.pdf(1), hide)
    assert {b"EmbeddedFile", b"/JS", b"CANARI"} <= {word for word in CANARIES if word in inside(armed) + told(armed)}
    content = receive(armed).content
    left = inside(content) + told(content)
    assert [word for word in (*CANARIES, b"/EF") if word in left] == []
