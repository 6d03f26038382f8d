"""The stores, on SQLite and PostgreSQL: what is kept, for whom, and for how long."""

from __future__ import annotations

from dataclasses import replace

import pytest
import sqlalchemy as sa

from bot.config import Language, ReplyIn
from bot.errors import FullError
from bot.state.alerts import MOST_ALERTS, Pace
from bot.state.channels import AnswerTo, ChannelSettings, VisibleTo
from bot.state.feedback import Verdict
from bot.state.inbox import Delivery
from bot.state.persons import PersonSettings
from bot.state.questions import MOST_QUESTIONS
from bot.state.retention import DAY, Personal, Retention
from bot.state.state import State
from bot.state.tables import TABLES
from tests.bot.state.clock import Clock

# What SQL would take for its own, were it not bound.
WILD = "Robert'); DROP TABLE inbox;-- % _ \\ “é” \N{SNOWMAN}"


def fill(state: State, team: str, person: str) -> None:
    """Give a person of a team one row in every table."""
    delivery = Delivery(team=team, channel="C", ts=person, event_id=person, person=person, payload="vraag")
    state.inbox.admit(delivery, owner=None, lease=0)
    state.channels.save(team, "C", ChannelSettings(), by=person)
    state.persons.save(team, person, PersonSettings(language=Language.ENGLISH))
    state.questions.add(team, person, "vraag")
    alert = state.alerts.add(team, query="q", target=person, person=person, pace=Pace.DAILY)
    state.alerts.plan(alert, 1, ["a#1"])
    state.alerts.add(team, query=person, target="C", person=person, pace=Pace.DAILY)
    state.feedback.give(team, person, query="q", entry="a#1", verdict=Verdict.WRONG)
    state.subjects.save(team, "C", person, ts=person, query="q", person=person)


def read_all(state: State) -> str:
    """Return every row of every table, as text."""
    with state.database.read() as connection:
        return "\n".join(str(row) for table in TABLES.sorted_tables for row in connection.execute(sa.select(table)))


def test_a_channels_settings_are_its_own_and_every_change_is_logged(state: State, clock: Clock) -> None:
    settings = ChannelSettings(
        answer_to=AnswerTo.QUESTIONS, reply_in=ReplyIn.CHANNEL, visible_to=VisibleTo.ASKER
    )  # fmt: skip
    assert state.channels.find("T1", "C1") is None
    state.channels.save("T1", "C1", ChannelSettings(), by="U1")
    state.channels.save("T1", "C1", settings, by="U2")
    assert state.channels.find("T1", "C1") == settings
    assert state.channels.find("T2", "C1") is None
    assert state.channels.remove("T1", "C1", by="U1")
    assert not state.channels.remove("T1", "C1", by="U1")
    log = state.audit.list_of("T1")
    assert [(change.person, change.action) for change in log] == [
        ("U1", "channel.reset"), ("U2", "channel.set"), ("U1", "channel.set"),
    ]  # fmt: skip
    assert log[1].detail == "answer_to=questions, reply_in=channel, visible_to=asker"
    assert log[1].done_at == clock()
    assert state.audit.list_of("T2") == ()


def test_a_persons_language_is_theirs_in_their_workspace(state: State) -> None:
    state.persons.save("T1", "U1", PersonSettings(language=Language.ENGLISH))
    assert state.persons.find("T1", "U1").language is Language.ENGLISH
    assert state.persons.find("T2", "U1").language is None
    state.persons.save("T1", "U1", PersonSettings())
    assert state.persons.find("T1", "U1").language is None


def test_a_question_is_kept_once_and_only_its_owner_can_remove_it(state: State) -> None:
    kept = state.questions.add("T1", "U1", WILD)
    assert state.questions.add("T1", "U1", WILD) == kept
    later = state.questions.add("T1", "U1", "later")
    assert state.questions.list_of("T1", "U1") == (later, kept)
    assert kept.text == WILD
    assert not state.questions.remove("T2", "U1", kept.id)
    assert not state.questions.remove("T1", "U2", kept.id)
    assert state.questions.remove("T1", "U1", kept.id)
    assert state.questions.list_of("T1", "U1") == (later,)


def test_nobody_keeps_more_than_they_may(state: State) -> None:
    for number in range(MOST_QUESTIONS):
        state.questions.add("T1", "U1", str(number))
    with pytest.raises(FullError, match=str(MOST_QUESTIONS)):
        state.questions.add("T1", "U1", "nog een")
    for number in range(MOST_ALERTS):
        state.alerts.add("T1", query=str(number), target="C1", person="U1", pace=Pace.DAILY)
    with pytest.raises(FullError, match=str(MOST_ALERTS)):
        state.alerts.add("T1", query="nog een", target="C1", person="U1", pace=Pace.DAILY)


