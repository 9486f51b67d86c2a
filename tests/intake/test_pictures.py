"""Pictures come out upright, of a page's size, light, and without anything but their pixels."""

from __future__ import annotations

import io

import pillow_heif
import pytest
from PIL import Image

from pcb.errors import FileRefused
from pcb.intake.pictures import HEAVIEST_PAGE, LONGEST_SIDE, lighter, reduced
from pcb.intake.receive import receive
from pcb.intake.received import JPEG, Received
from pcb.intake.worker import Worker
from tests.intake.made import paper, photograph, png_bomb, saved, wide_jpeg


def opened(received: Received) -> Image.Image:
    assert received.kind == JPEG
    assert received.pages == 1
    page = Image.open(io.BytesIO(received.content))
    page.load()
    return page


def dark_corner(page: Image.Image) -> str:
    """Where the dark block of the paper is."""
    width, height = page.size
    grey = page.convert("L")
    places = {"top left": (8, 8), "top right": (width - 8, 8), "bottom left": (8, height - 8)}
    places["bottom right"] = (width - 8, height - 8)
    return min(places, key=lambda name: grey.getpixel(places[name]))  # type: ignore[arg-type, return-value]


def test_a_photograph_comes_out_light_and_of_the_size_of_a_page() -> None:
    received = receive(photograph(12))
    page = opened(received)
    assert max(page.size) == LONGEST_SIDE
    assert 50_000 < len(received.content) <= HEAVIEST_PAGE
    assert any("4000 × 3000" in note for note in received.notes)


def test_nothing_of_where_when_and_with_what_it_was_taken_is_kept() -> None:
    source = photograph(1)
    assert b"Fabricant-Secret" in source
    received = receive(source)
    assert b"Fabricant-Secret" not in received.content
    assert b"Exif" not in received.content
    assert dict(opened(received).getexif()) == {}


@pytest.mark.parametrize(
    ("orientation", "corner"),
    [(1, "top left"), (2, "top right"), (3, "bottom right"), (4, "bottom left"), (5, "top left"), (6, "top right"),
     (7, "bottom right"), (8, "bottom left")],
)  # fmt: skip
def test_a_picture_is_turned_as_its_camera_says(orientation: int, corner: str) -> None:
    page = opened(receive(photograph(1, orientation)))
    assert dark_corner(page) == corner
    assert (page.width > page.height) == (orientation < 5)


def test_a_heic_photograph_is_turned_once_only() -> None:
    exif = Image.Exif()
    exif[0x0112] = 6
    page = opened(receive(saved(paper((800, 600)), "HEIF", exif=exif.tobytes())))
    assert (page.size, dark_corner(page)) == ((600, 800), "top right")


def test_damaged_exif_data_do_not_cost_the_picture() -> None:
    source = photograph(1, 6)
    at = source.index(b"Exif\x00\x00") + 6
    page = opened(receive(source[:at] + b"\xff" * 60 + source[at + 60 :]))
    assert max(page.size) > 1000


@pytest.mark.parametrize(
    ("kind", "mode", "options"),
    [("JPEG", "L", {}), ("JPEG", "CMYK", {}), ("PNG", "1", {}), ("PNG", "P", {}), ("PNG", "RGBA", {}),
     ("PNG", "LA", {}), ("WEBP", "RGBA", {}), ("HEIF", "RGB", {}), ("JPEG", "RGB", {"progressive": True})],
)  # fmt: skip
def test_pictures_of_every_kind_keep_dark_where_it_is_dark_and_white_where_it_is_white(
    kind: str, mode: str, options: dict[str, bool]
) -> None:
    page = opened(receive(saved(paper((400, 500), "black").convert(mode), kind, **options))).convert("L")
    assert page.getpixel((20, 20)) < 40  # type: ignore[operator]
    assert page.getpixel((380, 480)) > 215  # type: ignore[operator]


def test_greys_of_sixteen_bits_are_not_cut_off_as_white() -> None:
    deep = Image.new("I;16", (200, 200), 0x8080)
    assert abs(opened(receive(saved(deep, "PNG"))).getpixel((5, 5)) - 0x80) <= 2  # type: ignore[operator]


def test_what_is_transparent_becomes_white_paper() -> None:
    clear = Image.new("RGBA", (300, 300), (0, 0, 0, 0))
    assert opened(receive(saved(clear, "PNG"))).convert("L").getpixel((9, 9)) == 255


def test_a_small_picture_is_not_enlarged_and_a_tiny_one_is_refused() -> None:
    assert opened(receive(saved(paper((640, 480))))).size == (640, 480)
    assert opened(receive(saved(paper((32, 32))))).size == (32, 32)
    with pytest.raises(FileRefused, match="31 × 32"):
        receive(saved(paper((31, 32))))


def test_a_jpeg_of_two_hundred_megapixels_is_decoded_small() -> None:
    assert max(opened(receive(wide_jpeg(16_000, 12_500))).size) <= LONGEST_SIDE


@pytest.mark.parametrize(
    "content", [wide_jpeg(16_000, 16_000), wide_jpeg(8_000, 6_400, progressive=True), png_bomb()], ids=len
)
def test_a_measureless_picture_is_refused_before_it_is_decoded(content: bytes) -> None:
    with pytest.raises(FileRefused, match=r"démesurée.*millions"):
        receive(content)


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "HEIF"])
@pytest.mark.parametrize("kept", [0.98, 0.5, 0.05])
def test_a_picture_cut_short_is_refused_and_never_half_kept(kind: str, kept: float) -> None:
    whole = saved(paper((900, 1200)).effect_spread(30), kind)
    with pytest.raises(FileRefused, match=r"incomplète|abîmée"):
        receive(whole[: int(len(whole) * kept)])


def test_what_follows_the_end_of_a_picture_is_gone() -> None:
    received = receive(saved(paper((300, 300))) + b"PK\x03\x04<script>CANARI</script>")
    assert b"CANARI" not in received.content


def test_the_same_picture_gives_the_same_bytes() -> None:
    source = photograph(2)
    assert receive(source) == receive(source)


def test_several_pictures_in_one_file_are_told() -> None:
    pages = [paper((100, 100)), paper((100, 100), "red")]
    received = receive(saved(pages[0], "WEBP", save_all=True, append_images=pages[1:]))
    assert any("seule la première" in note for note in received.notes)


def test_a_page_is_made_lighter_under_a_budget_as_far_as_it_stays_readable() -> None:
    page = receive(photograph(12)).content
    for budget in (300_000, 210_000, 120_000):
        light = lighter(page, budget)
        assert len(light) <= budget
        assert max(Image.open(io.BytesIO(light)).size) >= 1240
    assert lighter(page, len(page)) == page
    floor = lighter(page, 1_000)
    assert 1_000 < len(floor) < 120_000
    assert max(Image.open(io.BytesIO(floor)).size) == 1240


def test_a_page_is_reduced_to_be_shown() -> None:
    assert max(Image.open(io.BytesIO(reduced(receive(photograph(12)).content, 360))).size) == 360


@pytest.mark.proof
def test_a_photograph_of_forty_eight_megapixels_made_of_tiles_is_taken_within_the_memory_of_the_worker() -> None:
    tiles, pillow_heif.options.GRID_TILE_SIZE = pillow_heif.options.GRID_TILE_SIZE, 512
    try:
        source = saved(paper((8064, 6048)), "HEIF")
    finally:
        pillow_heif.options.GRID_TILE_SIZE = tiles
    worker = Worker()
    try:
        assert dark_corner(opened(worker.receive(source))) == "top left"
    finally:
        worker.close()
