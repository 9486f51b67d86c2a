"""What each may do, written by hand, apart from ``pcb.domain.rights``. Whatever is added must find its line here."""

from __future__ import annotations

import json

from tests.intake import made

PAPER_KEY = "persons-p1-identity"
ROLES = (
    "administrator", "follower", "counsellor", "coordinator", "other_counsellor", "other_coordinator", "shared",
    "emergency", "removed", "signed_out",
)  # fmt: skip

OPENS = {"follower", "coordinator", "shared", "emergency"}
DECIDES = {"follower", "coordinator"}
WHO = {
    "read": OPENS,
    "change": OPENS,
    "print": OPENS,
    "export": DECIDES,
    "share": DECIDES,
    "assign": {"coordinator"},
    "remove": {"coordinator"},
}
"""Action on a case that is not archived → who may do it."""

PUBLIC, SIGNED_IN, ADMINISTRATOR, OVERSEES = "public", "signed in", "administrator", "oversees"
WHO_OVERSEES = {"administrator", "coordinator", "other_coordinator"}
"""Of the house and of each site: what they then see is narrowed to their sites."""

CASE = "/dossier/{case_id}"
JSON = {"Content-Type": "application/json", "Accept": "application/json"}
ANSWER = json.dumps({"path": "welcome.site", "raw": "Auch", "seen": "", "request_id": "r" * 16})
ROUTES: dict[tuple[str, str], tuple[str, str]] = {
    # address → the kind of object it gives, and who is answered
    ("GET", "/"): ("nothing", PUBLIC),
    ("GET", "/connexion"): ("nothing", PUBLIC),
    ("POST", "/connexion"): ("account", PUBLIC),
    ("GET", "/premiere-visite"): ("nothing", PUBLIC),
    ("POST", "/premiere-visite"): ("account", PUBLIC),
    ("GET", "/recuperation"): ("nothing", PUBLIC),
    ("POST", "/recuperation"): ("account", PUBLIC),
    ("POST", "/demonstration"): ("nothing", PUBLIC),
    ("GET", "/favicon.ico"): ("nothing", PUBLIC),
    ("GET", "/sante"): ("nothing", PUBLIC),
    ("GET", "/connexion/code"): ("account", PUBLIC),
    ("POST", "/connexion/code"): ("account", PUBLIC),
    ("GET", "/invitation"): ("account", PUBLIC),
    ("POST", "/invitation"): ("account", PUBLIC),
    ("GET", "/compte"): ("account", SIGNED_IN),
    ("GET", "/compte/double-verification"): ("account", SIGNED_IN),
    ("POST", "/compte/double-verification"): ("account", SIGNED_IN),
    ("POST", "/compte/double-verification/codes"): ("account", SIGNED_IN),
    ("POST", "/compte/double-verification/commencer"): ("account", SIGNED_IN),
    ("POST", "/compte/double-verification/retirer"): ("account", SIGNED_IN),
    ("POST", "/compte/mot-de-passe"): ("account", SIGNED_IN),
    ("POST", "/compte/sessions/fermer"): ("account", SIGNED_IN),
    ("POST", "/compte/sessions/{session_id}/fermer"): ("account", SIGNED_IN),
    ("POST", "/verrouiller"): ("nothing", SIGNED_IN),
    ("GET", "/session"): ("nothing", SIGNED_IN),
    ("POST", "/session"): ("nothing", SIGNED_IN),
    ("POST", CASE + "/presence"): ("case", "read"),
    ("POST", "/deconnexion"): ("nothing", SIGNED_IN),
    ("GET", "/dossiers"): ("case", SIGNED_IN),
    ("GET", "/maison"): ("account", ADMINISTRATOR),
    ("GET", "/journal"): ("audit", OVERSEES),
    ("GET", "/journal.csv"): ("audit", OVERSEES),
    ("GET", "/conservation"): ("bordereau", OVERSEES),
    ("GET", "/conservation/{bordereau_id}.pdf"): ("bordereau", OVERSEES),
    ("GET", "/formulaire"): ("form", SIGNED_IN),
    ("POST", "/formulaire"): ("form", ADMINISTRATOR),
    ("POST", "/formulaire/essai"): ("form", SIGNED_IN),
    ("GET", "/formulaire/{form_id}/essai.pdf"): ("form", SIGNED_IN),
    ("GET", "/formulaire/{form_id}/modele.toml"): ("form", SIGNED_IN),
    ("GET", "/formulaire/exemple.pdf"): ("form", SIGNED_IN),
    ("GET", "/formulaire/exemple.toml"): ("form", SIGNED_IN),
    ("GET", "/formulaire/rubriques.txt"): ("form", SIGNED_IN),
    ("POST", CASE + "/reponse"): ("case", "change"),
    ("GET", CASE + "/entretien"): ("case", "read"),
    ("GET", CASE + "/entretien/{stop_key}"): ("case", "read"),
    ("GET", CASE + "/budget"): ("case", "read"),
    ("GET", CASE + "/lettre"): ("letter", "read"),
    ("GET", CASE + "/plan"): ("plan", "read"),
    ("GET", CASE + "/historique"): ("case", "read"),
    ("GET", CASE + "/acces"): ("site", "read"),
    ("GET", CASE + "/droits"): ("audit", "read"),
    ("GET", CASE + "/tout.zip"): ("case", "export"),
    ("GET", CASE + "/a-emporter"): ("paper", "read"),
    ("GET", CASE + "/a-emporter.pdf"): ("paper", "print"),
    ("GET", CASE + "/a-emporter.ics"): ("case", "read"),
    ("GET", CASE + "/declaration"): ("preparation", "read"),
    ("GET", CASE + "/comparer"): ("paper", "read"),
    ("GET", CASE + "/pieces"): ("file", "read"),
    ("GET", CASE + "/courriers"): ("letter", "read"),
    ("GET", CASE + "/courriers/{letter_key}"): ("letter", "read"),
    ("GET", CASE + "/chiffres"): ("case", "read"),
    ("GET", CASE + "/explication/{what}"): ("case", "read"),
    ("GET", CASE + "/declaration.pdf"): ("paper", "print"),
    ("GET", CASE + "/feuille-de-recopie.pdf"): ("paper", "print"),
    ("GET", CASE + "/papier/{paper_id}.pdf"): ("paper", "read"),
    ("GET", CASE + "/courriers.pdf"): ("letter", "print"),
    ("GET", CASE + "/courriers-creanciers.pdf"): ("letter", "print"),
    ("GET", CASE + "/fiche-courriers.pdf"): ("letter", "print"),
    ("GET", CASE + "/courriers.ics"): ("letter", "print"),
    ("POST", CASE + "/plan/calcul"): ("plan", "read"),
    ("POST", CASE + "/plan/suite"): ("plan", "read"),
    ("GET", CASE + "/plan/explication/{what}"): ("plan", "read"),
    ("GET", CASE + "/plan.pdf"): ("plan", "print"),
    ("GET", CASE + "/plan.{form}"): ("plan", "export"),
    ("GET", CASE + "/pieces/liste"): ("file", "read"),
    ("POST", CASE + "/pieces/{key}/fichier"): ("file", "change"),
    ("GET", CASE + "/fichier/{attachment_id}"): ("file", "read"),
    ("POST", CASE + "/fichier/{attachment_id}"): ("file", "change"),
    ("GET", CASE + "/fichier/{attachment_id}/apercu"): ("file", "read"),
}
OBJECT_KINDS = {"case", "paper", "file", "letter", "form", "plan", "preparation", "account", "site", "audit",
                "bordereau"}  # fmt: skip
