"""Printed in grey at 80 %: amounts and dates can still be read, measured on the pixels.

A page is drawn at 80 dots per inch: that is 100 dpi for a page printed at 80 %. A figure is told from another (6 from
8, 3 from 9) in 5 × 7 dots, the matrix of the first screens and printers: so each must be 7 dots high at least. Its
darkest dot must be darker than 128 of 255 on white, where an office copier still separates ink from paper.
"""

from __future__ import annotations

import pypdfium2
import pytest

from pcb.domain.vocabulary.take_home import Language
from pcb.domain.vocabulary.take_home_papers import PaperKind, Register, Size
from pcb.reports.take_home.paper import render
from tests.reports.take_home import snapshots
from tests.reports.take_home.figures import AMOUNT, DATE

_DPI = 100 * 0.8
_LEAST_HEIGHT = 7.0
_DARK = 128


def measured(pdf: bytes) -> tuple[float, int, int]:
    """Of the figures of all amounts and dates: the smallest height in dots, the lightest darkest dot, how many."""
    document = pypdfium2.PdfDocument(pdf)
    heights, inks = [], []
    for page in document:
        image = page.render(scale=_DPI / 72, grayscale=True).to_pil()
        text = page.get_textpage()
        whole = text.get_text_range()
        for found in (*AMOUNT.finditer(whole), *DATE.finditer(whole)):
            for place in range(found.start(), found.end()):
                if not whole[place].isdigit():
                    continue
                left, bottom, right, top = text.get_charbox(place)
                scale = _DPI / 72
                heights.append((top - bottom) * scale)
                box = (
                    int(left * scale),
                    int(image.height - top * scale),
                    int(right * scale) + 1,
                    int(image.height - bottom * scale) + 1,
                )
                inks.append(image.crop(box).getextrema()[0])
    return min(heights), max(inks), len(heights)


@pytest.mark.parametrize("language", [Language.FRENCH, Language.ENGLISH])
@pytest.mark.parametrize("size", list(Size))
@pytest.mark.parametrize("register", list(Register))
def test_the_figures_are_seven_dots_high_and_dark_at_80_per_cent_in_grey(
    register: Register, size: Size, language: Language
) -> None:
    height, ink, count = measured(render(snapshots.full(), PaperKind.SET, register, language, size))
    assert count > 200
    assert height >= _LEAST_HEIGHT
    assert ink < _DARK


def test_the_measure_sees_small_type() -> None:
    from pcb.reports.plan_paper import render as render_plan

    pdf = render_plan("Dossier 2026-0042", snapshots.DAY, None, None, (), ())  # type: ignore[arg-type]
    height, _, _ = measured(pdf)
    assert height < _LEAST_HEIGHT
