"""The facts of a household: what was said, seen and asked for. No rule lives here.

Everything is immutable. Each item of a list has an ``id`` that never changes, so that an answer is named by its path:
``home.occupancy``, ``incomes.7f3a.amount`` (see :mod:`pcb.domain.case_path`). Pages « P1 » to « P12 » are those of the
declaration (Cerfa 13594). Amounts are per ``period``.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction

from pcb.domain.answers import Answer
from pcb.domain.letter_notes import Addressee, LetterNote, Procedure
from pcb.domain.money import Money
from pcb.domain.noted import Letter, PaperNote, SetAside
from pcb.domain.plan_notes import (
    DebtChoices,
    OfferNote,
    PlanSettings,
    ReceivedAmount,
    ReceivedDebt,
    ReceivedPalier,
    ReceivedPlan,
)
from pcb.domain.take_home_notes import ActionNote, AppointmentNote, ContactNote, HandingNote, PayChoice, TakeHome
from pcb.domain.vocabulary.budget import Evidence, ExpenseKind, IncomeKind, PaymentMethod, Period
from pcb.domain.vocabulary.debts import DebtKind, PastOutcome, ProceedingKind
from pcb.domain.vocabulary.estate import AccountKind, AssetKind, VehicleKind
from pcb.domain.vocabulary.people import (
    CameFrom,
    Cause,
    ChargeSharing,
    Custody,
    FilingMode,
    MaritalStatus,
    MeetingMode,
    Occupancy,
    Protection,
    Role,
    Title,
    Urgency,
    WorkStatus,
)

JOINT = "joint"
"""The ``owner`` of what belongs to, or is owed by, the two members of the couple together."""


@dataclass(frozen=True, slots=True)
class Welcome:
    """Frame of the meeting: free, confidential, what is written and why. ``alias`` names who gives no name."""

    met_on: Answer[date] = None
    mode: Answer[MeetingMode] = None
    site: Answer[str] = None
    came_from: Answer[CameFrom] = None
    frame_explained: Answer[bool] = None
    notice_given_on: Answer[date] = None
    may_exchange: Answer[bool] = None
    exchange_with: Answer[str] = None  # the partners named in the agreement
    exchange_agreed_on: Answer[date] = None
    exchange_withdrawn_on: Answer[date] = None
    anonymous: Answer[bool] = None
    alias: Answer[str] = None

    @property
    def refuses_exchange(self) -> bool:
        """Nothing may go to others: the person said no, or took the agreement back."""
        return self.may_exchange is False or isinstance(self.exchange_withdrawn_on, date)


@dataclass(frozen=True, slots=True)
class Request:
    """The request in the person's own words, and what cannot wait."""

    words: Answer[str] = None
    urgencies: Answer[frozenset[Urgency]] = None
    urgency_detail: Answer[str] = None
    next_deadline: Answer[date] = None


@dataclass(frozen=True, slots=True)
class Filing:
    """How the household goes to the commission (P1, P2), and the pre-requisites of art. L. 711-1 and L. 711-9."""

    mode: Answer[FilingMode] = None
    sole_trader: Answer[bool] = None
    professional_debts: Answer[bool] = None
    good_faith_doubt: Answer[bool] = None
    lives_in_france: Answer[bool] = None
    filed_before: Answer[bool] = None
    earlier_number: Answer[str] = None
    earlier_date: Answer[date] = None
    earlier_outcome: Answer[PastOutcome] = None
    earlier_months_used: Answer[int] = None
    linked_reference: Answer[str] = None  # the dossier of the other member of the couple, when each files one
    ficp: Answer[bool] = None
    charge_sharing: Answer[ChargeSharing] = None
    agreed_share: Answer[int] = None  # percent of the charges borne by the person who files alone
    keep_main_residence: Answer[bool] = None
    above_quotite_agreed: Answer[bool] = None  # L. 731-2 al. 2
    earlier_forfaits: Answer[bool] = None  # go on with the last known forfaits when the day's are not on file
    signed_at: Answer[str] = None
    signed_on: Answer[date] = None


@dataclass(frozen=True, slots=True)
class Supporter:
    """« Vous êtes assisté(e) par un travailleur social » (P1): the Point conseil budget's own rubric."""

    last_name: Answer[str] = None
    first_name: Answer[str] = None
    organisation: Answer[str] = None
    address: Answer[str] = None
    phone: Answer[str] = None
    email: Answer[str] = None


