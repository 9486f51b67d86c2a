"""A decision pressed twice is carried out once."""

from __future__ import annotations

import asyncio
from types import SimpleNamespace
from typing import Any, cast

from pcb.ui.deed import Deed


class Slow(Deed):
    """A decision that takes a while; made without a page, since nothing of it is drawn here."""

    def __init__(self) -> None:
        self._under_way = False
        self.done = 0

    async def _carry_out(self, event: Any) -> None:
        await asyncio.sleep(0.01)
        self.done += 1


async def test_it_is_carried_out_once_while_it_lasts_and_again_afterwards() -> None:
    slow, event = Slow(), cast(Any, SimpleNamespace(args={}))
    await asyncio.gather(slow._do(event), slow._do(event))
    assert slow.done == 1
    await slow._do(event)
    assert slow.done == 2
