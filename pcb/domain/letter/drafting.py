"""The draft of the letter, from the facts alone: what is not known is left out, nothing is made up.

Plain French, short paragraphs, for one or two signatories. What is written by hand (place, date, signatures) keeps its
dots when it is not known.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from pcb.domain.answers import known
from pcb.domain.case import Case, Person
from pcb.domain.income import filers, files_alone, silent_partner
from pcb.domain.letter.circumstances import address_lines, budget, causes, household, housing, marital, work
from pcb.domain.letter.under_way import SEIZURES, UnderWay, under_way
from pcb.domain.letter.voice import Voice, called, voice_of
from pcb.domain.money import NARROW_SPACE
from pcb.domain.vocabulary.debts import PastOutcome, ProceedingKind
from pcb.domain.vocabulary.people import FilingMode, Occupancy, Protection, Title
from pcb.domain.wording import french_date, plural

COMMISSION = ("Banque de France Surendettement", "TSA 41217", "75035 Paris Cedex 01")
"""Where dossiers are posted (service-public F134, version of 7 January 2025)."""
_DOTS = "………………"
_OUTCOMES = {
    PastOutcome.PLAN: "un plan conventionnel",
    PastOutcome.MEASURES: "des mesures imposées",
    PastOutcome.SUSPENSION: "une suspension des paiements",
    PastOutcome.PERSONAL_RECOVERY: "un rétablissement personnel",
    PastOutcome.INADMISSIBLE: "une décision d’irrecevabilité",
    PastOutcome.CLOSED: "une clôture du dossier",
}


def draft(case: Case, day: date) -> str:
    """The letter drafted from the case (its effective facts) on ``day``. Paragraphs are parted by a blank line."""
    voice = voice_of(case)
    paragraphs = (
        "\n".join(_sender(case)),
        "\n".join(COMMISSION),
        f"Objet{NARROW_SPACE}: demande de traitement d’une situation de surendettement",
        "Madame, Monsieur,",
        _opening(case, voice),
        " ".join(_situation(case, voice)),
        *causes(case, voice),
        " ".join(budget(case, voice, day)),
        _earlier(case, voice),
        *_procedures(case, voice),
        _request(case, voice),
        _accompanied(case, voice),
        f"{voice.of('Je joins', 'Nous joignons')} la déclaration de surendettement et les justificatifs.",
        f"{voice.of('Je vous prie', 'Nous vous prions')} d’agréer, Madame, Monsieur, "
        f"{voice.of('mes', 'nos')} salutations respectueuses.",
        "\n".join(_signatures(case)),
    )
    return "\n\n".join(filter(None, paragraphs))


def _sender(case: Case) -> Iterator[str]:
    yield from filter(None, (_identity(person) for person in filers(case)))
    yield from address_lines(case.address)
    phones = (known(person.phone) for person in filers(case))
    yield from (f"Téléphone{NARROW_SPACE}: {phone}" for phone in dict.fromkeys(filter(None, phones)))


def _identity(person: Person) -> str:
    """« Madame Nadia Ferrand, née Belkacem le 14/02/1987 »: the birth name when another one is in use."""
    born, used = known(person.birth_date), known(person.used_name)
    birth_name = known(person.birth_name) if used else None
    details = (birth_name if birth_name != used else None, f"le {french_date(born)}" if born else None)
    title = known(person.title)
    verb = "né(e)" if title is None else "née" if title is Title.MADAME else "né"
    birth = " ".join(filter(None, details))
    return ", ".join(filter(None, (called(person), f"{verb} {birth}" if birth else "")))


def _opening(case: Case, voice: Voice) -> str:
    asks = (
        f"{voice.of('Je vous demande', 'Nous vous demandons')} d’examiner {voice.of('ma', 'notre')} situation de "
        f"surendettement{NARROW_SPACE}: {voice.of('je n’arrive plus', 'nous n’arrivons plus')} à faire face à "
        f"{voice.of('mes', 'nos')} dettes."
    )
    partner = silent_partner(case)
    name = called(partner) if partner else ""
    if not name or not files_alone(case):
        return asks
    if case.filing.mode is FilingMode.TWO_DOSSIERS:
        return f"{asks} {name} dépose de son côté son propre dossier."
    return f"{asks} Je dépose ce dossier {voice.agree('seul')}{NARROW_SPACE}: {name} ne dépose pas."


def _situation(case: Case, voice: Voice) -> Iterator[str]:
    yield from marital(case, voice)
    yield from household(case, voice)
    yield from housing(case, voice)
    for person in filers(case):
        yield from work(person, voice)
    for person in filers(case):
        yield from _protection(person, voice)


def _protection(person: Person, voice: Voice) -> Iterator[str]:
    measure = known(person.protection)
    if measure in (None, Protection.NONE):
        return
    names: dict[Protection | None, str] = {
        Protection.CURATELLE: "une mesure de curatelle",
        Protection.TUTELLE: "une mesure de tutelle",
        Protection.MASP_MAJ: "une mesure d’accompagnement (MASP ou MAJ)",
    }
    name = names.get(measure, "une mesure de protection")
    protector = known(person.protector)
    by = f", exercée par {protector}" if protector else ""
    subject = f"{called(person)} bénéficie" if voice.plural and called(person) else "Je bénéficie"
    yield f"{subject} d’{name}{by}."


def _earlier(case: Case, voice: Voice) -> str:
    if case.filing.filed_before is not True:
        return ""
    number, filed, used = (
        known(case.filing.earlier_number),
        known(case.filing.earlier_date),
        known(case.filing.earlier_months_used),
    )
    outcome = known(case.filing.earlier_outcome)
    what = "".join((f" n°\u00a0{number}" if number else "", f", le {french_date(filed)}" if filed else ""))
    told = f"{voice.of('J’ai', 'Nous avons')} déjà déposé un dossier de surendettement{what}."
    if outcome is PastOutcome.PENDING:
        told += " Il est en cours."
    elif outcome is not None:
        told += f" Il a donné lieu à {_OUTCOMES[outcome]}."
    if used:
        told += f" {plural(used, 'mois de mesures a déjà été appliqué', 'mois de mesures ont déjà été appliqués')}."
    return told


def _procedures(case: Case, voice: Voice) -> Iterator[str]:
    found = under_way(case)
    if found:
        title = f"{voice.of('Je vous signale', 'Nous vous signalons')} ce qui est en cours{NARROW_SPACE}:"
        yield "\n".join((title, *(f"– {one.sentence}" for one in found)))
        yield " ".join(_stays(found, voice))
    elif case.declared.no_proceeding is True:
        mine = voice.of("À ma connaissance", "À notre connaissance")
        yield f"{mine}, aucune saisie, aucune cession de rémunération et aucune procédure d’expulsion n’est en cours."


def _stays(found: tuple[UnderWay, ...], voice: Voice) -> Iterator[str]:
    """What the commission may ask of the judge: for seizures from the filing on, for eviction once admissible."""
    asks = voice.of("Je vous demande", "Nous vous demandons")
    if any(one.kind in SEIZURES or one.kind is None for one in found):
        yield f"{asks} de saisir le juge pour que les saisies et cessions en cours soient suspendues."
    if any(one.kind is ProceedingKind.EVICTION for one in found):
        mine = voice.of("mon", "notre")
        yield f"{asks}, dès que {mine} dossier sera recevable, de saisir le juge pour que l’expulsion soit suspendue."


def _request(case: Case, voice: Voice) -> str:
    asks, mine, my = voice.of("Je demande", "Nous demandons"), voice.of("mon", "notre"), voice.of("mes", "nos")
    told = (
        f"{asks} que {mine} dossier soit déclaré recevable et que des mesures soient prises pour traiter {my} dettes."
    )
    if case.filing.keep_main_residence is True and known(case.home.occupancy) is Occupancy.OWNER:
        wishes = voice.of("Je souhaite", "Nous souhaitons")
        told += f" {wishes} conserver {voice.of('ma', 'notre')} résidence principale."
    return told


def _accompanied(case: Case, voice: Voice) -> str:
    helper = case.supporter
    name = " ".join(filter(None, (known(helper.first_name), known(helper.last_name))))
    organisation = known(helper.organisation)
    if not name and not organisation:
        return ""
    who = ", ".join(filter(None, (name, organisation)))
    contact = ", ".join(filter(None, (known(helper.address), known(helper.phone), known(helper.email))))
    told = f"{voice.of('Je suis', 'Nous sommes')} {voice.agree('accompagné')} par {who}"
    return f"{told}{NARROW_SPACE}: {contact}." if contact else f"{told}."


def _signatures(case: Case) -> Iterator[str]:
    place, signed = known(case.filing.signed_at), known(case.filing.signed_on)
    yield f"Fait à {place or _DOTS}, le {french_date(signed) if signed else _DOTS}"
    people = filers(case)
    yield from (f"Signature ({called(person) or person.role.label}){NARROW_SPACE}:" for person in people)
    if not people:
        yield f"Signature{NARROW_SPACE}:"
