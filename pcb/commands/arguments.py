"""The arguments of the command line, with their help and their refusals in French."""

from __future__ import annotations

import argparse
import re
from collections.abc import Callable
from datetime import date
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any, NoReturn

from pcb.commands import FAULTY
from pcb.domain.plan.model import SharingRule
from pcb.domain.quotite import Reading

_WRITTEN = (".pdf", ".csv", ".xlsx")
_REFUSALS: tuple[tuple[str, str], ...] = (
    (r"the following arguments are required: (.*)", r"il manque : \1"),
    (r"unrecognized arguments: (.*)", r"argument inconnu : \1"),
    (r"argument (\S+): invalid choice: (.*?) \(choose from (.*)\)", r"\1 : \2 n’existe pas ; au choix : \3"),
    (r"argument (\S+): expected one argument", r"\1 : une valeur est attendue"),
    (r"argument (\S+): not allowed with argument (\S+)", r"\1 ne va pas avec \2"),
    (r"argument (\S+): (.*)", r"\1 : \2"),
)


class FrenchParser(argparse.ArgumentParser):
    """An argument parser that speaks French and leaves with code 2."""

    def __init__(self, **settings: Any) -> None:
        super().__init__(**settings, add_help=False, formatter_class=_FrenchFormatter, allow_abbrev=False)
        self._positionals.title = "arguments"
        self._optionals.title = "options"
        self.add_argument("-h", "--help", action="help", help="affiche cette aide")

    def error(self, message: str) -> NoReturn:
        """Print what does not fit, then how to get help, and leave."""
        for english, french in _REFUSALS:
            message, found = re.subn(f"^{english}$", french, message)
            if found:
                break
        self.exit(FAULTY, f"{message}\nAide : {self.prog} --help\n")


class _FrenchFormatter(argparse.RawDescriptionHelpFormatter):
    def add_usage(self, usage: str | None, actions: Any, groups: Any, prefix: str | None = None) -> None:
        super().add_usage(usage, actions, groups, "Utilisation : " if prefix is None else prefix)


def read_arguments(argv: list[str] | None) -> argparse.Namespace:
    """The arguments typed; ``command`` is always one of those below. Leaves with code 2 when they do not fit."""
    parser = FrenchParser(
        prog="pcb",
        description="Entretiens, budgets et dossiers de surendettement pour les Points conseil budget.",
        epilog="Codes de sortie : 0 fait ; 1 impossible ; 2 arguments ou fichier à corriger, rien n’est écrit ;\n"
        "3 fait, mais la capacité n’a pas pu être calculée, un constat est bloquant, ou aucun plan ne respecte tout.",
    )
    parser.add_argument("--version", action="version", version=f"pcb {_version()}", help="affiche la version")
    commands = parser.add_subparsers(
        dest="command", required=True, metavar="COMMANDE", title="commandes", parser_class=FrenchParser
    )
    _serve(commands.add_parser("serve", help="ouvre l’application dans le navigateur"))
    _serve(commands.add_parser("demo", help="ouvre une base temporaire de ménages inventés, effacée à la fin"))
    assess = commands.add_parser("assess", help="calcule budget et capacité de remboursement d’un ménage en fichier")
    _household(assess)
    assess.add_argument("--json", action="store_true", help="écrit tout le résultat en JSON")
    check = commands.add_parser("check", help="dit ce qui ferait revenir le dossier d’un ménage en fichier")
    _file_and_day(check)
    check.add_argument("--json", action="store_true", help="écrit les constats en JSON")
    _form(commands.add_parser("form", help="prépare le formulaire officiel : champs, positions, essai d’un modèle"))
    _dossier(commands.add_parser("dossier", help="écrit le dossier de surendettement en PDF"))
    _plan(commands.add_parser("plan", help="calcule le plan de remboursement d’un ménage, ou compare les mesures"))
    _backup(commands)
    _key(
        commands.add_parser(
            "key", help="remplace la clé des dossiers, le code de secours, le fichier de clé d’un serveur"
        )
    )
    commands.add_parser("schema", help="écrit le schéma JSON du format d’échange des ménages")
    _oversight(commands)
    given = parser.parse_args(argv)
    if given.command == "plan":
        _check_plan(given, parser)
    return given


def _serve(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--port", type=_port, help="port d’écoute (sinon PCB_PORT, sinon 8080 ; le suivant s’il est pris)"
    )
    parser.add_argument("--no-open", action="store_true", help="n’ouvre pas le navigateur")


