"""Two blank forms that look official and nothing like ours: one with fields, one flat; each with its template.

They are drawn here with ReportLab's own means, apart from the program: columns, single boxes, radio buttons, a page
turned by a quarter, a page cropped.
"""

from __future__ import annotations

from io import BytesIO
from textwrap import dedent

import pikepdf
from reportlab.pdfgen.canvas import Canvas

WIDE, HIGH = 595.0, 842.0


def with_fields() -> bytes:
    """Two pages of an interactive form: names nested, radio buttons, a name asked twice, a table of two rows."""
    out = BytesIO()
    canvas = Canvas(out, pagesize=(WIDE, HIGH), invariant=1)
    form = canvas.acroForm
    canvas.drawString(40, 800, "FORMULAIRE OFFICIEL IMAGINAIRE")

    def text(name: str, x: float, y: float, width: float, height: float = 16) -> None:
        form.textfield(name=name, x=x, y=y, width=width, height=height, borderWidth=1, fontSize=9)

    text("demandeur.nom", 120, 750, 200)
    text("demandeur.prenom", 120, 725, 200)
    for rank, part in enumerate(("jour", "mois", "annee")):
        text(f"demandeur.naissance.{part}", 120 + rank * 40, 700, 30 if part != "annee" else 50)
    form.radio(name="civilite", value="F", x=400, y=750, size=14, buttonStyle="cross")
    form.radio(name="civilite", value="H", x=450, y=750, size=14, buttonStyle="cross")
    form.checkbox(name="loue", x=120, y=670, size=12)
    form.checkbox(name="possede", x=220, y=670, size=12)
    text("motif", 120, 560, 160, 40)
    form.choice(name="pays", x=120, y=640, width=100, height=16, options=["France", "Espagne"], value="France")
    canvas.showPage()
    text("demandeur.nom", 120, 800, 200)  # the name again, at the head of the second page
    for row in (1, 2):
        text(f"creancier_{row}", 40, 760 - row * 30, 160)
        text(f"du_euros_{row}", 220, 760 - row * 30, 60)
        text(f"du_cents_{row}", 284, 760 - row * 30, 24)
        form.checkbox(name=f"poursuite_{row}", x=330, y=760 - row * 30, size=12)
    canvas.showPage()
    canvas.save()
    return out.getvalue()


WITH_FIELDS = dedent(
    """
    format = "pcb-form/1"
    title = "Formulaire imaginaire"
    origin = "bottom-left"
    ignored = ["p4.compte"]

    [[box]]
    rubric = "p1.deposant.nom_naissance"
    field = "demandeur.nom"
    [[box]]
    rubrics = ["p1.deposant.prenoms", "p1.deposant.nom_usage"]
    join = " / "
    field = "demandeur.prenom"
    [[box]]
    rubric = "p1.deposant.date_naissance"
    day = "demandeur.naissance.jour"
    month = "demandeur.naissance.mois"
    year = { field = "demandeur.naissance.annee" }
    [[box]]
    rubric = "p1.deposant.civilite"
    ticks = { madame = { field = "civilite", state = "F" }, monsieur = { field = "civilite", state = "H" } }
    [[box]]
    rubric = "p2.deposant.logement"
    ticks = { locataire = "loue", proprietaire = "possede" }
    [[box]]
    rubric = "p11.cause"
    field = "motif"
    [[box]]
    rubric = "p1.adresse.pays"
    field = "pays"
    [[table]]
    table = "p6.logement"
    page = 2
    rows = 2
    more = [40, 640, 300, 12]
    [[table.column]]
    rubric = "creancier"
    field = "creancier_{row}"
    [[table.column]]
    rubric = "montant_impaye"
    euros = "du_euros_{row}"
    cents = "du_cents_{row}"
    [[table.column]]
    rubric = "poursuites"
    ticks = { oui = "poursuite_{row}" }
    """
)


def flat() -> bytes:
    """Two pages without a field: the first lies on its side, turned by a quarter; the second is cropped."""
    out = BytesIO()
    canvas = Canvas(out, pagesize=(WIDE, HIGH), invariant=1)
    canvas.drawString(300, 400, "page couchée")
    canvas.showPage()
    for row in range(4):
        canvas.rect(60, 600 - row * 18.5, 160, 15)
        canvas.rect(225, 600 - row * 18.5, 80, 15)
    canvas.showPage()
    canvas.save()
    with pikepdf.open(BytesIO(out.getvalue())) as pdf:
        pdf.pages[0].obj.Rotate = 90
        pdf.pages[1].obj.CropBox = pikepdf.Array([20, 30, 580, 830])
        changed = BytesIO()
        pdf.save(changed, deterministic_id=True)
    return changed.getvalue()


FLAT = dedent(
    """
    format = "pcb-form/1"
    title = "Formulaire plat"
    origin = "top-left"
    size = 10
    floor = 5
    unit = false

    # page couchée : 842 points de large, 595 de haut
    [[box]]
    rubric = "p1.deposant.nom_naissance"
    page = 1
    at = [50, 40, 200, 18]
    [[box]]
    rubric = "p1.deposant.date_naissance"
    page = 1
    at = [300, 40, 160, 18]
    cells = 8
    [[box]]
    rubric = "p1.codeposant.date_naissance"
    page = 1
    day = { at = [500, 40, 30, 18], cells = 2 }
    month = { at = [540, 40, 30, 18], cells = 2 }
    year = { at = [580, 40, 30, 18], cells = 2 }
    [[box]]
    rubric = "p1.deposant.civilite"
    page = 1
    ticks = { madame = [50, 80, 10, 10], monsieur = [100, 80, 10, 10] }
    [[box]]
    rubric = "p4.compte.1.iban"
    page = 1
    at = [50, 120, 540, 18]
    cells = 27
    [[box]]
    rubric = "p3.deposant.salaire"
    page = 1
    at = [50, 160, 90, 16]
    [[box]]
    rubric = "p11.cause"
    page = 1
    at = [50, 200, 150, 30]

    [[table]]
    table = "p6.logement"
    page = 2
    rows = 4
    step = 18.5
    [[table.column]]
    rubric = "creancier"
    at = [40, 215, 160, 15]
    [[table.column]]
    rubric = "montant_impaye"
    at = [205, 215, 80, 15]
    """
)
