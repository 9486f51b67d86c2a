"""Who counts, and for what. Three counts that are not the same, each with the reason of each person.

* the size of the household, for the forfaits: everyone who lives there;
* the personnes à charge of C. trav. art. R. 3252-3, for the quotité: in :mod:`pcb.domain.dependents`;
* the foyer of the RSA, for the floor: the couple and the children in charge under 25.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from pcb.domain.answers import known
from pcb.domain.case import Case, Person
from pcb.domain.income import filers, name_of, silent_partner
from pcb.domain.law.reading import rule
from pcb.domain.vocabulary.people import Custody, Role
from pcb.domain.wording import status_in_words


@dataclass(frozen=True, slots=True)
class Counted:
    """One person of a count: in or out, and why. ``path`` opens the fact that decides."""

    label: str
    counts: bool
    reason: str
    path: str


@dataclass(frozen=True, slots=True)
class Headcount:
    """A number of persons with the reason of each, and what was assumed for lack of an answer."""

    label: str
    number: int
    persons: tuple[Counted, ...]
    article: str
    notices: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class RsaHousehold:
    """Composition of the foyer for the RSA montant forfaitaire (CASF art. L. 262-2, R. 262-3)."""

    couple: bool
    children: int
    majorated: bool
    persons: tuple[Counted, ...]
    notices: tuple[str, ...] = ()


def family_benefits_age() -> int:
    """The age until which a child may open right to family benefits (CSS art. L. 512-3, R. 512-2)."""
    years: int = rule("ages.family_benefits").fields["years"]
    return years


def rsa_age() -> int:
    """The age under which a child counts in the foyer of the RSA (CASF art. R. 262-3)."""
    years: int = rule("ages.rsa").fields["years"]
    return years


def age_on(birth: date, day: date) -> int:
    """Age in whole years."""
    return day.year - birth.year - ((day.month, day.day) < (birth.month, birth.day))


def household_size(case: Case) -> Headcount | None:
    """Size of the household for the forfaits: everyone who lives there. None when no person is known yet."""
    if not case.persons:
        return None
    persons, notices = [], []
    for person in case.persons:
        counts, reason, notice = lives_here(case, person)
        persons.append(Counted(name_of(person), counts, reason, _decides(person)))
        if notice:
            notices.append(notice)
    number = max(1, sum(person.counts for person in persons))
    article = "C. conso. art. R. 731-2, R. 731-3"
    return Headcount("Personnes du foyer (forfaits)", number, tuple(persons), article, tuple(notices))


def _decides(person: Person) -> str:
    """The question that decides whether the person lives there."""
    match person.role:
        case Role.CODEPOSANT:
            return "home.codeposant_lives_here"
        case Role.CHILD:
            return fact(person, "custody")
        case Role.ASCENDANT:
            return fact(person, "alimony_paid_for")
    return fact(person, "role")


def lives_here(case: Case, person: Person) -> tuple[bool, str, str]:
    """Whether the person lives in the home, why, and the notice due when that is assumed."""
    name = name_of(person)
    match person.role:
        case Role.DEPOSANT:
            return True, "déposant", ""
        case Role.CODEPOSANT:
            return _codeposant_lives_here(case, name)
        case Role.PARTNER:
            return True, "conjoint ou partenaire qui vit au foyer", ""
    match known(person.custody):
        case Custody.FULL:
            return True, "vit au foyer", ""
        case Custody.ALTERNATE:
            # DROIT : aucun texte lu ne dit si l’enfant en garde alternée compte pour un ou pour un demi dans les
            # forfaits ; il est compté pour un, ce qui est dit à l’écran.
            notice = (
                f"{name} : enfant en garde alternée compté pour une personne entière ; usage de la commission à "
                "confirmer."
            )
            return True, "garde alternée, compté pour un", notice
        case Custody.VISITING:
            return False, "droit de visite : ne vit pas au foyer", ""
        case Custody.AWAY:
            return False, "vit ailleurs", ""
    if person.role is Role.ASCENDANT and person.alimony_paid_for is True:
        return False, "aidé par une pension : ne vit pas au foyer", ""
    if person.role is Role.CHILD:
        return True, "vit au foyer (supposé)", f"{name} : mode de garde non renseigné ; compté comme vivant au foyer."
    return True, "vit au foyer", ""


def _codeposant_lives_here(case: Case, name: str) -> tuple[bool, str, str]:
    lives = known(case.home.codeposant_lives_here)
    if lives is False:
        # DROIT : aucun texte lu ne règle les forfaits de deux co-déposants qui vivent séparément.
        return (
            False,
            "co-déposant qui vit ailleurs",
            f"{name} vit ailleurs : les forfaits sont ceux d’un seul logement. Voyez avec la commission comment les "
            "charges de son propre logement sont retenues.",
        )
    return True, "co-déposant", ""


def rsa_household(case: Case, day: date) -> RsaHousehold:
    """Foyer of the RSA: the person or the couple, and the children in charge under 25 who live there.

    Ascendants and other persons are not part of it.
    """
    persons: list[Counted] = []
    notices: list[str] = []
    spouse = silent_partner(case) or next(iter(filers(case)[1:]), None)
    for person in case.persons:
        if person.role is Role.DEPOSANT:
            persons.append(
                Counted(name_of(person), True, "personne seule ou premier membre du couple", fact(person, "role"))
            )
        elif person is spouse:
            persons.append(Counted(name_of(person), True, "conjoint, partenaire ou concubin", fact(person, "role")))
        elif person.role is Role.CHILD:
            note(persons, notices, _rsa_child(person, day))
        else:
            persons.append(Counted(name_of(person), False, "hors du foyer au sens du RSA", fact(person, "role")))
    children = sum(c.counts for c, p in zip(persons, case.persons, strict=True) if p.role is Role.CHILD)
    # DROIT : L. 731-2 renvoie au montant forfaitaire de l’article L. 262-2 CASF ; aucun texte lu ne dit si la
    # majoration du parent isolé (L. 262-9) relève aussi le plancher. Elle est appliquée quand le foyer la déclare.
    majorated = spouse is None and case.family.lone_parent_majoration is True
    if majorated:
        notices.append("RSA majoré du parent isolé appliqué au plancher : lecture favorable au foyer, à confirmer.")
    return RsaHousehold(spouse is not None, children, majorated, tuple(persons), tuple(notices))


def _rsa_child(person: Person, day: date) -> tuple[Counted, str]:
    name, path = name_of(person), fact(person, "birth_date")
    custody, birth = known(person.custody), known(person.birth_date)
    if custody in (Custody.VISITING, Custody.AWAY):
        return Counted(name, False, "ne vit pas au foyer", fact(person, "custody")), ""
    if person.dependent is False:
        return Counted(name, False, "déclaré non à charge", fact(person, "dependent")), ""
    if birth is None:
        notice = f"{name} : date de naissance inconnue ; compté comme enfant à charge de moins de {rsa_age()} ans."
        return Counted(name, True, "enfant, âge non renseigné", path), notice
    age = age_on(birth, day)
    if age >= rsa_age():
        return Counted(name, False, f"{age} ans : {rsa_age()} ans ou plus", path), _age_notice(name, age)
    # DROIT : aucun texte lu ne dit comment l’enfant en garde alternée compte dans le montant forfaitaire ; il est
    # compté entier, et l’écran le signale.
    alternate = f"{name} : enfant en garde alternée compté entier dans le foyer du RSA, à confirmer."
    notice = alternate if custody is Custody.ALTERNATE else ""
    if known(person.dependent) is None and age >= family_benefits_age():
        notice = f"{name} a {age} ans, à charge ou non ? Compté dans le foyer du RSA, à confirmer."
    return Counted(name, True, f"enfant à charge de {plural_years(age)}", path), notice


def _age_notice(name: str, age: int) -> str:
    """The age is no official value: what it decides is said."""
    source = rule("ages.rsa").source
    if source.is_official:
        return ""
    return f"{name} a {age} ans : pas compté dans le foyer du RSA ({source.article} : {status_in_words(source)})."


def plural_years(age: int) -> str:
    """« 1 an », « 8 ans »."""
    return f"{age} {'ans' if age > 1 else 'an'}"


def note(persons: list[Counted], notices: list[str], found: tuple[Counted, str]) -> None:
    """Add a person to a count, and the notice due if something was assumed."""
    persons.append(found[0])
    if found[1]:
        notices.append(found[1])


def fact(person: Person, name: str) -> str:
    """The path of a fact about the person."""
    return f"persons.{person.id}.{name}"
