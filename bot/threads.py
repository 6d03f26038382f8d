"""What was asked in a thread before, for the questions that go on from it."""

from __future__ import annotations

from dataclasses import dataclass

from bot.listeners.incoming import Typed
from bot.state.state import State


@dataclass(frozen=True, slots=True, kw_only=True)
class Threads:
    """Remembers what each question asked; where the database can't be used it remembers nothing."""

    state: State

    async def recall(self, typed: Typed) -> str:
        """Return what was asked last in the thread before a question, empty if nothing was or it opens one."""
        if typed.thread_ts is None:
            return ""
        store = self.state.subjects
        place = (typed.team, typed.channel, typed.thread_ts)
        return await self.state.run_or(None, store.find, *place, before=typed.ts) or ""

    async def remember(self, typed: Typed, query: str) -> None:
        """Keep what a question asked, for its thread or the one that it opens."""
        await self._save(typed, typed.thread_ts or typed.ts, query)

    async def link(self, typed: Typed, query: str, answer_ts: str) -> None:
        """Keep what a question asked for the thread that may be opened under its answer."""
        await self._save(typed, answer_ts, query)

    async def _save(self, typed: Typed, thread_ts: str, query: str) -> None:
        store = self.state.subjects
        place = (typed.team, typed.channel, thread_ts)
        await self.state.run_or(None, store.save, *place, ts=typed.ts, query=query, person=typed.person)
