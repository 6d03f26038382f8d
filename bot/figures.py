"""What one process counts of its own work. Nothing counted names a person, a channel or a text."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from dataclasses import dataclass, field

# Upper bounds of the classes that times fall in, in seconds; around what is promised they lie close together.
BOUNDS = (0.005, 0.01, 0.025, 0.05, 0.075, 0.1, 0.15, 0.25, 0.5, 1.0, 2.5, 5.0, 15.0, 60.0)


@dataclass(slots=True)
class Times:
    """How many times fell in each class; the last class has no bound."""

    counts: list[int] = field(default_factory=lambda: [0] * (len(BOUNDS) + 1))
    total: float = 0.0

    def add(self, seconds: float) -> None:
        """Count a time, in the bound that it is within."""
        self.counts[bisect_left(BOUNDS, seconds)] += 1
        self.total += seconds


@dataclass(slots=True)
class Figures:
    """Counts from the start of the process; each only grows."""

    events: Counter[str] = field(default_factory=Counter)
    """What Slack sent, by kind."""
    answers: Counter[tuple[str, str]] = field(default_factory=Counter)
    """What was answered, by kind and by how it ended."""
    searches: Counter[str] = field(default_factory=Counter)
    """Searches by how sure the answer was: sure, unsure or nothing."""
    retries: Counter[str] = field(default_factory=Counter)
    """Messages that had to be posted again, by why."""
    refused: Counter[str] = field(default_factory=Counter)
    """Requests over HTTP that were refused, by status."""
    duplicates: int = 0
    """Events that were known when they came."""
    reconnections: int = 0
    """Lines to Slack that were replaced."""
    failures: int = 0
    """What nobody foresaw."""
    ack_times: Times = field(default_factory=Times)
    """From the receipt of a payload to its acknowledgement."""
    answer_times: Times = field(default_factory=Times)
    """From the receipt of a question to its posted answer."""

    def count_answer(self, kind: str, outcome: str, seconds: float) -> None:
        """Count an answer by what asked for it and how it ended, and the seconds that it took."""
        self.answers[kind, outcome] += 1
        self.answer_times.add(seconds)

    def count_search(self, *, is_sure: bool, has_hits: bool) -> None:
        """Count a search: nothing found, surely answered, or not surely."""
        self.searches["nothing" if not has_hits else "sure" if is_sure else "unsure"] += 1
