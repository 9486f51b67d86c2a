"""Whether the text of the letter tells each procedure under way: by the words of its kind, and by who started it.

It reads words, not meaning. It would rather ask once too often: an eviction that the letter does not tell may cost the
home. A sentence that denies (« aucune saisie ») does not tell.
"""

from __future__ import annotations

import re

from pcb.domain.case import Case
from pcb.domain.folding import fold
from pcb.domain.letter.under_way import SEIZURES, UnderWay, under_way
from pcb.domain.vocabulary.debts import ProceedingKind

_NEAR = r"(?: \w+){0,5}?"
"""At most five words between a word and its object: « saisie faite par l’huissier sur le compte »."""
_PAY = r"(?:remunerations?|salaires?|paies?|payes?|traitements?)"
_SEIZED = r"saisi(?:e|es|s|t|r(?= (?:mon|ma|mes|notre|nos|son|sa|ses)))?"
"""Not « saisir le juge »."""
_WORDS = {
    ProceedingKind.EVICTION: r"expuls\w*|quitter les lieux|quitter (?:le|mon|notre|son|ce) logement",
    ProceedingKind.PROPERTY_SEIZURE: (
        rf"{_SEIZED}{_NEAR} (?:immobilieres?|maison|appartement|logement|residence|terrain)|vente forcee|"
        r"vente aux encheres"
    ),
    ProceedingKind.WAGE_SEIZURE: rf"{_SEIZED}{_NEAR} {_PAY}|{_PAY}{_NEAR} {_SEIZED}|retenue?s?{_NEAR} {_PAY}",
    ProceedingKind.WAGE_ASSIGNMENT: rf"cessions?{_NEAR} {_PAY}|cede\w*{_NEAR} {_PAY}",
    ProceedingKind.ACCOUNT_SEIZURE: (
        rf"{_SEIZED}{_NEAR} (?:comptes?|bancaires?|banques?|livrets?)|comptes?{_NEAR} {_SEIZED}|saisies? attribution"
    ),
    ProceedingKind.TAX_SEIZURE: (
        rf"tiers detenteur|satd|atd|saisies? administratives?|{_SEIZED}{_NEAR} (?:tresor|impots?|fisc)"
    ),
    ProceedingKind.GOODS_SEIZURE: (
        rf"{_SEIZED}{_NEAR} (?:biens?|meubles?|mobilier|vehicules?|voitures?|motos?|camions?|materiel)|"
        rf"(?:vehicules?|voitures?|meubles?){_NEAR} {_SEIZED}|saisies? vente|saisies? apprehension"
    ),
    ProceedingKind.DIRECT_PAYMENT: r"paiements? directs?",
    ProceedingKind.PAYMENT_ORDER: r"injonctions?|jugements?|condamn\w*|ordonnances?|titres? executoires?|assign\w*",
    ProceedingKind.ENERGY_CUT: (
        rf"(?:coup\w*|redui\w*|reduction\w*){_NEAR} (?:energie|electricite|gaz|eau|courant|puissance)|"
        rf"(?:energie|electricite|gaz|eau|courant){_NEAR} (?:coup\w*|redui\w*)"
    ),
}
_ANY_SEIZURE = rf"{_SEIZED}|cessions?{_NEAR} {_PAY}|tiers detenteur|satd"
_DENIED = re.compile(r"\b(?:aucune?|(?:pas|jamais)(?: encore| eu)? de?|sans|ni)(?: \w+){0,3} ?$")
_SENTENCE = re.compile(r"[.;!?\n]+(?=\s|$)")
_PARAGRAPH = re.compile(r"\n\s*\n")
_EVERYBODY = re.compile(
    r"agence|assurances?|banque|bailleur|caisse|centre|commune|compagnie|credit|des|finances|financement|groupe|habitat|"
    r"les|madame|maitre|mme|monsieur|office|publi(?:c|que)|regie|services?|societe|tresor|ville"
)
"""Words of too many names to tell one creditor from another."""
_SHORTEST = 3
"""Letters of a word that can name someone: shorter ones are articles."""


def unmentioned(case: Case, text: str) -> tuple[UnderWay, ...]:
    """The procedures known in the case and absent from ``text``, in the order of the case.

    When two of one kind are under way each must be told with who started it; alone, its kind is enough.
    """
    paragraphs = [[fold(sentence) for sentence in _SENTENCE.split(part)] for part in _PARAGRAPH.split(text)]
    found = under_way(case)
    return tuple(one for one in found if not _told(one, _alike(one, found), paragraphs))


def _alike(one: UnderWay, found: tuple[UnderWay, ...]) -> bool:
    """Whether another procedure of the same kind has somebody else behind it."""
    return any(other.kind is one.kind and fold(other.who) != fold(one.who) for other in found)


def _told(one: UnderWay, several: bool, paragraphs: list[list[str]]) -> bool:
    if one.kind is ProceedingKind.OTHER and one.who:  # no word is its own: only who started it can be looked for
        return any(_named(one.who, sentence) for sentences in paragraphs for sentence in sentences)
    pattern = _whole_words(_words_of(one))
    for sentences in paragraphs:
        of_the_kind = any(_affirmed(pattern, sentence) for sentence in sentences)
        if of_the_kind and (not several or not one.who or any(_named(one.who, s) for s in sentences)):
            return True
        if one.kind in SEIZURES and any(_seized_by(one.who, sentence) for sentence in sentences):
            return True
    return False


def _seized_by(who: str, sentence: str) -> bool:
    """« Une saisie de Crédit Lomagne », without a word of what is seized."""
    if not who or not _named(who, sentence) or not _affirmed(_whole_words(_ANY_SEIZURE), sentence):
        return False
    return not any(_whole_words(_WORDS[kind]).search(sentence) for kind in SEIZURES)


def _whole_words(words: str) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{words})\b")


def _words_of(one: UnderWay) -> str:
    if one.kind is None:
        return _ANY_SEIZURE
    return _WORDS.get(one.kind) or r"procedures?"


def _affirmed(pattern: re.Pattern[str], sentence: str) -> bool:
    return any(not _DENIED.search(sentence[: match.start()]) for match in pattern.finditer(sentence))


def _named(who: str, sentence: str) -> bool:
    words = [word for word in fold(who).split() if len(word) >= _SHORTEST and not _EVERYBODY.fullmatch(word)]
    if not words:
        return fold(who) in sentence
    return any(word in sentence.split() for word in words)
