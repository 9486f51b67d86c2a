"""How a moment is told on the screen."""

from __future__ import annotations

from datetime import datetime


def clock_time(moment: datetime) -> str:
    """``14:32``, in the time of the machine."""
    return moment.astimezone().strftime("%H:%M")