"""Each stands in the table above."""

BODIES: dict[str, tuple[bytes | str, dict[str, str]]] = {
    CASE + "/reponse": (ANSWER, JSON),
    CASE + "/presence": (json.dumps({"chapter": "Accueil", "seen": 1}), JSON),
    CASE + "/plan/calcul": ("{}", JSON),
    CASE + "/plan/suite": ("{}", JSON),
    CASE + "/pieces/{key}/fichier": (made.photograph(13), {"X-Pcb-Name": "b.jpg", "X-Pcb-Request": "q" * 16}),
    CASE + "/fichier/{attachment_id}": (json.dumps({"do": "restore"}), JSON),
}

EVENTS = {
    # (page, element, event): each is wrapped in ``checked``, which asks again for the session and for the case
    ("*", "Node", "click"),
    ("dossiers", "CaseList", "search"),
    ("dossiers", "CaseList", "create"),
    ("dossiers", "Deed", "do"),
    ("maison", "Deed", "do"),
    ("acces", "Deed", "do"),
    ("entretien", "Agent", "go"),
    ("entretien", "Agent", "saved"),
    ("entretien", "Agent", "undo"),
    ("entretien", "ItemList", "add"),
    ("entretien", "ItemList", "remove"),
    ("entretien", "ItemList", "undo"),
    ("lettre", "LetterEditor", "stale"),
    ("courriers", "Agent", "saved"),
    ("courriers/grace", "Agent", "saved"),
    ("declaration", "FindingsList", "stale"),
    ("declaration", "PreparationForm", "prepare"),
    ("declaration", "PreparationForm", "stop"),
}

COMMANDS = {
    # command → what it can reach of what is stored
    "serve": "opens the base; whoever asks must sign in",
    "demo": "invented households alone",
    "assess": "nothing: reads a file that is given to it",
    "check": "nothing: reads a file that is given to it",
    "form": "nothing: reads a form that is given to it",
    "dossier": "nothing: reads a file that is given to it",
    "plan": "nothing: reads files that are given to it",
    "schema": "nothing",
    "audit": "the chain of lines: an administrator or a coordinator signs in",
    "export": "one household: somebody signs in who may export it",
    "retention": "references and dates: an administrator or a coordinator signs in; --replay, an administrator",
    "key": "the keys of the house: the password of an administrator is asked",
    "backup": "the whole base, sealed: whoever can read its file",
    "restore": "the whole base, sealed: whoever can write its file",
    "doctor": "counts and dates alone, no household",
}
