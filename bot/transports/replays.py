"""Each signed request once: whoever caught one can't have it carried out again."""

from __future__ import annotations

import asyncio
import hashlib
import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, field

from bot.state.state import State

# Slack's window is five minutes to either side of the clock: after this long no signature of now is valid.
KEPT = 10 * 60.0
_MOST = 100_000


@dataclass(slots=True, kw_only=True)
class _Entered:
    """A request that was let in; `done` tells, once it is over, whether it was carried out."""

    at: float
    done: asyncio.Future[bool] = field(default_factory=lambda: asyncio.get_running_loop().create_future())


class Replays:
    """Knows the signatures of requests that were let in: this process's, and with a state those of others."""

    def __init__(self, state: State | None = None, clock: Callable[[], float] = time.monotonic) -> None:
        self._state = state
        self._clock = clock
        self._entered: OrderedDict[str, _Entered] = OrderedDict()

    async def enter(self, signature: str, *, is_shared: bool) -> bool:
        """Return whether a request is to be carried out; `leave` must follow then.

        False where it was carried out before. What is under way is waited for: where it fails, its repetition
        is carried out instead. With `is_shared` other processes are asked too.
        """
        mark = _mark(signature)
        while (earlier := self._entered.get(mark)) is not None:
            if await asyncio.shield(earlier.done):
                return False
        entered = self._entered[mark] = _Entered(at=self._clock())
        self._forget_old()
        state = self._state
        if not is_shared or state is None or await state.run_or(True, state.requests.add, mark):
            return True
        entered.done.set_result(True)
        return False

    async def leave(self, signature: str, *, is_shared: bool, is_done: bool) -> None:
        """Say whether a request was carried out; if not, it may come again."""
        mark = _mark(signature)
        if not is_done:
            entered = self._entered.pop(mark)
            if is_shared and self._state is not None:
                await self._state.run_or(None, self._state.requests.remove, mark)
            entered.done.set_result(False)
        elif mark in self._entered:
            self._entered[mark].done.set_result(True)

    def _forget_old(self) -> None:
        old = self._clock() - KEPT
        while self._entered:
            mark, first = next(iter(self._entered.items()))
            if not first.done.done() or (first.at > old and len(self._entered) <= _MOST):
                return
            del self._entered[mark]


def _mark(signature: str) -> str:
    """Return what a request is known by: its signature itself is kept nowhere."""
    return hashlib.sha256(signature.encode("utf-8", "surrogatepass")).hexdigest()
