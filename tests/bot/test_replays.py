"""A request that comes again while the first is under way waits for how that ends."""

from __future__ import annotations

import asyncio

import sqlalchemy as sa

from bot.state.state import State
from bot.state.tables import REQUESTS
from bot.transports.replays import KEPT, Replays


async def test_a_request_that_takes_long_is_known_until_it_is_over() -> None:
    now = [0.0]
    replays = Replays(clock=lambda: now[0])
    assert await replays.enter("a", is_shared=False)
    now[0] = 2 * KEPT
    assert await replays.enter("b", is_shared=False)
    again = asyncio.create_task(replays.enter("a", is_shared=False))
    await replays.leave("a", is_shared=False, is_done=True)
    assert not await again


async def test_a_request_that_failed_is_carried_out_by_the_repetition_that_waited_for_it() -> None:
    replays = Replays()
    assert await replays.enter("a", is_shared=False)
    again = asyncio.create_task(replays.enter("a", is_shared=False))
    await asyncio.sleep(0)
    await replays.leave("a", is_shared=False, is_done=False)
    assert await again


async def test_a_signature_is_known_to_other_processes_and_written_nowhere() -> None:
    state = State.open_in_memory()
    assert await Replays(state).enter("v0=handtekening", is_shared=True)
    assert not await Replays(state).enter("v0=handtekening", is_shared=True)
    with state.database.read() as connection:
        (kept,) = connection.execute(sa.select(REQUESTS)).all()
    assert "handtekening" not in str(kept)
    state.close()
