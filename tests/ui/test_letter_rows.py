"""The rows of the page of the letters: by urgency, each with its state in words."""

from __future__ import annotations

from datetime import date

from pcb.domain.case_path import put
from pcb.domain.letters import letters
from pcb.ui.letter_rows import HEADINGS, delay_explained, letter_groups
from tests.domain.letters.corresponding import DAY, complete, household, likely


def texts(case, day=DAY):
    groups = letter_groups("c1", letters(case, day))
    return {group.title: {row.key: row.cells for row in group.rows} for group in groups}


def test_what_has_a_last_day_stands_first_and_what_was_sent_apart():
    case = put(household(admissible=True), "letters.files-access.sent_on", date(2026, 11, 20))
    found = texts(case)
    assert list(found) == list(HEADINGS.values())
    dated = found["À envoyer avant une date"]["contest-refusal"]
    assert dated["delay"].text == "dernier jour\u202f: 25/11/2026"
    assert dated["letter"].href == "/dossier/c1/courriers/contest-refusal"
    assert found["Envoyés, réponse attendue"]["files-access"]["state"].badges[0].text == "envoyé"


def test_a_letter_says_how_many_answers_it_lacks_or_that_it_is_ready():
    before, after = texts(household()), texts(complete(household(), likely))
    state = before["Autres courriers possibles"]["instalments-d1"]["state"].badges[0]
    assert (state.text, state.level) == ("2 réponses manquent", "doubtful")
    assert after["Autres courriers possibles"]["instalments-d1"]["state"].badges[0].text == "prêt à imprimer"


def test_a_delay_that_is_over_is_said_in_words():
    case = household(admissible=True)
    for day, heading in ((date(2026, 11, 26), "dated"), (date(2027, 3, 1), "over")):
        badges = texts(case, day)[HEADINGS[heading]]["contest-refusal"]["state"].badges
        assert badges[0].text == "délai dépassé"


def test_the_delay_says_where_it_comes_from_and_how_sure_that_is():
    found = {one.key: list(delay_explained(one)) for one in letters(household(admissible=True), DAY)}
    assert "C. conso. art. R. 722-1 (texte officiel)" in found["contest-refusal"][0]
    assert "(une seule source)" in found["protected-sums-s2"][0]
    assert not any("number" in line or "R7" in line for lines in found.values() for line in lines)
    assert found["rsa-contest-d6"][0] == "Le délai se lit sur la notification reçue."