def _oversight(commands: Any) -> None:
    audit = commands.add_parser("audit", help="vérifie que le journal d’activité n’a pas été modifié")
    audit.add_argument("action", choices=["verify"], help="vérifie toute la chaîne")
    audit.add_argument("--anchor", default="", metavar="FIN", help="une fin de chaîne notée hors de l’application")
    export = commands.add_parser("export", help="écrit tout ce qui est gardé sur un foyer, en ZIP (droit d’accès)")
    export.add_argument("case", metavar="DOSSIER", help="la référence du dossier : 2026-0042")
    export.add_argument("--to", type=Path, required=True, metavar="RÉPERTOIRE", help="où l’écrire")
    retention = commands.add_parser("retention", help="donne les dossiers qui arrivent en fin de conservation")
    retention.add_argument(
        "--replay", action="store_true", help="refait les effacements qu’une sauvegarde restaurée a annulés"
    )


def _backup(commands: Any) -> None:
    backup = commands.add_parser("backup", help="sauvegarde la base dans un fichier scellé, pendant qu’on travaille")
    backup.add_argument("--to", type=Path, metavar="RÉPERTOIRE", help="où l’écrire (sinon PCB_BACKUP_DIR)")
    restore = commands.add_parser("restore", help="remet une sauvegarde en place, ou prouve qu’elle est lisible")
    restore.add_argument("file", type=Path, metavar="SAUVEGARDE", help="un fichier .sauvegarde")
    what = restore.add_mutually_exclusive_group()
    what.add_argument(
        "--into", metavar="LIEU", help="un répertoire, ou l’adresse d’une base (sinon la base de l’application)"
    )
    what.add_argument("--rehearse", action="store_true", help="relit tout, dit ce qu’elle contient, n’écrit rien")
    doctor = commands.add_parser("doctor", help="examine la base, les sauvegardes, le disque et les données de droit")
    doctor.add_argument("--unlock", action="store_true", help="ouvre aussi chaque enregistrement scellé")
    doctor.add_argument("--json", action="store_true", help="écrit les constats en JSON")


def _form(parser: argparse.ArgumentParser) -> None:
    actions = parser.add_subparsers(
        dest="action", required=True, metavar="ACTION", title="actions", parser_class=FrenchParser
    )
    inspect = actions.add_parser("inspect", help="donne les champs d’un PDF, ou une grille pour relever des positions")
    _blank(inspect)
    inspect.add_argument(
        "-o", "--output", type=Path, metavar="GRILLE.pdf", help="écrit le PDF sous une grille graduée en points"
    )
    try_ = actions.add_parser("try", help="remplit un PDF vierge par un modèle, avec un ménage d’exemple")
    _blank(try_)
    try_.add_argument("--template", type=Path, required=True, metavar="MODÈLE.toml", help="le modèle à essayer")
    try_.add_argument("--household", type=Path, metavar="MÉNAGE", help="un ménage en fichier, au lieu de l’exemple")
    try_.add_argument("--on", type=_day, metavar="JOUR", help="jour des montants (sinon le 1er janvier 2026)")
    try_.add_argument("-o", "--output", type=Path, required=True, metavar="SORTIE.pdf", help="le fichier à écrire")
    template = actions.add_parser("template", help="écrit un brouillon de modèle d’après les noms des champs")
    _blank(template)
    actions.add_parser("rubrics", help="donne toutes les rubriques, avec le nom qu’un modèle emploie")
    own = actions.add_parser("own", help="écrit notre propre formulaire vierge et son modèle, comme exemple")
    own.add_argument("--fields", action="store_true", help="avec les champs d’un PDF interactif")
    own.add_argument("-o", "--output", type=Path, required=True, metavar="SORTIE.pdf", help="le PDF ; le modèle à côté")


def _key(parser: argparse.ArgumentParser) -> None:
    actions = parser.add_subparsers(
        dest="action", required=True, metavar="ACTION", title="actions", parser_class=FrenchParser
    )
    rotate = actions.add_parser("rotate", help="remplace la clé des dossiers pendant que l’on travaille, ou le termine")
    rotate.add_argument(
        "--despite-damage",
        action="store_true",
        help="détruit l’ancienne clé même s’il reste des enregistrements abîmés",
    )
    actions.add_parser("recovery", help="donne un nouveau code de secours ; l’ancien n’ouvre plus rien")
    file = actions.add_parser("file", help="écrit un fichier de clé, pour un serveur (PCB_KEY_FILE)")
    file.add_argument("path", type=Path, metavar="FICHIER", help="le fichier à écrire, hors de la base")
    actions.add_parser("withdraw", help="le fichier de clé n’ouvre plus rien")


