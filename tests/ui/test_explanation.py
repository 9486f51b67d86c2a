"""What the side sheet shows of an explained figure."""

from datetime import date

from pcb.domain.explain import Explained, Line, Source
from pcb.domain.money import Money
from pcb.ui.explanation import sheet_of, source_of

OFFICIAL = Source("C. trav. art. R. 3252-2", "official", date(2026, 1, 1), "décret 2025-1299")
UNVERIFIED = Source("C. conso. art. R. 731-2", "unverified", date(2025, 1, 1), note="À confirmer.")


def nowhere(path: str) -> str:
    return ""


def test_each_line_keeps_its_amount_reason_article_and_the_address_of_its_fact():
    figure = Explained(
        "Charges", Money(51200), (Line("Loyer", Money(51200), "Quittance", "expenses.e1.amount", OFFICIAL),)
    )
    (line,) = sheet_of(figure, lambda path: f"/champ/{path}").lines
    assert (line.label, line.amount, line.reason) == ("Loyer", str(Money(51200)), "Quittance")
    assert (line.article, line.href) == ("C. trav. art. R. 3252-2", "/champ/expenses.e1.amount")


def test_a_value_that_is_not_official_is_marked_on_its_line_and_on_its_source():
    figure = Explained("Forfaits", Money(63200), (Line("Base", Money(63200), source=UNVERIFIED),), UNVERIFIED)
    sheet = sheet_of(figure, nowhere)
    assert sheet.source is not None
    for badges in (sheet.lines[0].badges, sheet.source.badges):
        assert [badge.text for badge in badges] == ["non vérifié"]


def test_an_official_value_bears_no_mark():
    source = source_of(OFFICIAL)
    assert source is not None
    assert source.badges == ()
    assert source.detail == "En vigueur depuis le 01/01/2026, décret 2025-1299"


def test_a_line_shown_for_information_is_told_apart_from_those_that_count():
    figure = Explained("Total", Money(100), (Line("A", Money(100)), Line("B", Money(900), counts=False)))
    assert [line.counts for line in sheet_of(figure, nowhere).lines] == [True, False]


def test_a_negative_total_says_so_with_its_sign_and_not_only_with_a_colour():
    sheet = sheet_of(Explained("Reste", Money(-24300), (Line("x", Money(-24300)),)), nowhere)
    assert sheet.total.startswith("−")
    assert sheet.level == "negative"
