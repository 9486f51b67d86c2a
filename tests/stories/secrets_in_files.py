"""What of a household must never lie in a file, and the search for it: in every spelling, encoding and compression."""

from __future__ import annotations

import base64
import json
import re
import unicodedata
import zlib
from collections.abc import Iterable, Iterator
from pathlib import Path
from urllib.parse import quote

from pcb.domain.case import Case
from pcb.domain.folding import fold
from pcb.domain.money import Money
from pcb.interview import engine

SHORTEST = 5
"""Letters: a shorter name is in any file by chance."""
PLAIN_CONTENT = (b"%PDF-1", b"JFIF\x00", b"BEGIN:VCALENDAR", b'"format":"pcb/1"', b"xl/worksheets")
"""How a paper, a photograph, an agenda, a case or a workbook would begin that was not sealed."""
_TYPED = frozenset({"text", "long_text", "phone", "email", "iban", "postcode"})
_INFLATED = re.compile(rb"\x78[\x01\x5e\x9c\xda]|\x1f\x8b\x08")


def secrets_of(case: Case) -> tuple[frozenset[str], frozenset[Money]]:
    """The texts that somebody typed about the household, and its amounts of a thousand euros or more."""
    texts, amounts = set(), set()
    for line in engine.recap(case):
        kind = engine.question_for(line.path).kind
        if kind.widget in _TYPED and len(line.said) >= SHORTEST:
            texts.add(line.said)
            texts |= {word for word in re.split(r"[\s,]+", line.said) if word[:1].isupper() and len(word) > 8}
    for debt in case.debts:
        amounts |= {value for value in (debt.balance, debt.unpaid) if isinstance(value, Money)}
    for income in case.incomes:
        amounts |= {income.amount} if isinstance(income.amount, Money) else set()
    return frozenset(texts), frozenset(amount for amount in amounts if amount.cents >= 100_000)


def forms_of_text(text: str) -> Iterator[bytes]:
    """The text as bytes in every way that something might have written it."""
    spellings = {
        text,
        text.lower(),
        text.upper(),
        fold(text),
        text.replace(" ", ""),
        unicodedata.normalize("NFD", text),
    }
    for spelling in spellings:
        if len(spelling) < SHORTEST:
            continue
        for encoding in ("utf-8", "utf-16-le", "utf-16-be", "latin-1", "cp1252"):
            try:
                yield spelling.encode(encoding)
            except UnicodeEncodeError:
                continue
        yield json.dumps(spelling)[1:-1].encode()
        yield quote(spelling).encode()
        yield spelling.encode().hex().encode()
    for shift in range(3):  # base64 says a text in three ways, by where it begins
        coded = base64.b64encode(b"\0" * shift + text.encode())
        yield coded[(0, 2, 3)[shift] : len(coded) // 4 * 4 - 4]


def forms_of_amount(amount: Money) -> Iterator[bytes]:
    """The amount as it is shown, typed and stored."""
    exact = amount.exact()
    for shown in (str(amount), str(amount).replace("\u202f", " "), exact, exact.replace(".", ",")):
        yield shown.encode()
        yield shown.encode("utf-16-le")
    yield f'":{amount.cents},'.encode()
    yield f'":{amount.cents}}}'.encode()


class Search:
    """The secrets of some households, ready to be looked for."""

    def __init__(self, cases: Iterable[Case], more: Iterable[str] = ()) -> None:
        self.forms: dict[bytes, str] = {}
        for case in cases:
            texts, amounts = secrets_of(case)
            self.forms |= {form: text for text in texts for form in forms_of_text(text)}
            self.forms |= {form: str(amount) for amount in amounts for form in forms_of_amount(amount)}
        self.forms |= {form: text for text in more for form in forms_of_text(text)}
        self.forms = {form: text for form, text in self.forms.items() if len(form) >= SHORTEST}
        self.forms |= {start: f"contenu en clair {start!r}" for start in PLAIN_CONTENT}
        self._beginnings = {form[:SHORTEST] for form in self.forms}

    def found_in(self, content: bytes) -> list[str]:
        """Which secrets lie in the bytes, compressed or not."""
        found = set()
        for part in (content, *inflated(content)):
            begun = self._begun_in(part)
            found |= {text for form, text in self.forms.items() if form[:SHORTEST] in begun and form in part}
        return sorted(found)

    def _begun_in(self, content: bytes) -> set[bytes]:
        """The first bytes of secrets that are somewhere in there: thousands of forms are looked for at once."""
        begun = set[bytes]()
        for start in range(0, len(content), 1_000_000):
            chunk = content[start : start + 1_000_000 + SHORTEST]
            begun |= self._beginnings.intersection(map(bytes, zip(*(chunk[n:] for n in range(SHORTEST)), strict=False)))
        return begun

    def found_under(self, *folders: Path) -> list[tuple[str, str]]:
        """Every file that holds a secret, and which."""
        held = [path for folder in folders for path in folder.rglob("*") if path.is_file()]
        assert held
        return [(path.name, text) for path in held for text in self.found_in(path.read_bytes())]


def inflated(content: bytes) -> Iterator[bytes]:
    """What the zlib and gzip streams in the bytes unpack to, as far as they do."""
    for found in _INFLATED.finditer(content):
        reader = zlib.decompressobj(zlib.MAX_WBITS | 32)
        try:
            part = reader.decompress(content[found.start() : found.start() + 2_000_000], 4_000_000)
        except zlib.error:
            continue
        if len(part) >= SHORTEST:
            yield part