def _blank(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", type=Path, metavar="FORMULAIRE.pdf", help="un formulaire vierge")


def _file_and_day(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", type=Path, metavar="FICHIER", help="un ménage au format d’échange, .toml ou .json")
    _on(parser)


def _on(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--on", type=_day, required=True, metavar="JOUR", help="jour de la loi : 2025-06-30")


def _plan(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "files", type=Path, nargs="+", metavar="FICHIER", help="un ou plusieurs ménages, calculés en parallèle"
    )
    _by_law(parser)
    parser.add_argument(
        "--strategy",
        choices=[rule.value for rule in SharingRule if rule is not SharingRule.BY_HAND],
        help="règle de partage entre les créanciers (sinon celle du fichier, sinon en proportion de ce qui est dû)",
    )
    parser.add_argument("--compare", action="store_true", help="met toutes les mesures côte à côte, sans les classer")
    parser.add_argument("--json", action="store_true", help="écrit tout le résultat en JSON")
    parser.add_argument("-o", "--output", type=Path, metavar="SORTIE", help="le fichier à écrire : .pdf, .csv ou .xlsx")


def _check_plan(given: argparse.Namespace, parser: argparse.ArgumentParser) -> None:
    """What no argument says by itself."""
    if given.output is None:
        return
    if given.output.suffix.lower() not in _WRITTEN:
        parser.error(f"argument -o/--output: « {given.output} » : .pdf, .csv ou .xlsx est attendu")
    if len(given.files) > 1 or given.compare or given.json:
        parser.error("argument -o/--output: un seul ménage, sans --compare ni --json")


def _household(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", type=Path, metavar="FICHIER", help="un ménage au format d’échange, .toml ou .json")
    _by_law(parser)


def _by_law(parser: argparse.ArgumentParser) -> None:
    _on(parser)
    parser.add_argument(
        "--reading",
        choices=[reading.value for reading in Reading],
        default=Reading.COMMISSION.value,
        help="lecture de la quotité : commission (euros entiers, par défaut) ou judge (au centime)",
    )
    parser.add_argument(
        "--earlier-forfaits",
        action="store_true",
        help="faute de forfaits pour ce jour, prend les derniers connus ; le résultat le dit",
    )


def _dossier(parser: argparse.ArgumentParser) -> None:
    _household(parser)
    parser.add_argument("-o", "--output", type=Path, required=True, metavar="SORTIE.pdf", help="le fichier à écrire")
    parser.add_argument(
        "--papers",
        type=Path,
        metavar="RÉPERTOIRE",
        help="joint les pièces de ce répertoire, chacune nommée d’après sa clé : home-lease.pdf, home-lease-2.jpg",
    )
    what = parser.add_mutually_exclusive_group()
    what.add_argument(
        "--copy-sheet", action="store_true", help="écrit la feuille de recopie pour le dépôt en ligne, et elle seule"
    )
    what.add_argument(
        "--split",
        type=_limit,
        metavar="MO",
        help="partage le dossier pour des courriels de tant de mégaoctets : SORTIE-partie-1-sur-3.pdf…",
    )


def _typed(read: Callable[[str], Any], expected: str) -> Callable[[str], Any]:
    def check(text: str) -> Any:
        try:
            return read(text)
        except ValueError:
            raise argparse.ArgumentTypeError(f"« {text} » ne convient pas ; {expected}") from None

    return check


def _read_day(text: str) -> date:
    french = re.fullmatch(r"(\d{1,2})/(\d{1,2})/(\d{4})", text)
    if french:
        day, month, year = map(int, french.groups())
        return date(year, month, day)
    if not re.fullmatch(r"\d{4}-\d{2}-\d{2}", text):
        raise ValueError(text)
    return date.fromisoformat(text)


def _read_port(text: str) -> int:
    if not (text.isascii() and text.isdigit() and 0 < int(text[:6]) < 65536):
        raise ValueError(text)
    return int(text)


def _read_limit(text: str) -> int:
    if not (text.isascii() and text.isdigit() and 1 <= int(text[:4]) <= 100):
        raise ValueError(text)
    return int(text)


_day = _typed(_read_day, "un jour qui existe est attendu, comme 2025-06-30 ou 30/06/2025")
_limit = _typed(_read_limit, "un nombre de mégaoctets entre 1 et 100 est attendu")
_port = _typed(_read_port, "un numéro entre 1 et 65535 est attendu")


def _version() -> str:
    try:
        return version("pcb")
    except PackageNotFoundError:
        return "(non installé)"
