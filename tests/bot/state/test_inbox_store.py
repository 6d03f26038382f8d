"""The inbox, on SQLite and PostgreSQL: each event once, and one owner at a time."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import sqlalchemy as sa

from bot.state.inbox import Delivery, Event
from bot.state.state import State
from bot.state.tables import INBOX
from tests.bot.state.clock import Clock


def deliver(
    state: State, ts: str = "1.1", *, channel: str = "C1", owner: str | None = None, **more: str
) -> Event | None:
    values = {"team": "T1", "channel": channel, "ts": ts, "event_id": f"E{channel}{ts}", "person": "U1", "payload": "x"}
    return state.inbox.admit(Delivery(**(values | more)), owner=owner, lease=10)


def test_an_event_is_admitted_once_by_its_id_and_by_its_message(state: State) -> None:
    assert deliver(state) is not None
    assert deliver(state) is None
    assert deliver(state, event_id="E9") is None, "the same message under a new id"
    assert deliver(state, "2.2", event_id="EC11.1") is None, "another message under the same id"
    assert deliver(state, "3.3", event_id="") is not None
    assert deliver(state, "4.4", event_id="") is not None, "no id is not the same id"
    assert deliver(state, team="T2") is not None
    assert state.inbox.has_seen("T1", "C1", "1.1", "E0")
    assert state.inbox.has_seen("T1", "C9", "9.9", "EC11.1")
    assert not state.inbox.has_seen("T1", "C1", "9.9", "")


def test_an_event_is_as_it_was_delivered_and_tried_once_by_who_took_it(state: State, clock: Clock) -> None:
    taken, waiting = deliver(state, owner="een"), deliver(state, "2.2")
    assert taken is not None
    assert waiting is not None
    assert (taken.team, taken.channel, taken.payload, taken.received_at) == ("T1", "C1", "x", clock.now)
    assert (taken.attempts, waiting.attempts) == (1, 0)
    assert [event.id for event in state.inbox.claim(owner="twee", lease=10, most=5)] == [waiting.id]


def test_an_event_is_one_owners_until_its_lease_ends(state: State, clock: Clock) -> None:
    event = deliver(state, owner="een")
    assert event is not None
    assert state.inbox.claim(owner="twee", lease=10, most=5) == ()
    clock.now += 8
    assert state.inbox.renew([event.id], owner="een", lease=10) == {event.id}
    assert state.inbox.renew([event.id], owner="twee", lease=10) == frozenset()
    clock.now += 8
    assert state.inbox.claim(owner="twee", lease=10, most=5) == ()
    clock.now += 3
    (taken,) = state.inbox.claim(owner="twee", lease=10, most=5)
    assert (taken.id, taken.attempts, taken.payload) == (event.id, 2, "x")
    assert state.inbox.renew([event.id], owner="een", lease=10) == frozenset()


def test_what_a_stopping_owner_leaves_is_free_at_once(state: State) -> None:
    deliver(state, owner="een")
    deliver(state, "2.2", owner="drie")
    state.inbox.release("een")
    (taken,) = state.inbox.claim(owner="twee", lease=10, most=5)
    assert taken.attempts == 2


def test_a_finished_event_is_seen_but_never_taken_up_and_its_text_is_gone(state: State, clock: Clock) -> None:
    event = deliver(state, owner="een")
    assert event is not None
    assert state.inbox.count_open() == 1
    state.inbox.finish(event.id)
    with state.database.read() as connection:
        assert connection.execute(sa.select(INBOX.c.payload)).scalars().all() == [""]
    assert state.inbox.renew([event.id], owner="een", lease=10) == frozenset()
    clock.now += 100
    assert state.inbox.claim(owner="twee", lease=10, most=5) == ()
    assert deliver(state) is None
    assert state.inbox.count_open() == 0


def test_the_oldest_is_claimed_first_and_channels_can_be_passed_over(state: State, clock: Clock) -> None:
    for number, channel in enumerate(("C1", "C1", "C2", "C1")):
        deliver(state, f"{number}.0", channel=channel)
        clock.now += 1
    assert [event.channel for event in state.inbox.claim(owner="p", lease=10, most=1)] == ["C1"]
    assert [event.channel for event in state.inbox.claim(owner="p", lease=10, most=9, without=[("T1", "C1")])] == ["C2"]
    assert len(state.inbox.claim(owner="p", lease=10, most=9, without=[("T2", "C1")])) == 2


def test_processes_that_admit_and_claim_at_once_share_without_overlap(url: str) -> None:
    def work(owner: str) -> tuple[int, list[int]]:
        state = State.open(url)
        admitted = sum(deliver(state, f"{number}.0") is not None for number in range(60))
        claimed: list[int] = []
        while events := state.inbox.claim(owner=owner, lease=60, most=3):
            claimed += [event.id for event in events]
        state.close()
        return admitted, claimed

    with ThreadPoolExecutor(4) as pool:
        results = list(pool.map(work, "abcd"))
    assert sum(admitted for admitted, _ in results) == 60
    claimed = [id_ for _, ids in results for id_ in ids]
    assert len(claimed) == len(set(claimed)) == 60


def test_an_attempt_that_could_not_be_made_is_taken_back_by_its_owner_alone(state: State, clock: Clock) -> None:
    event = deliver(state, owner="een")
    other = deliver(state, "2.2", owner="een")
    assert event is not None
    assert other is not None
    state.inbox.uncount(event.id, owner="twee")
    clock.now += 11
    attempts = {event.id: 2, other.id: 2}
    assert {one.id: one.attempts for one in state.inbox.claim(owner="twee", lease=10, most=5)} == attempts
    # Whose lease is over takes nothing back from who has it now.
    state.inbox.uncount(event.id, owner="een")
    state.inbox.uncount(event.id, owner="twee")
    clock.now += 11
    attempts = {event.id: 2, other.id: 3}
    assert {one.id: one.attempts for one in state.inbox.claim(owner="een", lease=10, most=5)} == attempts


def test_the_oldest_is_the_one_that_came_first_whoever_had_it(state: State, clock: Clock) -> None:
    deliver(state, "3.0", channel="C3")
    clock.now -= 5
    deliver(state, "1.0", channel="C1", owner="gone")
    clock.now += 2
    deliver(state, "2.0", channel="C2")
    clock.now += 20
    assert [event.channel for event in state.inbox.claim(owner="p", lease=10, most=1)] == ["C1"]
    assert [event.channel for event in state.inbox.claim(owner="p", lease=10, most=5)] == ["C2", "C3"]


def test_no_attempt_is_taken_back_that_was_not_made(state: State, clock: Clock) -> None:
    event = deliver(state, owner="een")
    assert event is not None
    for _ in range(2):
        state.inbox.uncount(event.id, owner="een")
    clock.now += 11
    (taken,) = state.inbox.claim(owner="een", lease=10, most=5)
    assert taken.attempts == 1
