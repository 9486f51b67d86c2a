"""The tables. What tells anything about a household is sealed; in the clear are only ids, numbers and times."""

from pcb.storage.tables.cases import (
    attachment,
    case_record,
    emergency,
    follower,
    journal,
    numbering,
    official_form,
    paper,
    presence,
    share,
)
from pcb.storage.tables.columns import metadata
from pcb.storage.tables.oversight import activity, audit, audit_head, elimination, erased, house
from pcb.storage.tables.people import account, attempt, data_key, keyring, membership, sealed_key, sign_in, site

__all__ = [
    "account",
    "activity",
    "attachment",
    "attempt",
    "audit",
    "audit_head",
    "case_record",
    "data_key",
    "elimination",
    "emergency",
    "erased",
    "follower",
    "house",
    "journal",
    "keyring",
    "membership",
    "metadata",
    "numbering",
    "official_form",
    "paper",
    "presence",
    "sealed_key",
    "share",
    "sign_in",
    "site",
]
