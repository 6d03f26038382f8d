"""Each event once, none lost: written down before Slack is told that it came, crossed off once answered."""

from __future__ import annotations

import asyncio
import json
import logging
import time
from collections import OrderedDict
from collections.abc import Collection
from dataclasses import asdict, dataclass, field, replace

from bot.listeners.incoming import Typed
from bot.state.inbox import Delivery, Event
from bot.state.state import State
from corpus.errors import LibraryError

logger = logging.getLogger(__name__)

# Seconds that a database that failed is left alone, so that not every event waits for it to fail again.
_AVOID = 5.0
_MOST_RECENT = 10_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """A question that this process is to answer; `state` is where it was written down."""

    event: Event
    typed: Typed
    state: State = field(repr=False)

    @property
    def key(self) -> str:
        """What tells an answer apart from all others: the question that it belongs to."""
        return f"{self.typed.team}:{self.typed.channel}:{self.typed.ts}"


class Inbox:
    """Holds events for one process, its `owner`, each for `lease` seconds at a time.

    What can't be written in the database is written in memory: it is answered, and known when it comes
    again, but not by another process, nor after a kill.
    """

    def __init__(self, state: State, *, owner: str, lease: float) -> None:
        self.lease = lease
        self._state = state
        self._owner = owner
        self._spare: State | None = None
        self._opening = asyncio.Lock()
        # What this process has seen, so that repetitions cost the database nothing.
        self._recent: OrderedDict[tuple[str, str, str], None] = OrderedDict()
        self._avoid_until = 0.0

    def knows(self, typed: Typed) -> bool:
        """Tell whether this process has seen a question lately; False says nothing."""
        return (typed.team, typed.channel, typed.ts) in self._recent

    async def admit(self, typed: Typed, *, is_mine: bool) -> Held | None:
        """Write a question down and return it, to be answered by this process or by who claims it.

        None if it was written down before, by whatever process.
        """
        if self.knows(typed):
            return None
        held = await self._write(typed, is_mine=is_mine)
        self._recent[typed.team, typed.channel, typed.ts] = None
        if len(self._recent) > _MOST_RECENT:
            self._recent.popitem(last=False)
        return held

    async def _write(self, typed: Typed, *, is_mine: bool) -> Held | None:
        delivery = Delivery(
            team=typed.team,
            channel=typed.channel,
            ts=typed.ts,
            event_id=typed.event_id,
            person=typed.person,
            payload=json.dumps(asdict(typed)),
        )
        if await self._is_in_memory(typed):
            return None
        owner = self._owner if is_mine else None
        if time.monotonic() >= self._avoid_until:
            try:
                # A slow database is waited for: Slack then repeats the event, which is not answered twice.
                event = await self._state.run(self._state.inbox.admit, delivery, owner=owner, lease=self.lease)
            except LibraryError as error:
                self._avoid_until = time.monotonic() + _AVOID
                logger.error("%s; events are kept in memory until it works again", error)
            else:
                return Held(event=event, typed=typed, state=self._state) if event else None
        # In memory nobody but this process can claim it.
        spare = await self._open_spare()
        event = await spare.run(spare.inbox.admit, delivery, owner=self._owner, lease=self.lease)
        return Held(event=event, typed=typed, state=spare) if event else None

    async def claim(self, most: int, without: Collection[tuple[str, str]]) -> tuple[Held, ...]:
        """Take up to `most` events that nobody holds, the oldest first, none of the channels in `without`.

        Raises:
            LibraryError: the database can't be used now.
        """
        events = await self._state.run(
            self._state.inbox.claim, owner=self._owner, lease=self.lease, most=most, without=without
        )
        read = ((event, _read_typed(event.payload)) for event in events)
        held = [Held(event=event, typed=typed, state=self._state) for event, typed in read if typed]
        return tuple([await self._count(each) for each in held])

    async def _count(self, held: Held) -> Held:
        """Count the attempt that was made from memory at what the database wrote although it said that it failed."""
        if not await self._is_in_memory(held.typed):
            return held
        return replace(held, event=replace(held.event, attempts=held.event.attempts + 1))

    async def _is_in_memory(self, typed: Typed) -> bool:
        spare = self._spare
        place = (typed.team, typed.channel, typed.ts, typed.event_id)
        return spare is not None and await spare.run(spare.inbox.has_seen, *place)

    async def renew(self, held: Collection[Held]) -> frozenset[int]:
        """Keep events that are lasting for a lease more; return the ids of those that are still this process's.

        Raises:
            LibraryError: the database can't be used now.
        """
        ids = [each.event.id for each in held]
        return await self._state.run(self._state.inbox.renew, ids, owner=self._owner, lease=self.lease)

    def is_lasting(self, held: Held) -> bool:
        """Tell whether others know of this event: one in memory alone can't be taken over."""
        return held.state is self._state

    async def finish(self, held: Held) -> None:
        """Cross an event off.

        Raises:
            LibraryError: the database can't be used now; the event comes up again when its lease is over.
        """
        await held.state.run(held.state.inbox.finish, held.event.id)

    async def uncount(self, held: Held) -> None:
        """Have a claim not count as an attempt, as nothing could be tried.

        Raises:
            LibraryError: the database can't be used now.
        """
        await held.state.run(held.state.inbox.uncount, held.event.id, owner=self._owner)

    async def release(self) -> None:
        """Leave to others at once what this process has not answered.

        Raises:
            LibraryError: the database can't be used now.
        """
        await self._state.run(self._state.inbox.release, self._owner)

    def close(self) -> None:
        """Let go of what is kept in memory alone."""
        if self._spare:
            self._spare.close()

    async def _open_spare(self) -> State:
        async with self._opening:
            if self._spare is None:
                self._spare = await asyncio.to_thread(State.open_in_memory)
        return self._spare


def _read_typed(payload: str) -> Typed | None:
    """Return what was written down; None for what another version wrote, which may read it itself."""
    try:
        read = json.loads(payload)
        return Typed(**{**read, "files": tuple(read.get("files") or ())})
    except (AttributeError, TypeError, ValueError):
        logger.error("a question that another version wrote down can't be read; it is left to that version")
        return None