@dataclass(frozen=True, slots=True)
class Person:
    """Someone of the household or of the dossier (P1 to P3). ``role`` decides which questions are asked."""

    id: str
    role: Role
    title: Answer[Title] = None
    birth_name: Answer[str] = None
    used_name: Answer[str] = None
    first_names: Answer[str] = None
    birth_date: Answer[date] = None
    birth_place: Answer[str] = None
    birth_departement: Answer[str] = None
    birth_country: Answer[str] = None
    phone: Answer[str] = None
    email: Answer[str] = None
    caf_number: Answer[str] = None
    msa_number: Answer[str] = None
    protection: Answer[Protection] = None
    protector: Answer[str] = None  # name and address of the curateur or tuteur
    custody: Answer[Custody] = None
    dependent: Answer[bool] = None  # à charge: opens right to family benefits, or is kept by the household
    alimony_paid_for: Answer[bool] = None
    has_resources: Answer[bool] = None
    own_resources: Answer[Money] = None  # per month, for those who do not file
    occupation: Answer[str] = None
    qualification: Answer[str] = None
    work_status: Answer[WorkStatus] = None
    work_detail: Answer[str] = None
    work_since: Answer[date] = None
    occupancy: Answer[Occupancy] = None  # when the co-déposant does not live at the same place
    eviction: Answer[bool] = None  # same
    property_seizure: Answer[bool] = None  # same
    kinship: Answer[str] = None  # lien de parenté, where the role does not say it
    situation: Answer[str] = None  # of those who do not file: at school, at work, retired…


@dataclass(frozen=True, slots=True)
class Family:
    """Situation familiale (P2)."""

    status: Answer[MaritalStatus] = None
    status_since: Answer[date] = None
    status_detail: Answer[str] = None
    lone_parent_majoration: Answer[bool] = None  # RSA majoré, CASF art. L. 262-9


@dataclass(frozen=True, slots=True)
class Address:
    """Coordonnées (P1). Postcode, stair and floor are text."""

    building: Answer[str] = None
    stair: Answer[str] = None
    floor: Answer[str] = None
    apartment: Answer[str] = None
    number: Answer[str] = None
    street: Answer[str] = None
    locality: Answer[str] = None  # lieu-dit
    postcode: Answer[str] = None
    city: Answer[str] = None
    country: Answer[str] = None


@dataclass(frozen=True, slots=True)
class Home:
    """Logement (P2), and what the rent and the landlord are. The rent itself is an expense of kind ``rent``."""

    occupancy: Answer[Occupancy] = None
    occupancy_detail: Answer[str] = None
    codeposant_lives_here: Answer[bool] = None
    since: Answer[date] = None
    landlord: Answer[str] = None
    social_landlord: Answer[bool] = None
    eviction: Answer[bool] = None
    property_seizure: Answer[bool] = None


@dataclass(frozen=True, slots=True)
class Income:
    """A resource (P3). ``owner`` is a person's id or :data:`JOINT`; ``nature`` is what the form asks to specify."""

    id: str
    kind: IncomeKind
    amount: Answer[Money] = None
    period: Period = Period.MONTHLY
    owner: Answer[str] = None
    nature: Answer[str] = None
    payer: Answer[str] = None
    paid_to_landlord: Answer[bool] = None  # housing benefit only (tiers payant)
    day: Answer[int] = None
    method: Answer[PaymentMethod] = None
    evidence: Answer[Evidence] = None
    ends_on: Answer[date] = None


@dataclass(frozen=True, slots=True)
class Expense:
    """A charge (P4) or an item of daily spending that the form does not ask."""

    id: str
    kind: ExpenseKind
    amount: Answer[Money] = None
    period: Period = Period.MONTHLY
    owner: Answer[str] = None
    nature: Answer[str] = None
    payee: Answer[str] = None
    day: Answer[int] = None
    method: Answer[PaymentMethod] = None
    evidence: Answer[Evidence] = None


@dataclass(frozen=True, slots=True)
class Debt:
    """A debt (P6 to P11). ``balance`` is all that remains due, ``unpaid`` the part that is late (impayé)."""

    id: str
    kind: DebtKind
    creditor: Answer[str] = None
    creditor_address: Answer[str] = None
    collector: Answer[str] = None
    collector_address: Answer[str] = None
    reference: Answer[str] = None
    nature: Answer[str] = None
    owner: Answer[str] = None
    balance: Answer[Money] = None
    unpaid: Answer[Money] = None
    instalment: Answer[Money] = None  # insurance apart
    insurance: Answer[Money] = None
    period: Period = Period.MONTHLY
    day: Answer[int] = None
    method: Answer[PaymentMethod] = None
    evidence: Answer[Evidence] = None
    statement_date: Answer[date] = None
    granted_on: Answer[date] = None
    capital: Answer[Money] = None
    rate: Answer[Fraction] = None  # taux débiteur annuel, in percent
    ends_on: Answer[date] = None
    due_in_full: Answer[bool] = None  # exigible, déchéance du terme
    pursued: Answer[bool] = None  # poursuites
    first_unpaid_on: Answer[date] = None
    contested: Answer[bool] = None
    professional: Answer[bool] = None
    guarantor: Answer[str] = None
    insurer: Answer[str] = None
    insurer_address: Answer[str] = None
    finances_main_residence: Answer[bool] = None
    account_reference: Answer[str] = None
    lease_start: Answer[date] = None
    lease_rents: Answer[int] = None
    sale_balance: Answer[Money] = None  # solde après vente of a leased car
    guaranteed_person: Answer[str] = None


