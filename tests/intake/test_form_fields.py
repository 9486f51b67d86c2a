"""Fields of a blank form that was made to harm: refused with a reason, or read; never a crash, never for long."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from typing import Any

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, Pdf, String

from pcb.errors import FileRefused
from pcb.intake.form_fields import MOST_FIELDS, blank_form
from pcb.intake.worker import Worker

RECT = Array([10, 10, 110, 30])


def made(change: Callable[[Pdf], None]) -> bytes:
    with pikepdf.new() as pdf:
        pdf.add_blank_page(page_size=(595, 842))
        pdf.Root.AcroForm = Dictionary(Fields=Array())
        change(pdf)
        out = BytesIO()
        pdf.save(out)
    return out.getvalue()


def put(pdf: Pdf, *widgets: Any) -> None:
    pdf.pages[0].obj.Annots = Array([pdf.make_indirect(widget) for widget in widgets])
    pdf.Root.AcroForm.Fields = pdf.pages[0].obj.Annots


def field(**more: Any) -> Dictionary:
    return Dictionary(Type=Name.Annot, Subtype=Name.Widget, FT=Name.Tx, T=String("nom"), Rect=RECT, **more)


def a_loop_of_parents(pdf: Pdf) -> None:
    one = pdf.make_indirect(Dictionary(Type=Name.Annot, Subtype=Name.Widget, T=String("a"), Rect=RECT))
    one.Parent = one
    put(pdf, one)


def annotations_that_are_no_list(pdf: Pdf) -> None:
    pdf.pages[0].obj.Annots = String("rien")


def a_field_without_a_place(pdf: Pdf) -> None:
    put(pdf, Dictionary(Type=Name.Annot, Subtype=Name.Widget, FT=Name.Tx, T=String("nom")))


def a_place_of_letters(pdf: Pdf) -> None:
    put(pdf, Dictionary(Type=Name.Annot, Subtype=Name.Widget, FT=Name.Tx, T=String("n"), Rect=Array([Name.A] * 4)))


def a_value_that_is_a_stream(pdf: Pdf) -> None:
    put(pdf, field(V=pdf.make_stream(b"x" * 1000)))


def a_look_of_another_kind(pdf: Pdf) -> None:
    put(pdf, field(V=String("x"), MK=Dictionary(BC=Array([1, 2])), AP=String("x")))


def a_page_turned_by_a_word(pdf: Pdf) -> None:
    pdf.pages[0].obj.Rotate = Name.A
    put(pdf, field())


HARM = (
    a_loop_of_parents,
    annotations_that_are_no_list,
    a_field_without_a_place,
    a_place_of_letters,
    a_value_that_is_a_stream,
    a_look_of_another_kind,
    a_page_turned_by_a_word,
)


REFUSED = (a_field_without_a_place, a_place_of_letters)


@pytest.mark.parametrize("harm", HARM, ids=lambda harm: harm.__name__)
def test_a_form_made_to_harm_is_refused_or_read(harm: Callable[[Pdf], None]) -> None:
    if harm in REFUSED:
        with pytest.raises(FileRefused, match="abîmé"):
            blank_form(made(harm))
        return
    found, content = blank_form(made(harm))
    assert found["pages"] == [[595.0, 842.0]]
    with pikepdf.open(BytesIO(content)) as pdf:
        assert "/AcroForm" not in pdf.Root
        assert "/Annots" not in pdf.pages[0].obj


def test_a_form_of_too_many_fields_or_pages_is_refused_at_the_limit() -> None:
    def fields(count: int) -> bytes:
        return made(lambda pdf: put(pdf, *(field() for _ in range(count))))

    assert len(blank_form(fields(MOST_FIELDS))[0]["fields"]) == MOST_FIELDS
    with pytest.raises(FileRefused, match="champs"):
        blank_form(fields(MOST_FIELDS + 1))
    with pytest.raises(FileRefused, match="61 pages"):
        blank_form(made(lambda pdf: [pdf.add_blank_page() for _ in range(60)] and None))


def test_a_value_that_came_with_the_form_is_gone_and_its_frame_stays() -> None:
    def prefilled(pdf: Pdf) -> None:
        shown = pdf.make_stream(b"BT (SECRET) Tj ET")
        shown.Type, shown.Subtype, shown.BBox = Name.XObject, Name.Form, Array([0, 0, 100, 20])
        put(pdf, field(V=String("SECRET"), AP=Dictionary(N=shown), MK=Dictionary(BC=Array([1, 0, 0]))))

    _, content = blank_form(made(prefilled))
    with pikepdf.open(BytesIO(content)) as pdf:
        streams = [thing.read_bytes() for thing in pdf.objects if isinstance(thing, pikepdf.Stream)]
    assert not [stream for stream in streams if b"SECRET" in stream]
    assert [stream for stream in streams if b"1 0 0 RG" in stream]


def test_the_worker_reads_the_fields_in_its_own_process() -> None:
    worker = Worker()
    try:
        found, content = worker.blank_form(made(lambda pdf: put(pdf, field())))
        assert [one["name"] for one in found["fields"]] == ["nom"]
        assert content.startswith(b"%PDF-")
        with pytest.raises(FileRefused, match="abîmé"):
            worker.blank_form(b"rien")
    finally:
        worker.close()
