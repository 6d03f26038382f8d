"""What goes wrong on demand, for tests."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field


@dataclass(slots=True)
class Faults:
    """Each counts down as it is used; nothing goes wrong unless it is set."""

    rate_limited: dict[str, int] = field(default_factory=lambda: defaultdict(int))
    """How many of the next calls of a method get 429."""
    errors: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    """The error codes that the next calls of a method get."""
    retry_after: int = 1
    """What `Retry-After` says, in seconds."""
    lost_answers: dict[str, int] = field(default_factory=lambda: defaultdict(int))
    """How many of the next calls of a method are carried out, but answered with 500."""
    pages: dict[str, list[tuple[int, str, str]]] = field(default_factory=lambda: defaultdict(list))
    """What something on the way answers the next calls of a method with, in Slack's place: status, type and body."""
    slow: dict[str, float] = field(default_factory=dict)
    """How many seconds a method takes to answer."""
    duplicates: int = 0
    """How often the next event comes again under the same id."""
    duplicates_with_new_id: int = 0
    """How often the next event comes again under a new id."""

    def take_error(self, method: str) -> str | None:
        return self.errors[method].pop(0) if self.errors[method] else None

    def take_lost_answer(self, method: str) -> bool:
        if self.lost_answers[method] <= 0:
            return False
        self.lost_answers[method] -= 1
        return True

    def take_rate_limit(self, method: str) -> bool:
        if self.rate_limited[method] <= 0:
            return False
        self.rate_limited[method] -= 1
        return True
