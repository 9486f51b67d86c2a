"""Alembic's entry: it works on the connection, and in the transaction, of :mod:`pcb.storage.upgrade`."""

from alembic import context

from pcb.storage.tables import metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    render_as_batch=True,  # SQLite changes a table by making it anew
)
context.run_migrations()
