"""The official form: checked whole, made safe, sealed; the last one not withdrawn is in use and is filled."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from io import BytesIO

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, String

from pcb.domain.case import Case
from pcb.errors import Damaged, FaultyTemplate, FileRefused, NotFound
from pcb.intake.worker import Worker
from pcb.reports.official.blank import Blank, Spot
from pcb.storage.papers import frozen_facts
from pcb.usecases import official_form
from pcb.usecases.cases import import_case
from pcb.usecases.desk import Desk
from pcb.usecases.dossier import Variant, prepare
from pcb.usecases.papers import print_declaration, printed_before
from tests.reports.official import official_like
from tests.reports.official.reading_boxes import opened
from tests.reports.official.test_official_like import household
from tests.usecases.conftest import NOW

pytestmark = pytest.mark.databases("sqlite", "postgresql")


DAY = date(2026, 11, 24)
PDF, TEMPLATE = official_like.with_fields(), official_like.WITH_FIELDS


@pytest.fixture(scope="module")
def worker() -> Iterator[Worker]:
    made = Worker()
    yield made
    made.close()


def kept(desk: Desk, worker: Worker, content: bytes = PDF, template: str = TEMPLATE) -> official_form.KeptForm:
    return official_form.take_in(desk, worker, content, template, NOW)


def changed(content: bytes, change: object) -> bytes:
    with pikepdf.open(BytesIO(content)) as pdf:
        change(pdf)  # type: ignore[operator]
        out = BytesIO()
        pdf.save(out)
    return out.getvalue()


def test_without_a_form_there_is_nothing_to_fill(desk: Desk) -> None:
    assert official_form.in_use(desk) is None
    assert official_form.filled_form(desk, household(), DAY) is None


def test_a_form_put_in_use_is_filled_and_says_who_put_it(desk: Desk, worker: Worker) -> None:
    form = kept(desk, worker)
    assert form.title == "Formulaire imaginaire"
    [told] = official_form.forms(desk)
    assert (told.added_by, told.kept.added_at, told.kept.withdrawn_at) == ("Claire Dubosc", NOW, None)
    filled = official_form.filled_form(desk, household(5), DAY)
    assert filled is not None
    with opened(filled.pages) as pages:
        nom = Blank.of(form.found).named("demandeur.nom")[0].spot
        assert pages.within(nom) == "Bélcazar"
    assert filled.annex
    assert official_form.filled_form(desk, household(5), DAY) == filled
    ready = official_form.form_to_fill(desk)
    assert ready is not None
    plain = json.loads(json.dumps([dict(ready.found), ready.template]))  # as another process would receive it
    sent = official_form.FormToFill(ready.content, *plain)
    assert official_form.fill_form(sent, household(5), DAY) == filled
    with opened(official_form.whole(filled, "2026-0042", DAY)) as pages:
        assert "Feuilles annexes du formulaire" in pages.whole(2)


def test_only_the_answers_that_count_are_filled(desk: Desk, worker: Worker) -> None:
    form = kept(desk, worker)
    case = household()
    hidden = replace(case, welcome=replace(case.welcome, anonymous=True))
    filled = official_form.filled_form(desk, hidden, DAY)
    assert filled is not None
    with opened(filled.pages) as pages:
        assert pages.within(Blank.of(form.found).named("demandeur.nom")[0].spot) == ""


def test_the_last_one_not_withdrawn_is_in_use(desk: Desk, worker: Worker) -> None:
    first = kept(desk, worker)
    later = NOW + timedelta(hours=1)
    second = official_form.take_in(desk, worker, PDF, TEMPLATE.replace("imaginaire", "nouveau"), later)
    assert official_form.in_use(desk) == second
    official_form.withdraw(desk, second.id, later)
    assert official_form.in_use(desk) == first
    with pytest.raises(NotFound):
        official_form.withdraw(desk, second.id, later)
    official_form.withdraw(desk, first.id, later)
    assert official_form.in_use(desk) is None
    assert [form.kept.withdrawn_at for form in official_form.forms(desk)] == [later, later]
    assert official_form.try_in_use(desk, first.id, household(), DAY).content.startswith(b"%PDF-")


def test_a_faulty_template_is_refused_with_every_fault_and_nothing_is_kept(desk: Desk, worker: Worker) -> None:
    with pytest.raises(FaultyTemplate) as refused:
        kept(desk, worker, template=TEMPLATE.replace("motif", "motifs").replace('"loue"', '"louer"'))
    assert len(refused.value.faults) == 2
    with pytest.raises(FaultyTemplate, match="trop long"):
        kept(desk, worker, template=TEMPLATE + "#" * 400_000)
    assert official_form.forms(desk) == ()


def locked() -> bytes:
    out = BytesIO()
    with pikepdf.open(BytesIO(PDF)) as pdf:
        pdf.save(out, encryption=pikepdf.Encryption(owner="a", user="b"))
    return out.getvalue()


def dynamic(pdf: pikepdf.Pdf) -> None:
    pdf.Root.AcroForm.XFA = pdf.make_stream(b"<xdp/>")
    pdf.Root.NeedsRendering = True


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "abîmé"),
        (PDF[:900], "abîmé"),
        (b"\x89PNG\r\n\x1a\n" + b"\0" * 900, "abîmé"),
        (locked(), "mot de passe"),
        (changed(PDF, dynamic), "XFA"),
    ],
    ids=["empty", "truncated", "picture", "locked", "dynamic"],
)
def test_a_pdf_that_cannot_be_a_form_is_refused_with_its_reason(
    desk: Desk, worker: Worker, content: bytes, reason: str
) -> None:
    with pytest.raises(FileRefused, match=reason):
        kept(desk, worker, content)
    assert official_form.forms(desk) == ()


def armed(pdf: pikepdf.Pdf) -> None:
    """Scripts, actions, links, an attached file, buttons: in every place where a PDF may hold them."""
    script = pdf.make_indirect(Dictionary(S=Name.JavaScript, JS=String("app.alert('ici')")))
    pdf.Root.OpenAction = script
    pdf.Root.AA = Dictionary(WC=script)
    pdf.Root.Names = Dictionary(JavaScript=Dictionary(Names=Array([String("a"), script])))
    page = pdf.pages[0]
    page.obj.AA = Dictionary(O=script)
    rect = Array([0, 0, 20, 20])
    link = Dictionary(Type=Name.Annot, Subtype=Name.Link, Rect=rect, A=Dictionary(S=Name.URI, URI=String("http://x")))
    push = Dictionary(Type=Name.Annot, Subtype=Name.Widget, FT=Name.Btn, Ff=1 << 16, T=String("envoyer"), Rect=rect,
                      A=Dictionary(S=Name.SubmitForm, F=String("http://x")))  # fmt: skip
    page.obj.Annots.append(pdf.make_indirect(link))
    page.obj.Annots.append(pdf.make_indirect(push))
    pdf.Root.AcroForm.Fields.append(page.obj.Annots[-1])
    page.obj.Annots[0].AA = Dictionary(K=script)
    pdf.attachments["secret.exe"] = b"MZ"


def test_scripts_actions_links_and_attached_files_are_gone_from_what_is_kept_and_printed(
    desk: Desk, worker: Worker
) -> None:
    form = kept(desk, worker, changed(PDF, armed))
    assert "Les scripts du PDF ont été retirés." in form.notes
    filled = official_form.filled_form(desk, household(), DAY)
    assert filled is not None
    for content in (official_form.official_forms.content(desk.store, desk.vault, form.id), filled.pages):
        with pikepdf.open(BytesIO(content)) as pdf:
            plain = "".join(repr(thing) for thing in pdf.objects if not isinstance(thing, pikepdf.Stream))
        for word in ("JavaScript", "/JS", '"/AA"', "SubmitForm", "/URI", "EmbeddedFile", "/Annots", "/AcroForm", "MZ"):
            assert word not in plain, word


def test_a_form_on_its_side_or_cropped_is_filled_in_the_same_places_once_made_safe(desk: Desk, worker: Worker) -> None:
    """Its fonts are not embedded: each of its pages becomes a picture, and the places stay."""
    official_form.take_in(desk, worker, official_like.flat(), official_like.FLAT, NOW)
    filled = official_form.filled_form(desk, household(), DAY)
    assert filled is not None
    with opened(filled.pages) as pages:
        assert pages.within(Spot(0, 50, 595 - 58, 200, 18)) == "Bélcazar"
        assert pages.within(Spot(1, 40, 800 - 230, 160, 15)) == "Bailleur 1"


def test_a_form_whose_pages_take_their_size_from_the_tree_is_filled_in_the_same_places(
    desk: Desk, worker: Worker
) -> None:
    def inherited(pdf: pikepdf.Pdf) -> None:
        for page in pdf.pages:
            del page.obj.MediaBox
        del pdf.pages[0].obj.Rotate
        pdf.Root.Pages.MediaBox = Array([0, 0, 595, 842])
        pdf.Root.Pages.Rotate = 90

    form = kept(desk, worker, changed(official_like.flat(), inherited), official_like.FLAT)
    assert form.found["pages"] == [[842.0, 595.0], [560.0, 800.0]]
    filled = official_form.filled_form(desk, household(), DAY)
    assert filled is not None
    with opened(filled.pages) as pages:
        assert pages.within(Spot(0, 50, 595 - 58, 200, 18)) == "Bélcazar"
        assert pages.within(Spot(1, 40, 800 - 230, 160, 15)) == "Bailleur 1"


@pytest.mark.databases("sqlite")
def test_nothing_of_a_form_is_readable_in_the_file_of_the_base(desk: Desk, worker: Worker, settings: object) -> None:
    kept(desk, worker)
    raw = b"".join(path.read_bytes() for path in settings.data_dir.iterdir())  # type: ignore[attr-defined]
    assert b"Formulaire imaginaire" not in raw
    assert b"demandeur" not in raw


def test_a_form_altered_in_the_base_is_not_employed(desk: Desk, worker: Worker) -> None:
    from sqlalchemy import update

    from pcb.storage.tables import official_form as table

    first = kept(desk, worker)
    second = kept(desk, worker)
    with desk.store.writing(desk.vault) as connection:
        connection.execute(update(table).where(table.c.id == second.id).values(content=b"\x01" + b"0" * 40))
    with pytest.raises(Damaged):
        official_form.try_in_use(desk, second.id, Case(), DAY)
    assert official_form.try_in_use(desk, first.id, Case(), DAY).content


def test_what_the_worker_says_is_looked_at_too(desk: Desk, worker: Worker, monkeypatch: pytest.MonkeyPatch) -> None:
    for found in ({}, {"pages": [[1]], "fields": []}, {"pages": "x", "fields": [{"name": 1}]}):
        monkeypatch.setattr(worker, "blank_form", lambda content, said=found: (said, PDF))
        with pytest.raises(FileRefused):
            kept(desk, worker)
    assert official_form.forms(desk) == ()


def test_a_form_in_use_is_the_declaration_that_is_printed_and_that_of_the_dossier(desk: Desk, worker: Worker) -> None:
    case_id = import_case(desk, household(5), NOW).id
    own = print_declaration(desk, case_id, DAY, NOW)
    form = kept(desk, worker)
    blank_pages = len(form.found["pages"])
    official = print_declaration(desk, case_id, DAY, NOW)
    with opened(official.content) as pages:
        assert len(pages) >= blank_pages
    assert frozen_facts(desk.store, desk.vault, official.id)[1] != frozen_facts(desk.store, desk.vault, own.id)[1]
    prepared = prepare(desk, case_id, Variant.WITHOUT_PAPERS, DAY, NOW)
    assert prepared.wait(60)
    assert prepared.problem == ""
    dossier = printed_before(desk, case_id, prepared.made[0].id).content
    with pikepdf.open(BytesIO(dossier)) as pdf:
        alternatives = [str(tag.Alt) for tag in pdf.objects if isinstance(tag, Dictionary) and "/Alt" in tag]
    assert sum("du formulaire officiel rempli" in text for text in alternatives) >= blank_pages
    official_form.withdraw(desk, form.id, NOW)
    assert print_declaration(desk, case_id, DAY, NOW).sha256 == own.sha256