@dataclass(frozen=True, slots=True)
class Asset:
    """Patrimoine immobilier et autre (P5)."""

    id: str
    kind: AssetKind
    nature: Answer[str] = None
    place: Answer[str] = None
    owner: Answer[str] = None
    value: Answer[Money] = None
    evidence: Answer[Evidence] = None
    indivision: Answer[bool] = None
    loan_under_way: Answer[bool] = None


@dataclass(frozen=True, slots=True)
class Vehicle:
    """Véhicules (P4)."""

    id: str
    kind: VehicleKind
    model: Answer[str] = None
    owner: Answer[str] = None
    leased: Answer[bool] = None
    registered_on: Answer[date] = None
    value: Answer[Money] = None
    evidence: Answer[Evidence] = None
    needed_for_work: Answer[bool] = None


@dataclass(frozen=True, slots=True)
class Account:
    """A bank account (« Gestion du budget », P4) or savings (P5)."""

    id: str
    kind: AccountKind
    bank: Answer[str] = None
    iban: Answer[str] = None
    owner: Answer[str] = None
    balance: Answer[Money] = None  # negative when overdrawn
    balance_on: Answer[date] = None
    evidence: Answer[Evidence] = None
    overdraft_allowed: Answer[Money] = None


@dataclass(frozen=True, slots=True)
class Proceeding:
    """A procedure under way: it must be told in the letter (former R. 331-8-1)."""

    id: str
    kind: ProceedingKind
    who: Answer[str] = None
    officer: Answer[str] = None  # commissaire de justice
    since: Answer[date] = None
    received_on: Answer[date] = None
    next_date: Answer[date] = None
    withheld: Answer[Money] = None  # per month
    detail: Answer[str] = None


@dataclass(frozen=True, slots=True)
class History:
    """Causes of the situation (P11) and what was already tried."""

    causes: Answer[frozenset[Cause]] = None
    story: Answer[str] = None
    since: Answer[date] = None
    tried: Answer[str] = None


@dataclass(frozen=True, slots=True)
class Declared:
    """The « néant » of each list: true when the household says that it has none, so that empty is never ambiguous."""

    no_income: Answer[bool] = None
    no_expense: Answer[bool] = None
    no_debt: Answer[bool] = None
    no_asset: Answer[bool] = None
    no_vehicle: Answer[bool] = None
    no_account: Answer[bool] = None
    no_proceeding: Answer[bool] = None
    nobody_else: Answer[bool] = None


@dataclass(frozen=True, slots=True)
class Case:
    """One household, whole. Lists keep the order in which things were told."""

    reference: str = ""
    welcome: Welcome = field(default_factory=Welcome)
    request: Request = field(default_factory=Request)
    filing: Filing = field(default_factory=Filing)
    supporter: Supporter = field(default_factory=Supporter)
    persons: tuple[Person, ...] = ()
    family: Family = field(default_factory=Family)
    address: Address = field(default_factory=Address)
    home: Home = field(default_factory=Home)
    incomes: tuple[Income, ...] = ()
    expenses: tuple[Expense, ...] = ()
    debts: tuple[Debt, ...] = ()
    assets: tuple[Asset, ...] = ()
    vehicles: tuple[Vehicle, ...] = ()
    accounts: tuple[Account, ...] = ()
    proceedings: tuple[Proceeding, ...] = ()
    history: History = field(default_factory=History)
    declared: Declared = field(default_factory=Declared)
    papers: tuple[PaperNote, ...] = ()
    letter: Letter = field(default_factory=Letter)
    set_aside: tuple[SetAside, ...] = ()
    plan: PlanSettings = field(default_factory=PlanSettings)
    plan_debts: tuple[DebtChoices, ...] = ()
    offers: tuple[OfferNote, ...] = ()
    received: ReceivedPlan = field(default_factory=ReceivedPlan)
    received_debts: tuple[ReceivedDebt, ...] = ()
    received_paliers: tuple[ReceivedPalier, ...] = ()
    received_amounts: tuple[ReceivedAmount, ...] = ()
    letters: tuple[LetterNote, ...] = ()
    addressees: tuple[Addressee, ...] = ()
    procedure: Procedure = field(default_factory=Procedure)
    take_home: TakeHome = field(default_factory=TakeHome)
    actions: tuple[ActionNote, ...] = ()
    appointments: tuple[AppointmentNote, ...] = ()
    contacts: tuple[ContactNote, ...] = ()
    pay_choices: tuple[PayChoice, ...] = ()
    handed: tuple[HandingNote, ...] = ()
    note: Answer[str] = None

    @property
    def deposant(self) -> Person | None:
        """The first person who files, or the person helped when nobody files yet."""
        return next((p for p in self.persons if p.role is Role.DEPOSANT), None)

    @property
    def codeposant(self) -> Person | None:
        return next((p for p in self.persons if p.role is Role.CODEPOSANT), None)

    @property
    def partner(self) -> Person | None:
        """A partner who lives there and does not file."""
        return next((p for p in self.persons if p.role is Role.PARTNER), None)

    def person(self, person_id: str | None) -> Person | None:
        return next((p for p in self.persons if p.id == person_id), None)
