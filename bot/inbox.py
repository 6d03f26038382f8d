"""Each event once: what was seen in the last day is not answered again."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, field

DAY = 24 * 60 * 60.0


@dataclass(slots=True, kw_only=True)
class Inbox:
    """Remembers deliveries for `keep` seconds, at most `most` of them.

    Slack repeats what it thinks was lost, and may give the repetition a new `event_id`. So a
    delivery is known by its id *and* by the place of its message: team, channel and `ts`.
    """

    clock: Callable[[], float]
    keep: float = DAY
    most: int = 200_000
    _seen: OrderedDict[tuple[str, ...], float] = field(default_factory=OrderedDict, repr=False)

    def admit(self, *, event_id: str, team: str, channel: str, ts: str) -> bool:
        """Return whether this delivery is seen for the first time, and remember it."""
        now = self.clock()
        self._forget(now)
        keys = [("message", team, channel, ts)] + ([("event", event_id)] if event_id else [])
        is_new = not any(key in self._seen for key in keys)
        for key in keys:
            self._seen.setdefault(key, now)
        return is_new

    def _forget(self, now: float) -> None:
        while self._seen:
            key, when = next(iter(self._seen.items()))
            if now - when <= self.keep and len(self._seen) < self.most:
                return
            del self._seen[key]
