"""A progress bar on a terminal; in a file or a pipe, nothing is drawn."""

from __future__ import annotations

from typing import TextIO

WIDTH = 40


class Progress:
    """Counts what is done of ``total`` on ``stream``."""

    def __init__(self, total: int, stream: TextIO) -> None:
        self._total = max(1, total)
        self._stream = stream
        self._shown = stream.isatty()
        self._done = 0
        self._drawn = -1

    def advance(self) -> None:
        """One more is done."""
        self._done += 1
        share = self._done * 100 // self._total
        if self._shown and share != self._drawn:
            self._drawn = share
            full = self._done * WIDTH // self._total
            bar = "█" * full + "░" * (WIDTH - full)
            self._stream.write(f"\r{bar} {share:3d} % ({self._done} ménages sur {self._total})")
            self._stream.flush()

    def close(self) -> None:
        """End the line of the bar."""
        if self._shown and self._drawn >= 0:
            self._stream.write("\n")
