"""How many questions a person may ask in a minute."""

from __future__ import annotations

from collections import OrderedDict, deque
from collections.abc import Callable
from enum import Enum, auto

_MINUTE = 60.0
# How many people are remembered; whoever asked longest ago is forgotten first.
_MOST_PEOPLE = 10_000


class Verdict(Enum):
    """What a question gets: its answer, a kind word that there are too many, or, after that word, nothing."""

    ANSWER = auto()
    WORD = auto()
    NOTHING = auto()


class Pace:
    """Counts the questions of the last minute, for each person of each workspace."""

    def __init__(self, most: int, clock: Callable[[], float]) -> None:
        self._most = most
        self._clock = clock
        self._asked: OrderedDict[tuple[str, str], deque[float]] = OrderedDict()
        self._told: dict[tuple[str, str], float] = {}

    def judge(self, team: str, person: str) -> Verdict:
        """Return what the next question of a person gets; a word is given once a minute."""
        now, who = self._clock(), (team, person)
        asked = self._asked.setdefault(who, deque(maxlen=self._most))
        self._asked.move_to_end(who)
        self._forget()
        while asked and now - asked[0] >= _MINUTE:
            asked.popleft()
        if len(asked) < self._most:
            asked.append(now)
            return Verdict.ANSWER
        if now - self._told.get(who, float("-inf")) < _MINUTE:
            return Verdict.NOTHING
        self._told[who] = now
        return Verdict.WORD

    def _forget(self) -> None:
        while len(self._asked) > _MOST_PEOPLE:
            who, _ = self._asked.popitem(last=False)
            self._told.pop(who, None)
