"""120 photographs of papers as a telephone takes them become a dossier, while the application goes on answering."""

from __future__ import annotations

import time
from datetime import UTC, date, datetime
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest
from PIL import Image, ImageChops
from playwright.sync_api import Browser, expect

from pcb.domain.papers_to_join import papers_to_join
from pcb.domain.papers_to_join.situation import FORM, LETTER
from pcb.intake.worker import Worker
from pcb.usecases import attachments
from pcb.usecases.assembly import WEIGHT
from pcb.usecases.papers import printed_before, printed_papers
from tests.stories.office import office
from tests.stories.test_accessible import ferrand

PHOTOGRAPHS = 120
SIZE = (4000, 3000)
SECONDS = 90
DAY = date(2025, 6, 30)

pytestmark = [pytest.mark.browser, pytest.mark.proof]


def paper(seed: int) -> bytes:
    """A sheet under uneven light, with lines of writing and the noise of a sensor: 3 to 5 MB of JPEG."""
    light = Image.linear_gradient("L").resize(SIZE).point(lambda grey: 150 + grey // 3)
    noise = Image.effect_noise(SIZE, 22 + seed).convert("L")
    page = ImageChops.overlay(light, noise)
    for top in range(200, SIZE[1] - 200, 90):
        page.paste(40, (300, top, SIZE[0] - 300 - (top * 7 + seed * 131) % 900, top + 24))
    colour = Image.merge("RGB", (page, page.point(lambda g: g * 97 // 100), page.point(lambda g: g * 92 // 100)))
    out = BytesIO()
    colour.save(out, "JPEG", quality=87)
    return out.getvalue()


def another(photograph: bytes, number: int) -> bytes:
    """The same picture in a file of its own: a comment with its number after the first marker."""
    words = f"photo {number}".encode()
    return photograph[:2] + b"\xff\xfe" + (len(words) + 2).to_bytes(2, "big") + words + photograph[2:]


def test_120_photographs_become_a_dossier_while_the_page_stays_usable(browser: Browser, tmp_path: Path) -> None:
    kinds = [paper(seed) for seed in range(4)]
    photographs = [another(kinds[number % 4], number) for number in range(PHOTOGRAPHS)]
    assert all(3_000_000 <= len(photograph) <= 5_000_000 for photograph in photographs), list(map(len, kinds))
    with office(browser, tmp_path) as desk:
        opened = desk.keep(ferrand())
        keys = [one.key for one in papers_to_join(opened.case, DAY) if one.key not in (FORM, LETTER)]
        began = time.monotonic()
        worker = Worker()
        try:
            for number, photograph in enumerate(photographs):
                attachments.attach(
                    desk.desk,
                    opened.id,
                    keys[number % len(keys)],
                    f"photo{number}.jpg",
                    photograph,
                    datetime.now(UTC),
                    request_id=f"r{number}",
                    receive=worker.receive,
                )
        finally:
            worker.close()
        taken_in = time.monotonic() - began
        desk.open("declaration?jour=30/06/2025", opened)
        bar = desk.page.get_by_role("progressbar", name="Préparation du dossier")
        desk.page.get_by_role("button", name="Préparer").click()
        expect(bar).to_be_visible()
        desk.page.get_by_role("button", name="Arrêter la préparation").click()
        expect(desk.page.get_by_text("Préparation arrêtée")).to_be_visible(timeout=5_000)
        assert printed_papers(desk.desk, opened.id) == ()
        prepared_from = time.monotonic()
        desk.page.get_by_role("button", name="Préparer").click()
        expect(bar).to_be_visible()
        delays, shown = [], set()
        while bar.count():
            asked = time.monotonic()
            answer = desk.page.request.get(f"{desk.url}/dossier/{opened.id}/budget")
            delays.append(time.monotonic() - asked)
            assert answer.ok
            if bar.count():
                shown.add(bar.get_attribute("aria-valuetext", timeout=1_000) if bar.count() else "")
            assert time.monotonic() - prepared_from < SECONDS
        prepared = time.monotonic() - prepared_from
        expect(desk.page.get_by_text("1 document, gardé sous scellé")).to_be_visible()
        (kept,) = printed_papers(desk.desk, opened.id)
        content = printed_before(desk.desk, opened.id, kept.id).content
    with pikepdf.open(BytesIO(content)) as pdf:
        pages = len(pdf.pages)
    print(  # noqa: T201 - the figures of the proof
        f"\n{PHOTOGRAPHS} photographies, {sum(map(len, photographs)) / 1e6:.0f} Mo : reçues en {taken_in:.1f} s, "
        f"dossier de {pages} pages et {len(content) / 1e6:.1f} Mo en {prepared:.1f} s ; pendant ce temps {len(delays)} "
        f"pages de budget, en {max(delays):.2f} s au plus (médiane {sorted(delays)[len(delays) // 2]:.2f} s)"
    )
    assert pages > PHOTOGRAPHS
    assert len(content) < WEIGHT
    assert taken_in + prepared < SECONDS
    assert max(delays) < 3
    assert len(shown) > 3