def test_an_alert_tells_of_each_entry_once(state: State, clock: Clock) -> None:
    alert = state.alerts.add("T1", query="dwangsommen", target="C1", person="U1", pace=Pace.AT_ONCE)
    assert state.alerts.add("T1", query="dwangsommen", target="C1", person="U2", pace=Pace.DAILY) == replace(
        alert, pace=Pace.DAILY
    )
    assert state.alerts.find_unsent(alert, ["b#1", "a#1", "b#1"]) == ("b#1", "a#1")
    clock.now += 60
    planned = state.alerts.plan(alert, 4, ["c#1", "a#1"])
    assert planned is not None
    assert (planned.pending, planned.pending_since) == (4, clock())
    # While it is telling of something it tells of nothing else, and is not taken to have seen more.
    assert state.alerts.plan(alert, 5, ["d#1"]) is None
    state.alerts.mark_seen("T1", [alert.id], 9)
    assert state.alerts.list_planned(planned) == ("c#1", "a#1")
    assert state.alerts.find_unsent(alert, ["b#1", "a#1"]) == ("b#1",)
    clock.now += 60
    state.alerts.finish(planned)
    (listed,) = state.alerts.list_of("T1", "C1")
    assert (listed.checked_at, listed.pace, listed.seen, listed.pending) == (clock(), Pace.DAILY, 4, None)
    again = state.alerts.plan(listed, 6, ["a#1", "b#1"])
    assert again is not None
    assert state.alerts.list_planned(again) == ("b#1",)
    state.alerts.finish(again)
    state.alerts.mark_seen("T1", [alert.id], 9)
    state.alerts.mark_seen("T1", [alert.id], 7)
    (listed,) = state.alerts.list_all("T1")
    assert listed.seen == 9
    assert state.alerts.list_teams() == ("T1",)
    assert state.alerts.list_of("T2", "C1") == state.alerts.list_of("T1", "C2") == ()
    for team, target in (("T2", "C1"), ("T1", "C2")):
        assert state.alerts.set_pace(team, target, alert.id, Pace.DAILY) is None
        assert state.alerts.remove(team, target, alert.id) is None
    changed = state.alerts.set_pace("T1", "C1", alert.id, Pace.AT_ONCE)
    assert changed is not None
    assert changed.pace is Pace.AT_ONCE
    assert state.alerts.remove("T1", "C1", alert.id, by="U2") == changed
    assert state.alerts.plan(listed, 10, ["d#1"]) is None
    state.alerts.finish(again)
    assert "#1" not in read_all(state)


def test_what_a_channel_follows_is_logged_and_what_a_person_does_is_not(state: State) -> None:
    for target in ("C1", "U1"):
        alert = state.alerts.add("T1", query="iets", target=target, person="U1", pace=Pace.AT_ONCE)
        state.alerts.add("T1", query="iets", target=target, person="U2", pace=Pace.DAILY)
        state.alerts.remove("T1", target, alert.id, by="U2")
    changes = [(change.person, change.action, change.subject, change.detail) for change in state.audit.list_of("T1")]
    assert changes == [("U2", "alert.removed", "C1", ""), ("U1", "alert.added", "C1", "")]


def test_the_latest_verdict_of_a_person_counts(state: State) -> None:
    state.feedback.give("T1", "U1", query=WILD, entry="a#1", verdict=Verdict.GOOD)
    state.feedback.give("T1", "U2", query=WILD, entry="a#1", verdict=Verdict.GOOD)
    state.feedback.give("T1", "U1", query=WILD, entry="a#1", verdict=Verdict.WRONG, wanted="iets anders")
    first, second = state.feedback.list_of("T1")
    assert (first.person, first.verdict) == ("U2", Verdict.GOOD)
    assert (second.query, second.verdict, second.wanted) == (WILD, Verdict.WRONG, "iets anders")
    assert state.feedback.list_of("T2") == ()
    assert state.feedback.list_teams() == ("T1",)


def test_a_thread_keeps_its_subjects_for_a_day(state: State, clock: Clock) -> None:
    state.subjects.save("T1", "C1", "1.1", ts="1.1", query="eerst", person="U1")
    state.subjects.save("T1", "C1", "1.1", ts="1.3", query="dan", person="U2")
    assert state.subjects.find("T1", "C1", "1.1", before="1.4") == "dan"
    assert state.subjects.find("T2", "C1", "1.1", before="1.4") is None
    clock.now += DAY + 1
    assert state.subjects.find("T1", "C1", "1.1", before="1.4") is None


