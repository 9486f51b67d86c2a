"""The texts themselves: every name they use exists, every article they cite says how it was read."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest

from pcb.domain.letters import Template, template_of, templates
from pcb.domain.letters.blanks import BLANKS
from pcb.domain.letters.following import rule_of
from pcb.domain.letters.recipients import RECIPIENTS
from pcb.domain.letters.subjects import RULES
from pcb.domain.letters.template import _template, blanks_in, filled_in
from pcb.domain.vocabulary.letters import LegalMark
from pcb.errors import LawError

ALL = list(templates().values())
EVERY = pytest.mark.parametrize("template", ALL, ids=lambda one: one.key)
NUMBER = re.compile(r"[LR]\*?\.\u00a0?\s?\d+(?:-\d+)*")


def texts(template: Template) -> Iterator[str]:
    yield from (template.object, *(p.text for p in template.body), *template.attachments)


def test_there_is_a_letter_for_every_line_of_the_list() -> None:
    """The lines of the list of letters of the project, the covering letter apart (it is the dossier's own)."""
    assert [template.key for template in ALL] == [
        "instalments", "grace", "energy", "water", "fund", "tax-time", "tax-remission", "rsa-contest", "rsa-remission",
        "benefit-contest", "keep-apl", "bank-offer", "account-right", "stay-seizures", "postpone-sale",
        "stay-eviction", "contest-refusal", "verify-claims", "ask-measures", "contest-measures", "contest-recovery",
        "be-heard", "worse", "new-file", "authorisation", "eviction-delay", "files-access", "ficp-correction",
        "protected-sums", "phone-end", "mandate", "notice",
    ]  # fmt: skip


@EVERY
def test_what_a_template_names_exists(template: Template) -> None:
    assert template.applies in RULES
    assert not template.recipient or template.recipient in RECIPIENTS
    assert set(template.required) | set(template.optional) | set(template.asks) <= set(BLANKS)
    assert set(template.asks) <= set(template.required) | set(template.optional)
    for delay in (template.delay, template.answer):
        if delay is not None and not delay.read:
            assert rule_of(delay, template.key).source.article
        if delay is not None and delay.start:
            assert delay.start in BLANKS


@EVERY
def test_every_article_cited_says_how_it_was_read(template: Template) -> None:
    cited = {number for text in texts(template) for number in NUMBER.findall(text)}
    listed = " ".join(basis.article for basis in template.basis)
    assert [number for number in cited if not re.search(rf"{re.escape(number)}(?![\d-])", listed)] == []
    assert template.basis


@EVERY
def test_no_mark_for_the_counsellor_is_in_a_text_that_leaves(template: Template) -> None:
    for text in texts(template):
        assert not re.search(r"à vérifier|non lu|F\d{4,5}|à confirmer", text), text


@EVERY
def test_the_typography_is_french(template: Template) -> None:
    for text in (*texts(template), *template.advice, template.title, *template.asks.values()):
        assert not re.search(r" [;:!?»€%]|« |['\"]|\.\.\.|  ", text), text
        assert not re.search(r"\{[A-Z][^{}|]*\}", text), text


def test_what_is_put_in_a_text_is_never_read_again() -> None:
    values = {"reasons": "{owed} {je|nous} [x] {", "owed": "12"}
    assert filled_in("{Je dis|Nous disons} {reasons} {owed}", True, values) == "Nous disons {owed} {je|nous} [x] { 12"


def test_a_paragraph_opens_with_its_condition() -> None:
    made = _template(
        'key="k"\ntitle="T"\ngroup="home"\napplies="always"\nobject="{owed}"\nrecipient="fund"\n'
        'paragraphs=["[reasons month] {reasons}","{first_on} : vu"]',
        "k.toml",
    )
    assert made.paragraphs[0].needs == ("reasons", "month")
    assert made.paragraphs[1].text == "{first_on}\u202f: vu"
    assert made.required == (
        "sender_name", "sender_address", "recipient_name", "recipient_address", "owed", "first_on",
    )  # fmt: skip
    assert made.optional == ("reasons", "month")
    assert list(blanks_in("{a_b} {c|d} {e}")) == ["a_b", "e"]


@pytest.mark.parametrize("text", ['key="k"', "[", 'key="k"\ngroup="nowhere"', 'key="k"\ngroup="home"\nmeans="pigeon"'])
def test_a_template_that_is_amiss_is_named(text: str) -> None:
    with pytest.raises(LawError, match=r"k\.toml"):
        _template(text, "k.toml")


def test_a_key_leads_to_its_template_whatever_the_id() -> None:
    assert template_of("tax-remission-d-5").key == "tax-remission"  # type: ignore[union-attr]
    assert template_of("grace").key == "grace"  # type: ignore[union-attr]
    assert template_of("nothing-d1") is None


def test_only_the_current_text_needs_no_check() -> None:
    assert [mark for mark in LegalMark if not mark.to_check] == [LegalMark.CURRENT]
    assert any(template.to_check for template in ALL)
