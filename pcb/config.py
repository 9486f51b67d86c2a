"""Settings, read once from the environment."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from platformdirs import user_data_dir

from pcb.errors import PcbError

DATABASE_NAME = "pcb.sqlite3"


@dataclass(frozen=True, slots=True)
class Settings:
    """Where the data is, and where the application listens.

    ``PCB_DATA_DIR``, ``PCB_DATABASE_URL``, ``PCB_HOST``, ``PCB_PORT`` and ``PCB_AUDIT_MONTHS`` override the defaults:
    the user's own data folder, one SQLite file in it, this computer alone (127.0.0.1), twelve months.
    """

    data_dir: Path
    database_url: str = ""
    host: str = "127.0.0.1"
    port: int = 8080
    audit_months: int = 12
    """How long a line of the audit is kept (CNIL: 6 to 12 months; up to 36 where internal control justifies it)."""

    @classmethod
    def from_environment(cls, environment: Mapping[str, str] | None = None) -> Settings:
        """The settings of this process. Raises :class:`PcbError` on a port that is not one."""
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
            audit_months=int(months),
        )

    @property
    def database(self) -> str:
        """The address of the database, for SQLAlchemy."""
        return self.database_url or f"sqlite:///{self.data_dir / DATABASE_NAME}"