def test_a_subject_that_is_kept_anew_is_whose_it_is_now_and_lasts_a_day_from_then(state: State, clock: Clock) -> None:
    state.subjects.save("T1", "C1", "1.1", ts="1.1", query="eerst", person="U1")
    clock.now += DAY - 1
    state.subjects.save("T1", "C1", "1.1", ts="1.1", query="anders", person="U2")
    clock.now += DAY - 1
    assert state.subjects.find("T1", "C1", "1.1", before="1.2") == "anders"
    assert [state.keeping.count_person("T1", person).subjects for person in ("U1", "U2")] == [0, 1]


def test_a_question_goes_on_neither_from_itself_nor_from_what_came_after_it(state: State) -> None:
    state.subjects.save("T1", "C1", "1.1", ts="1.1", query="eerst", person="U1")
    state.subjects.save("T1", "C1", "1.1", ts="1.2", query="dan", person="U1")
    state.subjects.save("T1", "C1", "1.1", ts="1.3", query="daarna", person="U2")
    state.subjects.save("T1", "C1", "1.1", ts="1.1", query="anders", person="U1")
    assert state.subjects.find("T1", "C1", "1.1", before="1.2") == "anders"
    assert state.subjects.find("T1", "C1", "1.1", before="1.1") is None


def test_a_lease_is_one_owners_until_it_is_over(state: State, clock: Clock) -> None:
    assert state.leases.take("alerts", "een", 10)
    assert state.leases.take("alerts", "een", 10)
    assert not state.leases.take("alerts", "twee", 10)
    clock.now += 11
    assert state.leases.take("alerts", "twee", 10)
    state.leases.release("alerts", "een")
    assert not state.leases.take("alerts", "een", 10)
    state.leases.release("alerts", "twee")
    assert state.leases.take("alerts", "een", 10)


def test_a_forgotten_person_is_nowhere_and_the_others_are_untouched(state: State) -> None:
    fill(state, "T1", "U1")
    fill(state, "T2", "U2")
    fill(state, "T2", "U1")
    before = read_all(state).count("U1")
    kept = Personal(settings=1, questions=1, alerts=1, feedback=1, subjects=1, waiting=1)
    assert state.keeping.count_person("T2", "U1") == kept
    assert state.keeping.forget_person("T2", "U1") == kept
    assert state.keeping.count_person("T2", "U1").total == 0
    rest = read_all(state)
    # The message's place stays, so that its repetition is not answered: here the place bears the name too.
    assert rest.count("U1") == before // 2 + 3
    assert len(state.questions.list_of("T1", "U1")) == len(state.questions.list_of("T2", "U2")) == 1
    assert [alert.person for alert in state.alerts.list_of("T2", "C")] == ["U2", ""]
    assert {change.person for change in state.audit.list_of("T2")} == {"U2", ""}
    assert [event.team for event in state.inbox.claim(owner="p", lease=1, most=9)] == ["T1", "T2"]


def test_a_forgotten_workspace_is_nowhere(state: State) -> None:
    fill(state, "T1", "U1")
    kept = read_all(state)
    fill(state, "T2", "U1")
    state.keeping.forget_team("T2")
    assert read_all(state) == kept


def test_what_is_old_goes_and_an_open_event_stays(state: State, clock: Clock) -> None:
    fill(state, "T1", "U1")
    done = Delivery(team="T1", channel="C", ts="2", event_id="E2", person="U1", payload="vraag")
    event = state.inbox.admit(done, owner="p", lease=1)
    assert event is not None
    state.inbox.finish(event.id)
    retention = Retention(events=0, subjects=3, feedback=5, audit=7)
    clock.now += DAY * 0.9
    assert state.keeping.apply(retention) == 0, "Slack may repeat an event for a day, whatever is set"
    # An event, a subject, a verdict, and two changes of a channel.
    for days, gone in ((0.2, 1), (2, 1), (2, 1), (2, 2)):
        clock.now += days * DAY
        assert state.keeping.apply(retention) == gone
    assert state.inbox.count_open() == 1
    assert len(state.questions.list_of("T1", "U1")) == 1


def test_a_lease_that_is_over_goes(state: State, clock: Clock) -> None:
    assert state.leases.take("share-1", "p", 60)
    assert state.keeping.apply(Retention()) == 0
    clock.now += 61
    assert state.keeping.apply(Retention()) == 1
