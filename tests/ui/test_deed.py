"""A decision pressed twice is carried out once."""

from __future__ import annotations

import asyncio
from concurrent.futures import ThreadPoolExecutor
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


async def pressed_twice_then_once() -> tuple[int, int]:
    slow, event = Slow(), cast(Any, SimpleNamespace(args={}))
    await asyncio.gather(slow._do(event), slow._do(event))
    together = slow.done
    await slow._do(event)
    return together, slow.done


def test_it_is_carried_out_once_while_it_lasts_and_again_afterwards() -> None:
    with ThreadPoolExecutor() as apart:  # Playwright keeps the loop of the test's own thread
        assert apart.submit(lambda: asyncio.run(pressed_twice_then_once())).result() == (1, 2)
