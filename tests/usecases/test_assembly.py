"""The weight of a dossier: what is light stays as it is, what is heavy is written again, whatever the pictures."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from functools import cache
from hashlib import sha256
from io import BytesIO

import pikepdf
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from pcb.domain.assessment import Reading
from pcb.domain.papers_to_join import papers_to_join
from pcb.errors import PcbError
from pcb.reports.blocks import Document, Heading, PageBreak
from pcb.reports.foreign import is_jpeg, page_sizes
from pcb.reports.render import render
from pcb.storage.household_file import read_household
from pcb.usecases.assembly import ENCODING, Order, Step, Variant, assemble, share_of
from pcb.usecases.pieces import JoinedFile
from tests.conftest import HOUSEHOLDS
from tests.reports.pdf_facts import facts_of

DAY = date(2025, 6, 30)
CASE = replace(read_household(HOUSEHOLDS / "couple-deux-enfants.toml"), papers=())
KEYS = [paper.key for paper in papers_to_join(CASE, DAY)][2:]


@cache
def picture(width: int, height: int, quality: int) -> bytes:
    out = BytesIO()
    Image.effect_noise((width, height), 50).save(out, "JPEG", quality=quality)
    return out.getvalue()


def order(variant: Variant, contents: list[bytes], **more: int) -> tuple[Order, dict[str, bytes]]:
    files = tuple(
        JoinedFile(f"f{n}", KEYS[n % len(KEYS)], 1, len(one), sha256(one).hexdigest()) for n, one in enumerate(contents)
    )
    made = replace(Order(variant, CASE, DAY, Reading.COMMISSION, "", files), **more)  # type: ignore[arg-type]
    return made, {f"f{n}": one for n, one in enumerate(contents)}


@given(st.lists(st.integers(1, 5_000_000), max_size=60), st.integers(1_000_000, 60_000_000))
def test_the_share_of_each_picture_keeps_the_whole_within_its_room(weights: list[int], room: int) -> None:
    most = share_of(weights, room)
    if most > 30_000:  # above the least, where the promise ends
        assert sum(min(weight, most) for weight in weights) <= room


def test_pictures_within_the_weight_are_kept_to_the_byte_and_over_it_are_written_again() -> None:
    contents = [picture(1654, 2339, 60), picture(300, 400, 60)]
    light, files = order(Variant.WHOLE, contents)
    (whole,) = assemble(light, files)
    assert all(content in whole.content for content in contents)
    steps: list[Step] = []
    tight, files = order(Variant.WHOLE, contents, weight=900_000)
    (lighter,) = assemble(tight, files, lambda step, done, of: steps.append(step))
    assert contents[0] not in lighter.content
    assert contents[1] in lighter.content
    assert len(lighter.content) < 900_000 < len(whole.content)
    assert Step.LIGHTENING in steps


def test_a_paper_is_cut_between_two_parts_only_when_it_alone_is_over_the_limit() -> None:
    heavy = picture(1654, 2339, 60)
    files = tuple(JoinedFile(f"f{n}", "home-lease", 1, len(heavy), str(n)) for n in range(4))
    files += tuple(JoinedFile(f"g{n}", "family-book", 1, 1, str(n)) for n in range(2))
    contents = {f"f{n}": heavy for n in range(4)} | {f"g{n}": picture(300, 400, 60) for n in range(2)}
    made = Order(Variant.EMAIL, CASE, DAY, Reading.COMMISSION, "", files, limit=len(heavy) * 3 // 1_000_000)
    parts = [part.content for part in assemble(made, contents)]
    assert max(map(len, parts)) <= made.limit * 1_000_000 * ENCODING
    texts = [facts_of(part).text for part in parts]
    cut = [text for text in texts if "Pièce 6 — Bail" in text and "pages 1 à" in text]
    assert cut
    whole = [text for text in texts if "Pièce 5 · page 1/2" in text]
    assert len(whole) == 1
    assert "Pièce 5 · page 2/2" in whole[0]
    stamps = [text.count("Pièce 6 · page") for text in texts]
    assert sum(stamps) == 4


def test_a_page_heavier_than_the_limit_is_refused_with_its_number() -> None:
    big = picture(1654, 2339, 95)
    made, files = order(Variant.EMAIL, [big], limit=1)
    with pytest.raises(PcbError, match="pièce 3"):
        assemble(made, files)


def test_a_dossier_that_nobody_could_open_is_refused_and_the_other_ways_are_told(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    made, files = order(Variant.WHOLE, [picture(300, 400, 60)])
    monkeypatch.setattr("pcb.usecases.assembly.HEAVIEST", 50_000)
    with pytest.raises(PcbError, match="plusieurs parties"):
        assemble(made, files)


def test_a_picture_and_a_page_say_their_size_and_a_page_lying_on_its_side_is_seen_so() -> None:
    out = BytesIO()
    with pikepdf.new() as pdf:
        for turn in (0, 90, 180, 270):
            pdf.add_blank_page(page_size=(400, 600)).obj.Rotate = turn
        pdf.add_blank_page(page_size=(400, 600)).obj.CropBox = pikepdf.Array([50, 50, 350, 500])
        pdf.save(out)
    tall, wide = (400, 600), (600, 400)
    sizes = [tuple(map(round, size)) for size in page_sizes(out.getvalue())]
    assert sizes == [tall, wide, tall, wide, (300, 450)]
    assert page_sizes(picture(300, 400, 60)) == ((225.0, 300.0),)
    assert is_jpeg(picture(300, 400, 60))
    assert not is_jpeg(out.getvalue())


@pytest.mark.parametrize("variant", [Variant.WHOLE, Variant.WITHOUT_PAPERS, Variant.EMAIL])
def test_the_official_form_as_filled_stands_for_our_own_layout_page_for_page(variant: Variant) -> None:
    form = render(Document("F", "F", "F", DAY, (Heading(1, "Cerfa rempli"), PageBreak(), Heading(1, "Page deux"))))
    made, files = order(variant, [picture(300, 400, 60)])
    contents = [part.content for part in assemble(replace(made, form=form), files)]
    facts = facts_of(contents[0])
    assert facts.complaints == []
    assert facts.loose_fonts == []
    assert "Déclaration de surendettement" in facts.bookmarks
    assert "Formulaire, page 1 — Identité" not in facts.text
    assert "Cerfa rempli" in facts.text
    assert "Page deux" in facts.text
    with pikepdf.open(BytesIO(contents[0])) as pdf:
        assert b"pdfuaid:part" not in pdf.Root.Metadata.read_bytes()
