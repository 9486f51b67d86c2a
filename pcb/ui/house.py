"""``/maison``, « Comptes et lieux »: who works where, as what; the sites. For administrators."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

from pcb.domain.rights import Role
from pcb.domain.wording import plural
from pcb.errors import AccessDenied, NotFound
from pcb.ui.deed import Deed, Input, choices
from pcb.ui.layout import NNBSP, page_frame
from pcb.ui.widgets import node
from pcb.usecases import invitations, keys, people, second_factor, sites
from pcb.usecases.desk import Desk
from pcb.usecases.invitations import Invitation
from pcb.usecases.people import Person
from pcb.usecases.sites import Site

HERE = "/maison"
ROLES = {role.value: role for role in Role}
Work = Callable[[Desk, dict[str, str]], str]


async def build(desk: Desk) -> None:
    """The page. Raises :class:`NotFound` for who is no administrator: it does not exist for them."""
    try:
        staff = await asyncio.to_thread(people.staff, desk)
        number = await asyncio.to_thread(sites.cases_by_site, desk)
    except AccessDenied:
        raise NotFound("Cette page n’existe pas.") from None
    places = await asyncio.to_thread(sites.all_sites, desk)
    unfinished = await asyncio.to_thread(keys.rotation_unfinished, desk)
    with page_frame(desk, "Comptes et lieux") as frame, node("div", "", "pcb-rights"):
        with frame.tools:
            node("a", "Dossiers").has(href="/dossiers")
        node(
            "p",
            "Changer les droits de quelqu’un met fin à ses sessions\u202f: il se reconnecte avec ses nouveaux droits.",
            "pcb-intro",
        )
        if unfinished:
            with node("section", "", "pcb-alarm").has(role="note"):
                node("h2", "Le remplacement de la clé n’est pas terminé")
                node(
                    "p",
                    f"Les dossiers restent lisibles. Reprenez-le{NNBSP}: tant qu’il n’est pas terminé, l’ancienne clé "
                    "ouvre encore une partie de ce qui est gardé. Cela prend quelques minutes, pendant que l’on "
                    "travaille.",
                )
                Deed("Reprendre le remplacement", _rotating, main=True)
        with node("section"):
            node("h2", "Personnes")
            for one in staff:
                _person(one, places)
            node("h3", "Inviter quelqu’un")
            Deed(
                "Inviter",
                _inviting,
                Input("name", "Nom"),
                Input("login", "Identifiant"),
                Input("site", "Lieu", "select", "", choices(*((s.id, s.name) for s in places if s.open))),
                Input("role", "Rôle", "select", Role.COUNSELLOR.value, tuple((r.value, r.label) for r in Role)),
                main=True,
            )
        with node("section"):
            node("h2", "Lieux")
            for site in places:
                _site(site, places, staff, number.get(site.id, 0))
            node("h3", "Ouvrir un lieu")
            Deed("Ouvrir", _opening, Input("name", "Nom du lieu"), main=True)


def _person(one: Person, places: tuple[Site, ...]) -> None:
    account, name = one.account, one.account.display_name
    names = {site.id: site.name for site in places}
    with node("div", "", "pcb-card"):
        node("h3", name)
        marks = [account.login]
        if account.administrator:
            marks.append("administre les comptes et les lieux")
        if one.standing == "invited":
            marks.append("n’a pas encore choisi son mot de passe")
        node("p", ", ".join(marks), "pcb-line-note")
        with node("ul", "", "pcb-lines"):
            for site_id, role in one.places:
                with node("li"):
                    node("span", f"{names[site_id]}{NNBSP}: {role.label.lower()}", "pcb-line-title")
                    Deed(
                        "Retirer",
                        _taking(account.id, site_id),
                        about=f"{name} ne travaille plus à {names[site_id]}",
                    )
            if not one.places:
                with node("li"):
                    node("span", "Ne travaille dans aucun lieu\u202f: n’ouvre aucun dossier.", "pcb-line-title")
        with node("details"):
            node("summary", f"Changer les droits de {name}")
            Deed(
                "Donner ce rôle",
                _giving(account.id),
                Input("site", "Lieu", "select", "", choices(*((s.id, s.name) for s in places if s.open))),
                Input("role", "Rôle", "select", Role.COUNSELLOR.value, tuple((r.value, r.label) for r in Role)),
            )
            Deed(
                "Nouveau code d’invitation",
                _again(account.id),
                about=f"Nouveau code d’invitation pour {name}",
                ask=f"Le mot de passe de {name} n’ouvrira plus rien, et ses sessions prendront fin. Continuer{NNBSP}?",
            )
            Deed(
                "Retirer la double vérification",
                _without_factor(account.id),
                about=f"Retirer la double vérification de {name}",
                ask=f"Seulement si {name} a perdu son téléphone et ses codes de rechange, et si vous en êtes sûr. "
                "Le mot de passe suffira jusqu’à une nouvelle activation ; ses sessions prendront fin. "
                f"Continuer{NNBSP}?",
            )
            Deed(
                "Retirer ce compte",
                _removing(account.id),
                about=f"Retirer ce compte{NNBSP}: {name}",
                ask=f"{name} n’entrera plus, et ses sessions prendront fin{NNBSP}; son nom reste dans les "
                f"historiques. Continuer{NNBSP}?",
            )
            word = "Retirer l’administration" if account.administrator else "Confier l’administration"
            Deed(
                word,
                _administration(account.id, not account.administrator),
                about=f"{word}{NNBSP}: {name}",
            )


def _site(site: Site, places: tuple[Site, ...], staff: tuple[Person, ...], number: int) -> None:
    here = [(one, role) for one in staff for site_id, role in one.places if site_id == site.id]
    heads = ", ".join(one.account.display_name for one, role in here if role is Role.COORDINATOR)
    with node("div", "", "pcb-card"):
        node("h3", site.name if site.open else f"{site.name} (fermé)")
        if not site.open:
            return
        node("p", f"{plural(number, 'dossier', 'dossiers')}, {plural(len(here), 'personne', 'personnes')}.")
        if heads:
            node("p", f"Coordination{NNBSP}: {heads}.")
        else:
            node(
                "p",
                "Personne ne coordonne ce lieu\u202f: un dossier que personne ne suit n’y serait plus ouvert.",
                "pcb-error",
            )
        with node("details"):
            node("summary", f"Renommer ou fermer {site.name}")
            Deed("Renommer", _renaming(site.id), Input("name", "Nouveau nom", value=site.name))
            others = tuple((other.id, other.name) for other in places if other.open and other.id != site.id)
            if others:
                node("p", "Les dossiers d’un lieu qui ferme passent à un autre, avec leur historique.")
                Deed(
                    "Fermer ce lieu",
                    _closing(site.id),
                    Input("heir", "Ses dossiers vont à", "select", "", choices(*others)),
                )
            else:
                node("p", "C’est le seul lieu ouvert\u202f: il ne peut pas fermer.", "pcb-line-note")


def told_of(invitation: Invitation) -> str:
    """The code, which exists nowhere else."""
    return (
        f"Code de {invitation.account.display_name}{NNBSP}: {invitation.code}. Il n’est montré qu’ici{NNBSP}: "
        f"remettez-le avec l’adresse /invitation. Il sert jusqu’au {invitation.until.astimezone():%d/%m/%Y à %H:%M}."
    )


def _inviting(desk: Desk, typed: dict[str, str]) -> str:
    places = {typed["site"]: ROLES.get(typed["role"], Role.COUNSELLOR)} if typed["site"] else {}
    return told_of(invitations.invite(desk, typed["login"], typed["name"], places))


def _again(account_id: str) -> Work:
    return lambda desk, _: told_of(invitations.invite_again(desk, account_id))


def _without_factor(account_id: str) -> Work:
    def work(desk: Desk, _: dict[str, str]) -> str:
        second_factor.remove_for(desk, account_id)
        return f"C’est fait{NNBSP}: au prochain passage, le mot de passe suffit."

    return work


def _rotating(desk: Desk, _: dict[str, str]) -> str:
    """Raises :class:`AccessDenied`."""
    done = keys.rotate(desk)
    if done.finished:
        return "La clé des dossiers est remplacée. L’ancienne n’ouvre plus rien."
    return (
        "La clé est remplacée, mais des enregistrements abîmés tiennent encore à l’ancienne, qui est gardée. "
        f"Rendez-les par une sauvegarde, ou voyez « pcb key rotate »{NNBSP}: l’examen (pcb doctor) les nomme."
    )


def _removing(account_id: str) -> Work:
    def work(desk: Desk, _: dict[str, str]) -> str:
        invitations.remove(desk, account_id)
        return HERE

    return work


def _giving(account_id: str) -> Work:
    def work(desk: Desk, typed: dict[str, str]) -> str:
        people.give_role(desk, account_id, typed["site"], ROLES.get(typed["role"], Role.COUNSELLOR))
        return HERE

    return work


def _taking(account_id: str, site_id: str) -> Work:
    def work(desk: Desk, _: dict[str, str]) -> str:
        people.take_role(desk, account_id, site_id)
        return HERE

    return work


def _administration(account_id: str, given: bool) -> Work:
    def work(desk: Desk, _: dict[str, str]) -> str:
        invitations.set_administrator(desk, account_id, given)
        return HERE

    return work


def _opening(desk: Desk, typed: dict[str, str]) -> str:
    sites.open_site(desk, typed["name"])
    return HERE


def _renaming(site_id: str) -> Work:
    def work(desk: Desk, typed: dict[str, str]) -> str:
        sites.rename_site(desk, site_id, typed["name"])
        return HERE

    return work


def _closing(site_id: str) -> Work:
    def work(desk: Desk, typed: dict[str, str]) -> str:
        sites.close_site(desk, site_id, typed["heir"])
        return HERE

    return work
