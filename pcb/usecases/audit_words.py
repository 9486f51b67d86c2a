"""The lines of the audit in French. A code that is not known here is shown as it is: nothing is left out."""

from __future__ import annotations

from collections.abc import Mapping

from pcb.storage.audit_lines import Line

ACTIONS: Mapping[str, str] = {
    "set_up": "A créé le coffre",
    "sign_in": "S’est connecté",
    "sign_out": "S’est déconnecté",
    "refused_sign_in": "Connexion refusée",
    "recover": "A repris son compte par le code de secours",
    "list": "A consulté une liste",
    "open": "A ouvert le dossier",
    "look": "A regardé",
    "download": "A téléchargé",
    "print": "A imprimé",
    "export": "A exporté",
    "create": "A créé le dossier",
    "import": "A importé le dossier",
    "answer": "A enregistré une réponse",
    "overwrite": "A remplacé une réponse",
    "add": "A ajouté une ligne",
    "remove": "A retiré une ligne",
    "undo": "A annulé un changement",
    "link": "A lié le dossier du couple",
    "attach": "A joint un fichier",
    "detach": "A retiré un fichier",
    "restore": "A remis un fichier",
    "move": "A changé un fichier de pièce",
    "share": "A partagé le dossier",
    "end_share": "A mis fin au partage",
    "unassign": "A changé qui suit le dossier",
    "leave": "Ne suit plus le dossier",
    "change_site": "A changé le lieu du dossier",
    "take_note": "A pris note d’un accès d’urgence",
    "role": "A changé un rôle",
    "open_site": "A ouvert un lieu",
    "rename_site": "A renommé un lieu",
    "close_site": "A fermé un lieu",
    "second_factor": "A changé la double vérification",
    "session_closed": "A fermé une session",
    "sessions_closed": "A fermé toutes ses sessions",
    "assign": "A changé qui suit le dossier",
    "emergency": "Accès d’urgence",
    "refused": "Refusé",
    "propose": "A proposé la fin de conservation",
    "archive": "A archivé le dossier",
    "take_back": "A repris le dossier archivé",
    "list_for_removal": "A inscrit sur un bordereau d’élimination",
    "note_visa": "A noté le visa d’un bordereau",
    "erase": "A effacé le dossier",
    "set": "A changé un réglage",
    "withdraw": "A retiré le formulaire",
    "verify": "A vérifié le journal d’activité",
    "invite": "A invité quelqu’un",
    "accept": "A accepté son invitation",
    "administrator": "A changé qui administre",
    "password": "A changé son mot de passe",
    "rotate": "A commencé à remplacer la clé des dossiers",
    "rotated": "A remplacé la clé des dossiers",
    "rotate_left": "A remplacé la clé des dossiers, sans pouvoir tout sceller à nouveau",
    "recovery_code": "A fait un nouveau code de secours",
    "key_file": "A fait un fichier de clé",
    "key_file_end": "A retiré le fichier de clé",
    "restore_backup": "Une sauvegarde a été restaurée",
    "prune": "Lignes anciennes retirées du journal",
}
CHANGES = frozenset(
    {"create", "import", "answer", "overwrite", "add", "remove", "undo", "link", "attach", "detach", "restore", "move"}
)
"""What the journal of the case tells in full."""
OBJECTS: Mapping[str, str] = {
    "case": "",
    "cases": "les dossiers",
    "retention": "la fin de conservation",
    "audit": "le journal d’activité",
    "paper": "un document imprimé",
    "papers": "les documents imprimés",
    "file": "un fichier joint",
    "plan": "le plan, pour un tableur ou un agenda",
    "slip": "la fiche des courriers",
    "calendar": "les dates pour un agenda",
    "everything": "tout ce qui est gardé sur le foyer",
    "bordereau": "un bordereau d’élimination",
    "form": "le formulaire officiel",
    "account": "",
    "site": "",
    "emergency": "",
    "key": "",
    "house": "",
}
_REFUSED: Mapping[str, str] = {
    "read": "ouvrir",
    "change": "modifier",
    "print": "imprimer",
    "export": "exporter",
    "share": "partager",
    "assign": "changer qui suit",
    "remove": "archiver ou effacer",
    "unknown": "un dossier qui n’existe pas",
    "create_case": "créer un dossier",
    "administer": "administrer",
    "back_up": "sauvegarder",
    "oversee": "voir le journal d’activité",
    "retain": "la fin de conservation",
    "emergency": "l’accès d’urgence",
}
_DETAILS: Mapping[str, str] = {"on_request": "à la demande de la personne", "elimination": "sur bordereau"}


def said(line: Line) -> str:
    """« A téléchargé : un fichier joint »."""
    done = ACTIONS.get(line.action, line.action)
    if (line.action, line.object_kind) == ("remove", "account"):
        return "A retiré un compte"
    if line.action == "refused":
        asked = line.detail if line.object_kind != "house" else line.object_id or ""
        about = _REFUSED.get(asked, OBJECTS.get(line.object_kind, asked))
    else:
        about = OBJECTS.get(line.object_kind, line.object_kind) or _DETAILS.get(line.detail, "")
    return f"{done}\u202f: {about}" if about else done
