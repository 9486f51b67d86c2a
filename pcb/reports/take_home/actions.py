"""What to do: what to watch, whom to pay and not to pay, who does what before when, papers, appointments, calls."""

from __future__ import annotations

from pcb.domain.take_home.snapshot import Appointment, Bring, Contact, NotNow, Snapshot, Todo, ToPay
from pcb.reports.blocks import Block
from pcb.reports.facing import Pair, Sign
from pcb.reports.pictograms import Pictogram
from pcb.reports.take_home.catalogue import french_only
from pcb.reports.take_home.sections import Writer

Item = tuple[Pair, ...]
_BY_HAND = frozenset({"todo", "appointments", "contacts"})
"""The sections that can be written by hand when they are empty."""


def action_blocks(snapshot: Snapshot, write: Writer) -> tuple[Block, ...]:
    """The sections of the action plan, after its title. Each is there, even empty: it says so, or is written in."""
    todo = [one for one in snapshot.todo if one.done_on is None]
    done = [one for one in snapshot.todo if one.done_on is not None]
    return (
        *_section(write, "watch", Pictogram.WARNING, [write.tell.said(said) for said in snapshot.watch], Sign.DOT),
        *_section(write, "to_pay", Pictogram.HANDS, [_to_pay(write, one) for one in snapshot.to_pay]),
        *_section(write, "not_now", Pictogram.CROSS, [_not_now(write, one) for one in snapshot.not_now], Sign.DOT),
        *_section(write, "todo", Pictogram.PERSON, [_todo(write, one) for one in todo]),
        *(_section(write, "done", Pictogram.TICK, [_todo(write, one) for one in done], Sign.DOT) if done else ()),
        *_section(write, "papers", Pictogram.BAG, [_paper(write, one) for one in snapshot.papers]),
        *_section(
            write, "appointments", Pictogram.CALENDAR, [_meeting(write, one) for one in snapshot.appointments], Sign.DOT
        ),
        *_section(write, "contacts", Pictogram.PHONE, [_contact(write, one) for one in snapshot.contacts], Sign.DOT),
        *_unverified(snapshot, write),
    )


def _section(
    write: Writer, name: str, picture: Pictogram, items: list[Item], sign: Sign = Sign.SQUARE
) -> tuple[Block, ...]:
    if items:
        filled: Block = write.listed(items, sign)
    else:
        filled = write.white(sign) if name in _BY_HAND else write.nothing()
    return write.title(f"section.{name}", picture), filled


def _to_pay(write: Writer, one: ToPay) -> Item:
    say = write.tell.say
    item = write.named(one.kind, one.detail, strong=True)
    if one.who.strip():
        item += say("pay.who", {"who": one.who})
    if one.amount is None:
        item += say("pay.amount_unknown")
    else:
        item += say("pay.amount", {"amount": one.amount, "period": f"period.{one.period}"}, strong=True)
    item += say("pay.day", {"day": one.day}) if one.day else say("pay.day_unknown")
    if one.until:
        item += say("pay.until", {"day": one.until})
    if one.method:
        item += say("pay.method", {"method": f"method.{one.method}"})
    return item + (write.tell.said(one.why) if one.why else ())


def _not_now(write: Writer, one: NotNow) -> Item:
    item = write.named(one.kind, one.detail, strong=True)
    if one.who.strip():
        item += write.tell.say("pay.who", {"who": one.who})
    item += write.tell.said(one.why)
    return item + (write.tell.say("not_now.until", {"day": one.until}) if one.until else ())


def _todo(write: Writer, one: Todo) -> Item:
    item = write.tell.said(one.what, strong=True)
    if one.who or one.who_name.strip():
        item += write.tell.say("todo.who", {"who": one.who_name.strip() or f"doer.{one.who}"})
    if one.done_on:
        return item + write.tell.say("todo.done", {"day": one.done_on})
    return item + (write.tell.say("todo.before", {"day": one.before}) if one.before else ())


def _paper(write: Writer, one: Bring) -> Item:
    if one.kind:
        return write.named(one.kind, one.detail)
    details = (write.tell.name(one.detail, small=True),) if one.detail.strip() else ()
    return (write.tell.typed(one.label), *details)


def _meeting(write: Writer, one: Appointment) -> Item:
    say = write.tell.say
    if one.on is None:
        item = say("appointment.to_fix", strong=True)
    elif one.at.strip():
        item = say("appointment.on_at", {"day": one.on, "at": one.at}, strong=True)
    else:
        item = say("appointment.on", {"day": one.on}, strong=True)
    if one.with_whom.strip():
        item += say("appointment.with", {"name": one.with_whom})
    if one.place.strip():
        item += say("appointment.place", {"place": one.place})
    return item + ((write.tell.typed(one.purpose),) if one.purpose.strip() else ())


def _contact(write: Writer, one: Contact) -> Item:
    item: Item = (write.tell.name(one.name, strong=True),)
    if one.phone.strip():
        item += write.tell.say("head.phone", {"phone": one.phone})
    return item + ((write.tell.typed(one.about),) if one.about.strip() else ())


def _unverified(snapshot: Snapshot, write: Writer) -> tuple[Block, ...]:
    """The references that were not read in their current text: for the counsellor, in French alone."""
    if not snapshot.unverified:
        return ()
    said = (french_only()["section.unverified"] + " :", *snapshot.unverified)
    return (write.lines(write.tell.for_counsellor(text) for text in said),)
