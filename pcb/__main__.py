"""The command line: ``pcb serve``, ``demo``, ``assess``, ``audit``, ``backup``, ``check``, ``doctor``, ``dossier``,
``export``, ``form``, ``key``, ``plan``, ``restore``, ``retention``, ``schema``."""

from __future__ import annotations

import os
import sys
from argparse import Namespace

from pcb.commands import FAULTY, REFUSED
from pcb.commands.arguments import read_arguments
from pcb.errors import ExchangeFault, FaultyTemplate, PcbError


def main(argv: list[str] | None = None) -> int:
    """Run one command and return its exit code (see :mod:`pcb.commands`)."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8")
    try:
        code = _run(read_arguments(argv))
        sys.stdout.flush()
        return code
    except (ExchangeFault, FaultyTemplate) as faults:
        print("\n".join(faults.faults), file=sys.stderr)
        return FAULTY
    except PcbError as refusal:
        print(refusal, file=sys.stderr)
        return REFUSED
    except BrokenPipeError:  # « pcb assess … | head » : nobody reads any more
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return REFUSED


def _run(given: Namespace) -> int:
    if given.command in ("serve", "demo"):
        from pcb.commands import serving

        return serving.serve(given.port, demo=given.command == "demo", open_browser=not given.no_open)
    if given.command == "check":
        from pcb.commands import check

        return check.check(given.file, given.on, as_json=given.json)
    if given.command in ("backup", "restore", "doctor"):
        from pcb.commands import upkeep

        return upkeep.run(given)
    if given.command == "form":
        from pcb.commands import form

        return form.run(given)
    if given.command in ("audit", "export", "retention"):
        from pcb.commands import oversight

        return oversight.run(given)
    if given.command == "key":
        from pcb.commands import key

        return key.run(given)
    from pcb.commands import household
    from pcb.domain.quotite import Reading

    if given.command == "schema":
        return household.schema()
    reading = next(reading for reading in Reading if reading.value == given.reading)
    if given.command == "plan":
        from pcb.commands import plan

        return plan.plan(
            given.files,
            given.on,
            reading,
            strategy=given.strategy,
            compared=given.compare,
            as_json=given.json,
            output=given.output,
            earlier_forfaits=given.earlier_forfaits,
        )
    if given.command == "dossier":
        return household.dossier(
            given.file,
            given.on,
            reading,
            output=given.output,
            earlier_forfaits=given.earlier_forfaits,
            papers=given.papers,
            copy_sheet=given.copy_sheet,
            split=given.split,
        )
    return household.assess(given.file, given.on, reading, as_json=given.json, earlier_forfaits=given.earlier_forfaits)


if __name__ == "__main__":
    sys.exit(main())
