# ruff: noqa: E501 - samples are read side by side
"""Values that nobody types in good faith, and some that people do paste: drawn by a seed, for every kind of question.

Each is a well-formed answer that is too long, too large or from another script; a piece of one language inside
another; a broken text; or a list where a text is expected, and the reverse.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from random import Random

from pcb.domain.answers import NoAnswer
from pcb.interview.plan import QUESTIONS
from pcb.interview.questions import Question, Raw

FORMULAS = (
    "=1+1", "+1+1", "-1+1", "@SUM(1)", "\t=1", "\r=1", " =1", "\u00a0=1", "\u202f=1", "\ufeff=1", "\u200b=1", "\x00=1",
    "=cmd|' /C calc'!A0", '=HYPERLINK("http://127.0.0.1","x")', "＝1+1", "−1+1", "\u3000=1", "\n=1", "'=1", "%0A=1",
    "=IMPORTXML(A1)", "\u2028=1", "\u202e=1", "\u00ad=1", "1;=1+1", '1,"=1+1"', "{=1}",
)  # fmt: skip
SCRIPTS = (
    "<script>window.hacked=1</script>", "<img src=x onerror=window.hacked=1>", "<svg onload=window.hacked=1>",
    '"><svg/onload=window.hacked=1>', "'-window.hacked=1-'", "javascript:window.hacked=1", "{{constructor.constructor"
    "('window.hacked=1')()}}", "${window.hacked=1}", "</textarea><script>window.hacked=1</script>", "]]><svg onload=1>",
    "<iframe srcdoc='<script>parent.hacked=1</script>'>", "<a href=javascript:window.hacked=1>x</a>", "<!--", "-->",
    "</template></style></title><script>window.hacked=1</script>", "<math><mtext></form><form><mglyph><style></math>",
    "<para backColor='red'>", '<font color="[[].append(1)]">', "<img src='/etc/passwd'/>", "&lt;b&gt;", "&#x3c;b>",
    "<link rel=stylesheet href=//127.0.0.1>", "\\u003cimg src=x onerror=window.hacked=1\\u003e", "__proto__", "%3Cb%3E",
    "constructor", ":onclick=window.hacked=1", "@click=window.hacked=1", "v-html", "{0.__class__}", "%(x)s", "%n%n%n",
    "'; DROP TABLE case_record; --", "\\x3csvg onload=window.hacked=1>", "../../../etc/passwd", "`window.hacked=1`",
)  # fmt: skip
NUMBERS = (
    "9" * 400, "9" * 5000, "1" + "0" * 100_000, "1e309", "1E9", "NaN", "inf", "-0", "-1", "−1", "0x10", "1_000", "²",
    "١٢٣", "１２３", "१२", "½", "Ⅷ", "1,5,5", "1.5.5", "1 2 3", ",", ".", "-", "+", "%", "€", "0,001", "0." + "3" * 5000,
    "99999999999999999999,99", "10000000,01", "10000000", "1\u202f250,50\u202f€", "1'250", "٫", "1٬250", "²²", "০", "1/0",
    "1.000", "00", "0" * 5000, "0" * 300 + "1", "1" * 4301, "100,000000", "100,0000001", "99,9" + "9" * 5, "- 5", "--5",
)  # fmt: skip
DATES = (
    "0000-00-00", "0001-01-01", "9999-12-31", "10000-01-01", "31/02/2026", "29/02/2025", "29/02/2024", "00/00/0000",
    "1/13/2026", "32/01/2026", "٠١/٠٢/١٩٨٠", "01/02/80", "010280", "01.02.1980", "1900-01-01", "2100-12-31", "2101-01-01",
    "1er janvier 99999", "30 février 2026", "1 ا 2026", "-1/-1/-1", "2026-W01-1", "2026-11-23T00:00:00Z", "25:61", "24h00",
    "٩ h", "9 h 5", "99999999999h", "1 m 2026", "1 ju 2026", "1 août 26", "1 AOU\u0302T 2026", "1" * 20 + "/1/1", "²/1/2026",
)  # fmt: skip
CONTACTS = (
    "FR7630006000011234567890189", "FR76" + "0" * 23, "ﬀ7630006000011234567890189", "FR00" + "1" * 5000, "IBAN" * 100,
    "ß" * 27, "a@b.fr", "a@b", "@", "a" * 300 + "@b.fr", "a@b.fr\nBcc: x@y.fr", "<a@b.fr>", "a@b." + "c" * 240, "a\x00@b.fr",
    "=1@b.fr", "+33562680000", "0033562680000", "0" * 10, "(((", "+", "٠٥٦٢٦٨٠٠٠٠", "05" * 5000, "+" + "1" * 15, "32700",
    "3270٠", "2A004", "a1", "\u202e00723", "p0", "joint", "gone", "none", "p1.role", "persons.p1", "yes", "no", "oui",
)  # fmt: skip
BROKEN = (
    "\x00", "a\x00b", "\ud800", "\udfff", "a\ud83d", "\ud83d\ude00", "\ufffe", "\uffff", "\U0010ffff", "\ufdd0", "\x1b[2J",
    "\x7f", "\x85", "\u2028", "\u2029", "\u202e", "\u2066" * 50, "\u200f" * 300, "\u200b", "\ufeff", "\u00ad" * 50, "Å",
    "e" + "\u0301" * 300, "e" + "\u0301" * 20_000, "Z" + "\u0300\u0489\u0316" * 90, "ﷺ" * 300, "ﷺ" * 20, "क्षि" * 60,
    "👨‍👩‍👧‍👦" * 40, "🏴\U000e0067\U000e0062\U000e007f", "\u1d173", "𝕳𝖆𝖈𝖐", "ا" * 300, "\u0600" * 30, "\u115f", "\u3164" * 9,
    "\n" * 300, "\r\n\r\n", " " * 300, "\t", "a\tb", "\v\f", "\u0085", "\ue000", "\u2800", "İ" * 150, "ŉ" * 300, "ΐ" * 300,
)  # fmt: skip
LENGTHS = (0, 1, 254, 255, 299, 300, 301, 4000, 19_999, 20_000, 20_001)
LISTS: tuple[list[str], ...] = (
    [], [""], ["none"], ["none", "none"], ["none", "x"], ["\x00"], ["\ud800"], ["a"] * 2000, ["=1+1"], ["x" * 10_000],
)  # fmt: skip
SEEDS = (*FORMULAS, *SCRIPTS, *NUMBERS, *DATES, *CONTACTS, *BROKEN)
PLAIN = (
    "Marie",
    "12 rue Nationale",
    "1 250,50",
    "23/11/2026",
    "14 h 30",
    "4,90",
    "12",
    "yes",
    "05 62 68 00 00",
    "32700",
)
ALPHABET = "aé=+-@<>&\"'%;,./\\0149 \u202f\u00a0\n\t\x00\u202e\u0301عא字🙂\ud800{}[]()|`$#~^*_:!?€"


def hostile_value(chance: Random, question: Question, heavy: float = 0.0005) -> Raw:
    """One value for that question; a few (``heavy``) weigh a million letters."""
    if chance.random() < heavy:
        return chance.choice(("9", "é", " ", "a b ", "<", "e\u0301", "1 ", "\u202e", "()")) * 500_000
    ways: tuple[Callable[[Random, Question], Raw], ...] = (_seed, _seed, _seed, _mixed, _noise, _long, _code, _list)
    return chance.choice(ways)(chance, question)


def hostile_answers(seed: int, number: int, heavy: float = 0.0005) -> Iterator[tuple[Question, Raw]]:
    """That many values, each question in turn: every kind gets its share."""
    chance = Random(seed)
    questions = list(QUESTIONS.values())
    for turn in range(number):
        question = questions[turn % len(questions)]
        yield question, hostile_value(chance, question, heavy)


def _seed(chance: Random, _: Question) -> str:
    return chance.choice(SEEDS)


def _mixed(chance: Random, _: Question) -> str:
    """Something sound with something hostile before, after or inside."""
    sound, hostile = chance.choice(PLAIN), chance.choice(SEEDS)[:400]
    at = chance.randrange(len(sound) + 1)
    return sound[:at] + hostile + sound[at:]


def _noise(chance: Random, _: Question) -> str:
    if chance.random() < 0.5:
        return "".join(chance.choices(ALPHABET, k=chance.randint(1, 40)))
    return "".join(chr(chance.randrange(0x110000)) for _ in range(chance.randint(1, 20)))


def _long(chance: Random, _: Question) -> str:
    letter = chance.choice(("a", "W", "é", "=", "9", "1 ", "🙂", "e\u0301", "ا", "\n", "<b>", "\u200b"))
    return (letter * chance.choice(LENGTHS))[: chance.choice(LENGTHS)]


def _code(chance: Random, question: Question) -> Raw:
    """A code of the list with something at its end, or an answer without a value, required or not."""
    codes = [code for code, _ in question.kind.options] or ["p1", "joint", "yes"]
    if chance.random() < 0.3:
        return chance.choice(list(NoAnswer))
    return chance.choice(codes) + chance.choice(("", "", " ", "\x00", "\u200b", "=", "\n", "x" * 300))


def _list(chance: Random, question: Question) -> list[str]:
    if chance.random() < 0.5:
        return list(chance.choice(LISTS))
    codes = [code for code, _ in question.kind.options] or ["p1"]
    return [chance.choice((*codes, *SEEDS)) for _ in range(chance.randint(0, 6))]
