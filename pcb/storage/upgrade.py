"""Brings the tables to the version of the program, by Alembic, inside the transaction it is given."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import Connection, inspect, text

from pcb.errors import StoreUnavailable

HEAD = "0003"
"""The migration that this version of the program expects; a test keeps it equal to the newest file."""
MIGRATIONS = Path(__file__).parent / "migrations"


def bring_up_to_date(connection: Connection) -> None:
    """Run the migrations that are missing, all or none. Raises :class:`StoreUnavailable` on a newer database."""
    if version(connection) == HEAD:
        return
    from alembic import command
    from alembic.config import Config
    from alembic.util import CommandError

    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    config.attributes["connection"] = connection
    try:
        command.upgrade(config, "head")
    except CommandError as error:
        raise StoreUnavailable(
            "La base de données a été écrite par une version plus récente de l’application. "
            "Installez la dernière version."
        ) from error


def version(connection: Connection) -> str | None:
    """The migration at which the database is; ``None`` before the first."""
    if not inspect(connection).has_table("alembic_version"):
        return None
    found: str | None = connection.execute(text("SELECT version_num FROM alembic_version")).scalar()
    return found
