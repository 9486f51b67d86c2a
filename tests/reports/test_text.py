"""From a string to lines: nothing is lost, nothing is executed, nothing turns round."""

from __future__ import annotations

import time
import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pcb.reports.fonts import TABULAR_ZERO, face
from pcb.reports.text import Line, Style, Typesetter, clean

PLAIN = Style(10, 13)
MONEY = Style(9, 12, tabular=True, right=True)


def lines(text: str, width: float = 300, style: Style = PLAIN) -> tuple[Line, ...]:
    return Typesetter().lay_out(text, style, width)


def drawn(line: Line) -> str:
    return "".join(text for _, text in line.runs)


def read_back(found: tuple[Line, ...]) -> str:
    return "".join(drawn(line) if line.actual is None else line.actual for line in found)


def squeezed(text: str) -> str:
    return "".join(text.split())


@settings(max_examples=150, deadline=None)
@given(st.text(max_size=300), st.floats(min_value=15, max_value=500), st.booleans())
def test_every_character_is_read_back_in_its_order(text: str, width: float, bold: bool) -> None:
    found = lines(text, width, Style(10, 13, bold=bold))
    assert squeezed(read_back(found)) == squeezed(clean(text))


@settings(max_examples=150, deadline=None)
@given(st.text(alphabet=st.characters(codec="utf-8"), max_size=200), st.floats(min_value=60, max_value=500))
def test_no_line_is_wider_than_its_room(text: str, width: float) -> None:
    for line in lines(text, width):
        units = sum(face.widths[ord(character)] for face, run in line.runs for character in run.rstrip(" "))
        assert units / 100 <= width + 0.01 or len(drawn(line)) <= len("[U+10FFFF]")


def test_words_do_not_join_at_the_end_of_a_line() -> None:
    found = lines("un deux trois quatre cinq six", 60)
    assert len(found) > 1
    assert read_back(found) == "un deux trois quatre cinq six"


def test_markup_is_only_text() -> None:
    (line,) = lines('<b>O\'Hara</b> & <img src="/etc/hostname"/>')
    assert drawn(line) == '<b>O\'Hara</b> & <img src="/etc/hostname"/>'


def test_control_characters_and_direction_overrides_are_dropped() -> None:
    assert clean("a\x00b\x07c\u202ed\u2066e\ufefff\x7f") == "abcdef"


@pytest.mark.parametrize(
    ("text", "shown"), [("\ue000", "[U+E000]"), ("\ud800", "[U+D800]"), ("\uffff", "[U+FFFF]"), ("\u0378", "[U+0378]")]
)
def test_what_has_no_meaning_is_printed_as_its_number(text: str, shown: str) -> None:
    assert clean(text) == shown


def test_what_has_no_glyph_is_printed_as_its_number_and_read_as_itself() -> None:
    (line,) = lines("漢 Zoé")
    assert drawn(line) == "[U+6F22] Zoé"
    assert line.actual == "漢 Zoé"


def test_arabic_letters_are_joined_and_turned_and_read_in_their_order() -> None:
    (line,) = lines("محمد")
    assert all(unicodedata.normalize("NFKC", letter) in "محمد" for letter in drawn(line))
    assert [unicodedata.normalize("NFKC", letter) for letter in drawn(line)] == list(reversed("محمد"))
    assert line.actual == "محمد"


def test_digits_inside_arabic_keep_their_order() -> None:
    (line,) = lines("شارع 128 الرباط")
    assert " 128 " in drawn(line)


def test_an_amount_after_an_arabic_name_stays_after_it() -> None:
    (line,) = lines("versé par محمد بن علي ; 1\u202f250,50\u202f€ par an")
    assert drawn(line).endswith("\u202f; 1\u202f250,50\u202f€ par an")
    assert drawn(line).startswith("versé par ")


def test_emoji_are_drawn_and_their_joiners_are_read_back() -> None:
    (line,) = lines("Zoé 👩‍👧 ❤️")
    assert drawn(line) == "Zoé 👩👧 ❤"
    assert line.actual == "Zoé 👩‍👧 ❤️"


def test_the_narrow_space_is_drawn_and_never_broken() -> None:
    found = lines("Total de 1 250,50 € :".replace(" 250", "\u202f250").replace(" €", "\u202f€"), 70)
    assert any("1\u202f250,50\u202f€" in drawn(line) for line in found)


@pytest.mark.parametrize(
    ("plain", "set_right"),
    [("Bonjour !", "Bonjour\u202f!"), ("« oui »", "«\u202foui\u202f»"), ("4 %", "4\u202f%"), ("12 : 3", "12\u202f: 3")],
)
def test_french_spaces_are_set_narrow(plain: str, set_right: str) -> None:
    assert drawn(lines(plain)[0]) == set_right


def test_a_colon_inside_a_word_is_left_alone() -> None:
    assert drawn(lines("http://exemple a :b")[0]) == "http://exemple a :b"


def test_figures_in_a_column_of_amounts_have_one_width() -> None:
    widths = {lines(f"{figure}", style=MONEY)[0].width for figure in range(10)}
    assert len(widths) == 1
    assert {face("Atkinson-Bold").widths[TABULAR_ZERO + figure] for figure in range(10)} == {632}


def test_an_amount_too_wide_breaks_at_its_thousands_not_in_a_figure() -> None:
    found = lines("12\u202f345\u202f678,90\u202f€", 45, MONEY)
    assert [squeezed(drawn(line).translate({0xE000 + n: str(n) for n in range(10)})) for line in found] == [
        "12345",
        "678,90€",
    ]


@pytest.mark.parametrize(
    ("character", "count"), [("é", 200_000), ("م", 20_000), ("漢", 20_000), ("-", 20_000), ("\u0301", 20_000)]
)
def test_a_very_long_text_without_a_space_is_set_at_once(character: str, count: int) -> None:
    start = time.process_time()
    found = lines(character * count, 160)
    assert time.process_time() - start < 5
    assert squeezed(read_back(found)) == character * count
