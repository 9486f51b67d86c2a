"""Page 5 of the form: patrimoine (immobilier, épargne, autre)."""

from __future__ import annotations

from pcb.domain.answers import known
from pcb.domain.case import Account, Asset
from pcb.domain.money import total
from pcb.domain.vocabulary.estate import AccountKind, AssetKind
from pcb.reports.blocks import Block, Column, Heading, Kind, Look, Part, Row, Table, Text
from pcb.reports.content.words import NOTHING_ON_LINE, joined, nothing, optional, owner_label, said, sum_with_unknown
from pcb.reports.declaration.form import Form, page


def page_5(form: Form) -> tuple[Block, ...]:
    """Patrimoine immobilier, épargne, autre patrimoine."""
    case = form.case
    estate = [asset for asset in case.assets if asset.kind.is_real_estate]
    valuables = [asset for asset in case.assets if not asset.kind.is_real_estate]
    savings = [account for account in case.accounts if account.kind.is_savings]
    blocks: list[Block] = [page(5, "Patrimoine"), Heading(3, "Patrimoine immobilier")]
    blocks.append(_assets(form, estate, [kind for kind in AssetKind if kind.is_real_estate]))
    blocks += [Heading(3, "Épargne"), _savings(form, savings)]
    blocks += [Heading(3, "Autre patrimoine (bijoux, tableaux, bateau…)")]
    blocks.append(_assets(form, valuables, [AssetKind.VALUABLE]))
    if not case.assets and not savings:
        blocks.append(Text(f"Pas de patrimoine : {_no_asset(form)}"))
    return tuple(blocks)


def _no_asset(form: Form) -> str:
    declared = form.case.declared.no_asset
    return "oui" if declared is True else "non ; à compléter" if declared is False else said(declared)


def _none_of(labels: list[str], word: str) -> Text:
    """All lines of the form at once, when there is nothing on any of them."""
    return Text(f"{' ; '.join(labels)} : {word}" if labels else word)


def _assets(form: Form, assets: list[Asset], kinds: list[AssetKind]) -> Block:
    if not assets:
        word = NOTHING_ON_LINE if form.case.assets else nothing(form.case.declared.no_asset)
        return _none_of([kind.label for kind in kinds] if len(kinds) > 1 else [], word)
    columns = (
        Column("Bien", 4.4),
        Column("Propriétaire", 2.4),
        Column("Indivision", 1.6),
        Column("Crédit en cours", 1.8),
        Column("Valeur", 2.2, right=True),
    )
    rows: list[Row] = []
    for kind in kinds:
        here = [asset for asset in assets if asset.kind is kind]
        if not here:
            rows.append(Row((kind.label, "", "", "", Part(NOTHING_ON_LINE, Look.FAINT))))
        for asset in here:
            detail = Part(joined(optional("", asset.nature), optional("à ", asset.place)), Look.FAINT)
            rows.append(
                Row(
                    (
                        (Part(kind.label), detail),
                        owner_label(form.case, asset.owner),
                        said(asset.indivision),
                        said(asset.loan_under_way),
                        said(asset.value),
                    )
                )
            )
    values = [known(asset.value) for asset in assets]
    amount = sum_with_unknown(total(v for v in values if v is not None), values.count(None))
    rows.append(Row(("Total", "", "", "", amount), Kind.TOTAL))
    return Table(columns, tuple(rows))


def _savings(form: Form, savings: list[Account]) -> Block:
    if not savings:
        word = NOTHING_ON_LINE if form.case.accounts else nothing(form.case.declared.no_account)
        named = (kind for kind in AccountKind if kind.is_savings and kind is not AccountKind.OTHER)
        return _none_of([kind.label for kind in named], word)
    columns = (
        Column("Placement", 2.6),
        Column("Établissement", 3.4),
        Column("IBAN ou numéro", 3),
        Column("Titulaire", 2.2),
        Column("Montant", 2.2, right=True),
    )
    rows: list[Row] = []
    for kind in (kind for kind in AccountKind if kind.is_savings):
        here = [account for account in savings if account.kind is kind]
        if not here and kind is not AccountKind.OTHER:
            rows.append(Row((kind.label, "", "", "", Part(NOTHING_ON_LINE, Look.FAINT))))
        for account in here:
            rows.append(
                Row(
                    (
                        kind.label,
                        said(account.bank),
                        optional("", account.iban) or NOTHING_ON_LINE,
                        owner_label(form.case, account.owner),
                        (
                            Part(said(account.balance), Look.AMOUNT),
                            Part(optional("le ", account.balance_on), Look.FAINT),
                        ),
                    )
                )
            )
    values = [known(account.balance) for account in savings]
    amount = sum_with_unknown(total(v for v in values if v is not None), values.count(None))
    rows.append(Row(("Total", "", "", "", amount), Kind.TOTAL))
    return Table(columns, tuple(rows))
