"""A state on each database, with a clock that tests turn by hand."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from bot.state.state import State
from tests.bot.state.clock import Clock


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def state(url: str, clock: Clock) -> Iterator[State]:
    state = State.open(url, clock)
    yield state
    state.close()
