"""Settings, read once from the environment."""

from __future__ import annotations

import ipaddress
import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

from platformdirs import user_data_dir

from pcb.errors import PcbError

DATABASE_NAME = "pcb.sqlite3"
BACKUPS_NAME = "sauvegardes"


@dataclass(frozen=True, slots=True)
class Settings:
    """Where the data is, where the application listens, and how people sign in.

    ``PCB_DATA_DIR``, ``PCB_DATABASE_URL``, ``PCB_HOST`` and ``PCB_PORT`` override the defaults: the user's own data
    folder, one SQLite file in it, and this computer alone (127.0.0.1). ``PCB_BACKUP_DIR`` is where backups go (a
    folder of the data folder by default), ``PCB_BACKUP_DAILY``, ``_WEEKLY`` and ``_MONTHLY`` how many days, weeks
    and months keep one, ``_HOURLY`` of how many of the last hours one is kept, ``_ALL_HOURS`` of how many all are,
    ``PCB_KEY_FILE`` a file that holds the key of the vault, for a server. ``PCB_PUBLIC_URL`` is the address under
    which browsers ask for a server behind a proxy: ``https://pcb.exemple.fr``. ``PCB_TRUSTED_PROXY`` names the
    addresses of the proxies that are believed when they say who asks: by default, with a public address, this
    computer. ``PCB_SECOND_FACTOR`` is ``required`` or ``optional``: by default required as soon as others than this
    computer can reach the application. ``PCB_LOCK_MINUTES`` is after how long without an action the screen locks.
    ``PCB_AUDIT_MONTHS`` is how long the lines of the audit are kept.
    """

    data_dir: Path
    database_url: str = field(default="", repr=False)  # it may hold a password
    host: str = "127.0.0.1"
    port: int = 8080
    backup_dir: Path | None = None
    kept_daily: int = 7
    kept_weekly: int = 4
    kept_monthly: int = 12
    kept_hourly: int = 24
    kept_all_hours: int = 2
    key_file: Path | None = None
    public_url: str = ""
    second_factor: str = ""
    trusted_proxy: tuple[str, ...] = ()
    lock_seconds: float = 600
    audit_months: int = 12
    """How long a line of the audit is kept (CNIL: 6 to 12 months; up to 36 where internal control justifies it)."""

    @classmethod
    def from_environment(cls, environment: Mapping[str, str] | None = None) -> Settings:
        """The settings of this process. Raises :class:`PcbError` on a number that is not one."""
        given = os.environ if environment is None else environment
        port = given.get("PCB_PORT") or "8080"
        if not (port.isascii() and port.isdigit() and 0 < int(port[:6]) < 65536):
            raise PcbError(f"PCB_PORT doit être un numéro de port entre 1 et 65535, pas « {port} ».")
        months = given.get("PCB_AUDIT_MONTHS") or "12"
        if not (months.isascii() and months.isdigit() and 6 <= int(months[:3]) <= 36):
            raise PcbError(f"PCB_AUDIT_MONTHS doit être un nombre de mois entre 6 et 36, pas « {months} ».")
        return cls(
            data_dir=Path(given.get("PCB_DATA_DIR") or user_data_dir("pcb", appauthor=False)).expanduser(),
            database_url=given.get("PCB_DATABASE_URL", ""),
            host=given.get("PCB_HOST") or "127.0.0.1",
            port=int(port),
            backup_dir=_path(given.get("PCB_BACKUP_DIR")),
            kept_daily=_kept(given, "PCB_BACKUP_DAILY", 7),
            kept_weekly=_kept(given, "PCB_BACKUP_WEEKLY", 4),
            kept_monthly=_kept(given, "PCB_BACKUP_MONTHLY", 12),
            kept_hourly=_kept(given, "PCB_BACKUP_HOURLY", 24),
            kept_all_hours=_kept(given, "PCB_BACKUP_ALL_HOURS", 2),
            key_file=_path(given.get("PCB_KEY_FILE")),
            public_url=_public(given.get("PCB_PUBLIC_URL", "")),
            second_factor=_one_of(given, "PCB_SECOND_FACTOR", ("required", "optional")),
            trusted_proxy=_networks(given.get("PCB_TRUSTED_PROXY", "")),
            lock_seconds=60 * _minutes(given.get("PCB_LOCK_MINUTES") or "10"),
            audit_months=int(months),
        )

    @property
    def proxies(self) -> tuple[str, ...]:
        """The networks whose word is taken about who asks: those that were named, or a proxy on this computer."""
        return self.trusted_proxy or (("127.0.0.0/8", "::1/128") if self.public_url else ())

    @property
    def second_factor_required(self) -> bool:
        """Whether nobody may work without a second factor."""
        if self.second_factor:
            return self.second_factor == "required"
        return self.host not in ("127.0.0.1", "localhost", "::1") or bool(self.trusted_proxy or self.public_url)

    @property
    def database(self) -> str:
        """The address of the database, for SQLAlchemy."""
        return self.database_url or f"sqlite:///{self.data_dir / DATABASE_NAME}"

    @property
    def backups(self) -> Path:
        """The folder of the backups."""
        return self.backup_dir or self.data_dir / BACKUPS_NAME

    @property
    def public_host(self) -> str:
        """The name under which browsers ask for the server; empty where there is no public address."""
        return urlsplit(self.public_url).hostname or ""

    @property
    def secure(self) -> bool:
        """Whether browsers come by HTTPS, so that the cookie may say so."""
        return self.public_url.startswith("https:")


def _public(given: str) -> str:
    """The public address, without a final slash. Raises :class:`PcbError` where it is not one."""
    try:
        parts = urlsplit(given.rstrip("/"))
        good = not given or (
            parts.scheme == "https" and parts.hostname and not (parts.path or parts.query or parts.username)
        )
        _ = parts.port
    except ValueError:
        good = False
    if not good:
        raise PcbError(
            "PCB_PUBLIC_URL doit être l’adresse publique, en https et sans chemin, par exemple "
            f"«\u202fhttps://pcb.exemple.fr\u202f», pas «\u202f{given}\u202f»."
        )
    return given.rstrip("/")


def _path(given: str | None) -> Path | None:
    return Path(given).expanduser() if given else None


def _kept(given: Mapping[str, str], name: str, otherwise: int) -> int:
    number = given.get(name) or str(otherwise)
    if not (number.isascii() and number.isdigit() and 0 < int(number[:5]) <= 9999):
        raise PcbError(f"{name} doit être un nombre de sauvegardes à garder, de 1 à 9999, pas «\u202f{number}\u202f».")
    return int(number)


def _one_of(given: Mapping[str, str], name: str, words: tuple[str, ...]) -> str:
    word = given.get(name, "")
    if word and word not in words:
        raise PcbError(f"{name} doit être {' ou '.join(words)}, pas « {word} ».")
    return word


def _minutes(typed: str) -> int:
    if not (typed.isascii() and typed.isdigit() and 1 <= int(typed[:6]) <= 30):
        raise PcbError(f"PCB_LOCK_MINUTES doit être un nombre de minutes entre 1 et 30, pas « {typed} ».")
    return int(typed)


def _networks(typed: str) -> tuple[str, ...]:
    try:
        return tuple(str(ipaddress.ip_network(part)) for part in typed.replace(",", " ").split())
    except ValueError:
        raise PcbError(
            f"PCB_TRUSTED_PROXY doit être une ou plusieurs adresses (127.0.0.1, 10.0.0.0/24), pas « {typed} »."
        ) from None
