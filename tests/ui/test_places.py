"""Where a fact opens on the screen, when the interview does not ask it."""

from pcb.interview import engine
from pcb.ui.places import opener


def test_what_is_noted_for_a_letter_opens_on_the_page_of_that_letter():
    to_field = opener("c1", engine.new_case("p1"))
    assert to_field("letters.instalments-d1.amount") == (
        "/dossier/c1/courriers/instalments-d1#f-letters.instalments-d1.amount"
    )
    assert to_field("procedure.refused_on") == "/dossier/c1/courriers#f-procedure.refused_on"
    assert to_field("addressees.fund.address").startswith("/dossier/c1/courriers#")
