"""What the papers for the person say, one file a language in ``pcb/data/take_home``, read once and checked whole.

A key that a language does not have yet is said in French, and marked. A translation has the blanks of the French text,
no more and no fewer: anything else is refused when the file is read.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from types import MappingProxyType

from pcb.domain.vocabulary.take_home import Language
from pcb.domain.vocabulary.take_home_papers import Register
from pcb.errors import PcbError

BLANK = re.compile(r"\{([a-z_]+)\}")
_TABLES = ("text", "easy", "labels")


class CatalogueError(PcbError):
    """A file of translations that cannot be used."""


@dataclass(frozen=True, slots=True)
class Catalogue:
    """The words of one language. ``proofread``: by somebody whose language it is."""

    language: Language
    name: str
    proofread: bool
    text: Mapping[str, str]
    easy: Mapping[str, str]
    labels: Mapping[str, str]

    def wording(self, key: str, register: Register) -> str | None:
        """The text or the label of a key; None when this language does not have it."""
        if register is Register.EASY and key in _french_easy():
            return self.easy.get(key)
        return self.text.get(key) or self.labels.get(key)


@cache
def catalogue(language: Language) -> Catalogue:
    """The catalogue of a language. Raises :class:`CatalogueError` when its file is not right."""
    path = files("pcb.data") / "take_home" / f"{language.value}.toml"
    if not path.is_file():
        return Catalogue(language, language.label.lower(), False, {}, {}, {})
    found = read(path.read_text("utf-8"), language)
    if language is not Language.FRENCH:
        faults = differences(found, catalogue(Language.FRENCH))
        if faults:
            raise CatalogueError(f"{language.value}.toml : {faults[0]}")
    return found


def read(content: str, language: Language) -> Catalogue:
    """A catalogue from the text of its file. Raises :class:`CatalogueError`."""
    try:
        data = tomllib.loads(content)
        if data["language"] != language.value:
            raise CatalogueError(f"ce fichier dit être en « {data['language']} »")
        tables = [MappingProxyType({str(k): str(v) for k, v in data.get(name, {}).items()}) for name in _TABLES]
        return Catalogue(language, data["name"], data["proofread"] is True, *tables)
    except (tomllib.TOMLDecodeError, KeyError, AttributeError) as fault:
        raise CatalogueError(f"textes illisibles ({language.value}) : {fault}") from fault


def differences(found: Catalogue, french: Catalogue) -> list[str]:
    """What a translation has that the French does not: unknown keys, other blanks, a typed text not on its own line."""
    faults = []
    for name in _TABLES:
        own, model = getattr(found, name), getattr(french, name)
        faults += [f"[{name}] {key} : clé inconnue" for key in own if key not in model]
        for key in own.keys() & model.keys():
            if sorted(BLANK.findall(own[key])) != sorted(BLANK.findall(model[key])):
                faults.append(f"[{name}] {key} : les champs entre accolades ne sont pas ceux du français")
            if _alone(own[key]) != _alone(model[key]):
                faults.append(f"[{name}] {key} : un champ seul sur sa ligne doit le rester")
    return faults


def missing(found: Catalogue, french: Catalogue) -> list[str]:
    """The keys that a language does not have yet."""
    return [f"[{name}] {key}" for name in _TABLES for key in getattr(french, name) if not getattr(found, name).get(key)]


def _alone(text: str) -> set[str]:
    return {line for line in text.split("\n") if BLANK.fullmatch(line)}


@cache
def french_only() -> Mapping[str, str]:
    """What is said in French alone: what the drawings show, what is for the counsellor."""
    data = tomllib.loads((files("pcb.data") / "take_home" / "fr.toml").read_text("utf-8"))
    return MappingProxyType(data["french"])


@cache
def _french_easy() -> frozenset[str]:
    return frozenset(catalogue(Language.FRENCH).easy)
