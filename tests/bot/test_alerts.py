"""What is followed is told once, where it is followed, whatever happens in between."""

from __future__ import annotations

import asyncio
import datetime
import os
import re
from collections import Counter
from collections.abc import AsyncIterator, Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from bot.herald import Daily
from bot.local import LocalOptions, LocalSlack, serve
from bot.state.alerts import MOST_ALERTS, Alert, Alerts, Pace
from bot.state.state import State
from bot.views.follow import LONGEST_QUERY
from corpus.errors import LibraryError
from corpus.library import Library
from tests.bot.processes import Crew
from tests.bot.state.clock import Clock
from tests.bot.stocked import PATIENCE, SEED, Stocked, make_list, run_stocked
from tests.bot.test_threads import ask

Json = dict[str, Any]

# Each is one of two processes; the start of both is what takes long.
KILLS = int(os.environ.get("KILLS", "2")) // 2
DIKES = "Wat kost het ophogen van de dijken langs de Maas?"
TRAINS = "Hoeveel treinen reden er vorig jaar op tijd?"


@pytest.fixture(params=["socket mode", "http"])
async def bot(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[Stocked]:
    async with run_stocked(tmp_path, over_http=request.param == "http") as running:
        yield running


@pytest.fixture
async def quick(tmp_path: Path) -> AsyncIterator[Stocked]:
    async with run_stocked(tmp_path) as running:
        yield running


async def follow(bot: Stocked, text: str, channel: str = "") -> Json:
    """Type `/volg` and return what the bot says to it."""
    slack, channel = bot.slack, channel or bot.slack.channel
    before = len(slack.bot_messages(channel))
    assert await slack.people.command(slack.person, channel, "/volg", text) is None
    await slack.wait_for(lambda: len(slack.bot_messages(channel)) > before, PATIENCE)
    return slack.bot_messages(channel)[-1]


def list_news(slack: LocalSlack, channel: str) -> list[Json]:
    return [message for message in slack.bot_messages(channel) if ":alert:" in str(message.get("metadata"))]


async def wait_for_news(slack: LocalSlack, channel: str, count: int = 1) -> list[Json]:
    await slack.wait_for(lambda: len(list_news(slack, channel)) >= count, PATIENCE)
    return list_news(slack, channel)


async def wait_for_alerts(state: State, team: str, is_so: Callable[[Alert], bool]) -> None:
    """Wait until something is so of all that a team follows."""
    async with asyncio.timeout(PATIENCE):
        while not all(map(is_so, await state.run(state.alerts.list_all, team))):
            pass


async def test_a_channel_is_told_of_what_it_follows_once(bot: Stocked) -> None:
    slack = bot.slack
    said = await follow(bot, "dijken Maas")
    assert not said.get("is_ephemeral")
    assert "jij laat dit kanaal “dijken Maas” volgen. Ik stuur hier meteen bericht" in said["text"]
    await bot.add(2, TRAINS, DIKES)
    (news,) = await wait_for_news(slack, slack.channel)
    assert news["text"].startswith("1 nieuwe vraag over “dijken Maas”\n• Vraag 2")
    assert DIKES in str(news["blocks"])
    assert "treinen" not in str(news["blocks"])
    # The same paper again, one that has nothing of it, and then one that has.
    await bot.add(2, TRAINS, DIKES)
    await bot.add(3, TRAINS)
    await bot.add(4, "Worden de dijken van de Maas in 2030 weer verhoogd?")
    first, second = await wait_for_news(slack, slack.channel, 2)
    assert first == news
    assert "kst-36000-4#1" in str(second["blocks"])
    await slack.press(slack.person, slack.channel, second["ts"], "entry_open")
    await slack.wait_for(lambda: bool(slack.views(slack.person)), PATIENCE)
    assert "2030" in str(slack.views(slack.person)[-1]["blocks"])


async def test_whoever_types_to_stop_is_shown_what_can_be_stopped(quick: Stocked) -> None:
    assert "volgen" in (await follow(quick, "bruggen"))["text"]
    for text in ("stop", "stop bruggen"):
        said = await follow(quick, text)
        assert "Dit volgt dit kanaal:" in said["text"]
        assert "alert_stop" in str(said["blocks"])
    assert [alert.query for alert in await quick.state.run(quick.state.alerts.list_all, "T0LOKAAL")] == ["bruggen"]


async def test_a_person_is_told_in_their_own_direct_messages(bot: Stocked) -> None:
    slack, room = bot.slack, bot.slack.dm(bot.slack.person)
    said = await follow(bot, "dijken Maas", room)
    assert "Je volgt nu “dijken Maas”" in said["text"]
    await bot.add(2, DIKES)
    await wait_for_news(slack, room)
    assert not slack.bot_messages(slack.dm(slack.colleague))
    assert not slack.bot_messages(slack.channel)
    assert bot.state.audit.list_of("T0LOKAAL") == ()


async def test_what_was_there_is_no_news_and_of_a_newer_version_only_what_is_new(quick: Stocked) -> None:
    slack = quick.slack
    await quick.add(2, DIKES)
    await follow(quick, "dijken Maas")
    await quick.add(2, DIKES, "Zijn de dijken van de Maas veilig?")
    (news,) = await wait_for_news(slack, slack.channel)
    assert "kst-36000-2#2" in str(news["blocks"])
    assert "kst-36000-2#1" not in str(news["blocks"])
    # A question that was told is not told again when its answer changes; one that was not is.
    await quick.add(2, DIKES, "Zijn de dijken van de Maas veilig?", answer="Ja, en ze worden nog veiliger.")
    (_, news) = await wait_for_news(slack, slack.channel, 2)
    assert news["text"].startswith("1 nieuwe vraag")
    assert "kst-36000-2#1" in str(news["blocks"])


async def test_a_seed_that_is_added_is_no_news_and_of_a_newer_version_only_what_is_new(quick: Stocked) -> None:
    slack = quick.slack
    await follow(quick, "brug")
    for raw in (SEED, f"{SEED}Vraag 2\nHoe breed wordt die brug?\nAntwoord\nTien meter.\n"):
        quick.library.add("stuk.txt", raw.encode())
        await quick.holdings.reload()
    (news,) = await wait_for_news(slack, slack.channel)
    assert news["text"].startswith("1 nieuwe vraag over “brug”\n• Vraag 2")
    quick.library.remove("kst-36000-1")
    quick.library.add("stuk.txt", SEED.encode())
    await quick.holdings.reload()
    await quick.add(2, "Wanneer komt de brug er?")
    _, last = await wait_for_news(slack, slack.channel, 2)
    assert last["text"].startswith("1 nieuwe vraag over “brug”\n• Vraag 1")
    assert "kst-36000-2#1" in str(last["blocks"])


async def test_many_matches_are_drawn_together_in_one_message(quick: Stocked) -> None:
    slack = quick.slack
    await follow(quick, "dijken soort:vraag")
    await quick.add(2, *(f"Worden de dijken bij plaats {number} in 2030 verhoogd?" for number in range(12)))
    (news,) = await wait_for_news(slack, slack.channel)
    assert news["text"].startswith("12 nieuwe vragen over “dijken soort:vraag”")
    opens = [block for block in news["blocks"] if block.get("accessory", {}).get("action_id") == "entry_open"]
    assert len(opens) == 5
    assert "En nog 7." in str(news["blocks"])
    assert "/zoek dijken soort:vraag" in str(news["blocks"])


async def test_a_shared_word_is_not_enough_and_filters_must_hold(quick: Stocked) -> None:
    slack = quick.slack
    for query in ("kosten treinen Utrecht", "dijken partij:VVD", "dijken -Maas", '"dijken langs de Rijn"'):
        await follow(quick, query)
    await follow(quick, "ophogen dijken")
    await quick.add(2, DIKES)
    (news,) = await wait_for_news(slack, slack.channel)
    assert "“ophogen dijken”" in news["text"]
    alerts = {alert.query: alert for alert in quick.state.alerts.list_all("T0LOKAAL")}
    await slack.wait_for(lambda: True, PATIENCE)
    assert all(alerts[query].pending is None for query in alerts if query != "ophogen dijken")
    assert all(
        quick.state.alerts.find_unsent(alerts[query], ["kst-36000-2#1"]) for query in alerts if "oph" not in query
    )


async def test_a_look_up_by_number_can_be_followed(quick: Stocked) -> None:
    slack = quick.slack
    await follow(quick, "vraag 2 uit kst-36000-7")
    await quick.add(7, DIKES)
    await quick.add(7, DIKES, TRAINS)
    (news,) = await wait_for_news(slack, slack.channel)
    assert "kst-36000-7#2" in str(news["blocks"])


async def test_what_came_while_the_bot_was_stopped_is_told_at_the_start(tmp_path: Path) -> None:
    options = LocalOptions()
    async with serve(options=options) as slack:
        async with run_stocked(tmp_path, slack=slack) as bot:
            bot.state.alerts.add(
                "T0LOKAAL", query="dijken", target=slack.channel, person=slack.person, pace=Pace.AT_ONCE
            )
            bot.library.add("2.txt", make_list(2, TRAINS))
        library = Library.open(f"sqlite:///{tmp_path / 'griffier.db'}")
        library.add("3.txt", make_list(3, DIKES))
        library.add("3.txt", make_list(3, DIKES, "Wie onderhoudt de dijken?"))
        library.close()
        async with run_stocked(tmp_path, slack=slack):
            (news,) = await wait_for_news(slack, slack.channel)
            assert news["text"].startswith("2 nieuwe vragen over “dijken”")
        async with run_stocked(tmp_path, slack=slack) as bot:
            await bot.add(4, "Zijn er dijken zonder gras?")
            assert len(await wait_for_news(slack, slack.channel, 2)) == 2


async def test_a_team_is_told_of_its_own_papers_and_no_other_team_is(quick: Stocked) -> None:
    slack = quick.slack
    other = quick.state.alerts.add("T0ANDERS", query="dijken", target="C0ANDERS", person="U0X", pace=Pace.AT_ONCE)
    await follow(quick, "dijken")
    await quick.add(2, DIKES, team="T0ANDERS2")
    await quick.add(3, "Wie betaalt de dijken?", team="T0LOKAAL")
    (news,) = await wait_for_news(slack, slack.channel)
    assert "kst-36000-3" in str(news["blocks"])
    assert "kst-36000-2" not in str(news)
    # The other team's alert was looked at, and had nothing to tell: its channel is not here, it would be stopped.
    await wait_for_alerts(quick.state, "T0ANDERS", lambda alert: alert.seen == 2)
    assert quick.state.alerts.find_unsent(other, ["kst-36000-2#1", "kst-36000-3#1"]) == (
        "kst-36000-2#1", "kst-36000-3#1",
    )  # fmt: skip


async def test_what_another_process_began_to_tell_waits_for_the_paper_that_it_is_of(quick: Stocked) -> None:
    slack, alerts = quick.slack, quick.state.alerts
    await quick.add(2, TRAINS)
    begun = alerts.add("T0LOKAAL", query="dijken", target=slack.channel, person=slack.person, pace=Pace.AT_ONCE, seen=1)
    assert alerts.plan(begun, 2, ["kst-36000-3#1"])
    alerts.add("T0LOKAAL", query="treinen", target=slack.channel, person=slack.person, pace=Pace.AT_ONCE)
    (news,) = await wait_for_news(slack, slack.channel)
    assert "“treinen”" in news["text"]
    await wait_for_alerts(quick.state, "T0LOKAAL", lambda alert: alert.id == begun.id or alert.seen == 1)
    await quick.add(3, DIKES)
    (*_, news) = await wait_for_news(slack, slack.channel, 2)
    assert "kst-36000-3" in str(news["blocks"])
    await wait_for_alerts(quick.state, "T0LOKAAL", lambda alert: (alert.seen, alert.pending) == (2, None))


async def test_once_a_day_is_told_at_the_hour_in_one_message(tmp_path: Path) -> None:
    zone = ZoneInfo("Europe/Amsterdam")
    clock = Clock()
    clock.now = datetime.datetime(2026, 3, 28, 10, tzinfo=zone).timestamp()
    state = State.open(f"sqlite:///{tmp_path / 'griffier.db'}", clock)
    async with run_stocked(tmp_path, state=state) as bot:
        slack = bot.slack
        said = await follow(bot, "dijken")
        await slack.press(slack.person, slack.channel, said["ts"], "alert_pace")
        await slack.wait_for(lambda: "één keer per dag" in slack.bot_messages(slack.channel)[-1]["text"], PATIENCE)
        await follow(bot, "Maas")
        await bot.add(2, DIKES)
        await bot.add(3, "Wie betaalt de dijken in de polder?")
        (news,) = await wait_for_news(slack, slack.channel)
        assert "“Maas”" in news["text"]
        # The night in which the clock goes an hour ahead: 8 o'clock is 22 hours away.
        clock.now += 21 * 3600 - 1
        await bot.add(4, "Hoe hoog is de Maas bij Maastricht?")
        await wait_for_news(slack, slack.channel, 2)
        clock.now += 2
        (*_, daily) = await wait_for_news(slack, slack.channel, 3)
        assert daily["text"].startswith("2 nieuwe vragen over “dijken”")
        await wait_for_alerts(state, "T0LOKAAL", lambda alert: alert.pending is None and alert.seen == 3)
        await bot.add(5, "Zijn de dijken nat?")
        await bot.add(6, "Is de Maas nat?")
        assert len(await wait_for_news(slack, slack.channel, 4)) == 4
        assert state.alerts.list_all("T0LOKAAL")[0].seen == 3
    state.close()


async def test_what_comes_after_the_hour_is_told_at_the_next_also_where_nothing_came_before_it(tmp_path: Path) -> None:
    zone = ZoneInfo("Europe/Amsterdam")
    clock = Clock()
    clock.now = datetime.datetime(2026, 3, 10, 10, tzinfo=zone).timestamp()
    state = State.open(f"sqlite:///{tmp_path / 'griffier.db'}", clock)
    async with run_stocked(tmp_path, state=state) as bot:
        slack = bot.slack
        state.alerts.add("T0LOKAAL", query="dijken", target=slack.channel, person=slack.person, pace=Pace.DAILY)
        clock.now += 24 * 3600
        await wait_for_alerts(state, "T0LOKAAL", lambda alert: alert.checked_at == clock.now)
        await follow(bot, "Maas")
        await bot.add(2, DIKES)
        (news,) = await wait_for_news(slack, slack.channel)
        assert "“Maas”" in news["text"]
        clock.now += 21 * 3600
        await bot.add(3, "Hoe hoog is de Maas?")
        assert "“Maas”" in (await wait_for_news(slack, slack.channel, 2))[-1]["text"]
        clock.now += 2 * 3600
        assert "“dijken”" in (await wait_for_news(slack, slack.channel, 3))[-1]["text"]
    state.close()


def test_the_hour_of_the_day_is_that_of_the_time_zone() -> None:
    daily = Daily(hour=8, zone=ZoneInfo("Europe/Amsterdam"))

    def find(*moment: int) -> str:
        now = datetime.datetime(*moment, tzinfo=datetime.UTC).timestamp()  # type: ignore[misc,arg-type]
        return datetime.datetime.fromtimestamp(daily.find_last(now), datetime.UTC).isoformat()

    assert find(2026, 1, 10, 6, 59) == "2026-01-09T07:00:00+00:00"
    assert find(2026, 1, 10, 7, 0) == "2026-01-10T07:00:00+00:00"
    assert find(2026, 3, 29, 5, 59) == "2026-03-28T07:00:00+00:00"
    assert find(2026, 3, 29, 6, 0) == "2026-03-29T06:00:00+00:00"
    assert find(2026, 10, 25, 6, 59) == "2026-10-24T06:00:00+00:00"


@pytest.mark.parametrize("change", ["is_archived", "is_member"])
async def test_where_nobody_can_be_told_any_more_it_is_stopped(
    quick: Stocked, change: str, caplog: pytest.LogCaptureFixture
) -> None:
    slack = quick.slack
    await follow(quick, "dijken")
    room = slack.dm(slack.person)
    await follow(quick, "dijken", room)
    slack.workspace.channels[slack.channel][change] = change == "is_archived"
    await quick.add(2, DIKES)
    await wait_for_news(slack, room)
    await wait_for_alerts(quick.state, "T0LOKAAL", lambda alert: alert.target == slack.person)
    assert "is stopped: Slack says" in caplog.text
    assert quick.state.audit.list_of("T0LOKAAL")[0].action == "alert.removed"
    assert not list_news(slack, slack.channel)


async def test_slacks_bad_moments_lose_nothing_and_tell_nothing_twice(quick: Stocked) -> None:
    slack = quick.slack
    await follow(quick, "dijken")
    slack.faults.lost_answers["chat.postMessage"] = 1
    await quick.add(2, DIKES)
    await wait_for_news(slack, slack.channel)
    slack.faults.rate_limited["chat.postMessage"] = 1
    await quick.add(3, "Wie betaalt de dijken?")
    await wait_for_news(slack, slack.channel, 2)
    slack.faults.errors["chat.postMessage"] = ["restricted_action"]
    await quick.add(4, "Wie bouwt de dijken?")
    assert len(await wait_for_news(slack, slack.channel, 3)) == 3


async def test_what_was_posted_when_the_bot_could_not_note_it_is_looked_up(
    quick: Stocked, monkeypatch: pytest.MonkeyPatch
) -> None:
    slack, finish, failed = quick.slack, Alerts.finish, []

    def fail_once(store: Alerts, alert: Alert) -> None:
        if not failed:
            failed.append(alert)
            raise LibraryError("the database is away for a moment")
        finish(store, alert)

    monkeypatch.setattr(Alerts, "finish", fail_once)
    await follow(quick, "dijken")
    await follow(quick, "dijken", slack.dm(slack.person))
    await quick.add(2, DIKES)
    await wait_for_alerts(quick.state, "T0LOKAAL", lambda alert: alert.seen == 1 and alert.pending is None)
    assert failed
    assert len(list_news(slack, slack.channel)) == len(list_news(slack, slack.dm(slack.person))) == 1


async def test_what_went_before_it_was_told_is_not_told(quick: Stocked, monkeypatch: pytest.MonkeyPatch) -> None:
    slack, plan = quick.slack, Alerts.plan

    def remove_first(store: Alerts, alert: Alert, until: int, entries: Iterable[str]) -> Alert | None:
        store.remove(alert.team, alert.target, alert.id)
        return plan(store, alert, until, entries)

    await follow(quick, "dijken")
    await follow(quick, "treinen")
    monkeypatch.setattr(Alerts, "plan", remove_first)
    await quick.add(2, DIKES)
    await wait_for_alerts(quick.state, "T0LOKAAL", lambda alert: alert.query == "treinen" and alert.seen == 1)
    assert list_news(slack, slack.channel) == []


async def test_the_button_under_a_result_follows_for_the_channel_or_the_person(bot: Stocked) -> None:
    slack = bot.slack
    await slack.people.post(slack.person, slack.channel, "@Griffier komt er een brug")
    await slack.wait_for(lambda: bool(slack.bot_messages(slack.channel)), PATIENCE)
    (answer,) = slack.bot_messages(slack.channel)
    for target in ("person", "channel"):
        await slack.press(slack.person, slack.channel, answer["ts"], "alert_follow")
        await slack.wait_for(lambda: bool(slack.views(slack.person)), PATIENCE)
        filled = {"alert_query": "de brug", "alert_target": target, "alert_when": "daily"}
        assert await slack.submit(slack.person, filled) == {}  # type: ignore[arg-type]
        assert "één keer per dag" in str(slack.views(slack.person)[-1]["blocks"])
        await slack.interactions.close_view(slack.person, slack.views(slack.person)[-1]["id"], is_cleared=True)
    alerts = [(alert.target, alert.query, alert.pace) for alert in bot.state.alerts.list_all("T0LOKAAL")]
    assert alerts == [(slack.person, "de brug", Pace.DAILY), (slack.channel, "de brug", Pace.DAILY)]
    # The channel was told, not in the thread of the answer.
    await slack.wait_for(lambda: "laat dit kanaal" in str(slack.bot_messages(slack.channel)[-1]["text"]), PATIENCE)


async def test_what_can_not_be_followed_is_not_called_done(quick: Stocked) -> None:
    slack = quick.slack
    await slack.people.command(slack.person, slack.channel, "/zoek", "brug")
    await slack.wait_for(lambda: bool(slack.bot_messages(slack.channel)), PATIENCE)
    await slack.press(slack.person, slack.channel, slack.bot_messages(slack.channel)[0]["ts"], "alert_follow")
    await slack.wait_for(lambda: bool(slack.views(slack.person)), PATIENCE)
    assert await slack.submit(slack.person, {"alert_query": "de het een"}) == {}
    (said,) = slack.views(slack.person)
    assert "geen woord in dat ik kan volgen" in str(said["blocks"])
    assert said["title"]["text"] == "Griffier"


async def test_who_asks_on_under_news_goes_on_from_what_is_followed(quick: Stocked) -> None:
    slack = quick.slack
    await follow(quick, "dijken Maas")
    await quick.add(2, TRAINS, DIKES)
    (news,) = await wait_for_news(slack, slack.channel)
    await wait_for_alerts(quick.state, "T0LOKAAL", lambda alert: alert.pending is None and alert.seen > 0)
    _, answer = await ask(slack, slack.channel, "@Griffier alleen vragen", news["ts"])
    assert "“dijken Maas” · alleen vragen" in str(answer["blocks"])


async def test_where_slack_is_slow_the_form_says_so_first(quick: Stocked, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.listeners.showing._PATIENCE", 0.0)
    slack = quick.slack
    await slack.people.command(slack.person, slack.channel, "/zoek", "brug")
    await slack.wait_for(lambda: bool(slack.bot_messages(slack.channel)), PATIENCE)
    await slack.press(slack.person, slack.channel, slack.bot_messages(slack.channel)[0]["ts"], "alert_follow")
    await slack.wait_for(lambda: bool(slack.views(slack.person)), PATIENCE)
    slack.faults.rate_limited["conversations.history"] = 1
    slack.faults.retry_after = 1
    assert await slack.submit(slack.person, {}) == {}
    assert "Een moment…" in str(slack.views(slack.person)[-1]["blocks"])
    await slack.wait_for(lambda: "dit kanaal “brug” volgen" in str(slack.views(slack.person)[-1]["blocks"]), PATIENCE)
    await slack.wait_for(lambda: "dit kanaal “brug” volgen" in str(slack.bot_messages(slack.channel)[-1]), PATIENCE)


async def test_what_one_person_saw_is_followed_for_that_person_unless_they_choose_otherwise(quick: Stocked) -> None:
    slack = quick.slack
    await slack.people.command(slack.person, slack.channel, "/griffier", "instellingen vrager")
    await slack.wait_for(lambda: bool(slack.bot_messages(slack.channel)), PATIENCE)
    await slack.people.post(slack.person, slack.channel, "@Griffier komt er een brug")
    await slack.wait_for(lambda: "De brug komt er" in str(slack.bot_messages(slack.channel)[-1]), PATIENCE)
    await slack.press(slack.person, slack.channel, slack.bot_messages(slack.channel)[-1]["ts"], "alert_follow")
    await slack.wait_for(lambda: bool(slack.views(slack.person)), PATIENCE)
    assert await slack.submit(slack.person, {}) == {}
    await wait_for_alerts(quick.state, "T0LOKAAL", lambda alert: alert.target == slack.person)
    assert len(quick.state.alerts.list_all("T0LOKAAL")) == 1


async def test_what_a_third_modal_found_is_followed_in_its_place(quick: Stocked) -> None:
    slack = quick.slack
    await slack.people.open_home(slack.person)
    await slack.wait_for(lambda: slack.home(slack.person) is not None, PATIENCE)
    for depth, button in enumerate(("home_papers", "paper_open", "paper_search"), start=1):
        view = (slack.views(slack.person) or [slack.home(slack.person) or {}])[-1]
        await slack.press_in_view(slack.person, view["id"], button)
        await slack.wait_for(lambda depth=depth: len(slack.views(slack.person)) == depth, PATIENCE)  # type: ignore[misc]
    assert await slack.submit(slack.person, {"search_words": "brug"}) == {}
    await slack.press_in_view(slack.person, slack.views(slack.person)[-1]["id"], "alert_follow")
    await slack.wait_for(lambda: slack.views(slack.person)[-1]["callback_id"] == "alert", PATIENCE)
    assert await slack.submit(slack.person, {}) == {}
    await wait_for_alerts(quick.state, "T0LOKAAL", lambda alert: "brug" in alert.query)
    assert len(quick.state.alerts.list_all("T0LOKAAL")) == 1


async def test_what_is_followed_is_listed_and_stopped(bot: Stocked) -> None:
    slack, room = bot.slack, bot.slack.dm(bot.slack.person)
    assert "Dit kanaal volgt nog niets" in (await follow(bot, ""))["text"]
    for number in range(12):
        await follow(bot, f"dijken {2000 + number}")
    await follow(bot, "bruggen bij mij", room)
    listed = await follow(bot, "lijst")
    assert listed["is_ephemeral"]
    assert "“dijken 2009” (meteen)" in listed["text"]
    assert "bruggen bij mij" not in str(listed)
    assert "1 t/m 10 van 12" in str(listed["blocks"])
    await slack.press(slack.person, slack.channel, listed["ts"], "alert_turn_on")
    await slack.wait_for(lambda: "11 t/m 12 van 12" in str(slack.bot_messages(slack.channel)), PATIENCE)
    (page,) = [message for message in slack.bot_messages(slack.channel) if "11 t/m 12" in str(message["blocks"])]
    await slack.press(slack.colleague, slack.channel, page["ts"], "alert_stop")
    stopped = "“dijken 2010” volg ik niet meer"
    await slack.wait_for(lambda: any(stopped in each["text"] for each in slack.bot_messages(slack.channel)), PATIENCE)
    # The list in which it stood no longer has it.
    await slack.wait_for(lambda: "11 t/m 11 van 11" in str(page["blocks"]), PATIENCE)
    assert "dijken 2010" not in str(page)
    assert "dijken 2011" in str(page)
    (change, *_) = bot.state.audit.list_of("T0LOKAAL")
    assert (change.person, change.action, change.subject) == (slack.colleague, "alert.removed", slack.channel)
    for alert in bot.state.alerts.list_all("T0LOKAAL"):
        if alert.query == "dijken 2011":
            # By somebody else, meanwhile.
            bot.state.alerts.remove("T0LOKAAL", slack.channel, alert.id)
    await slack.press(slack.colleague, slack.channel, page["ts"], "alert_stop")
    await slack.wait_for(lambda: "volgde ik al niet meer" in page["text"], PATIENCE)
    assert "1 t/m 10 van" not in str(page["blocks"])
    assert "dijken 2009" in str(page)
    assert "Dit volg je:" in (await follow(bot, "lijst", room))["text"]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("de het een", "geen woord in dat ik kan volgen"), ("x" * (LONGEST_QUERY + 1), "te lang om te volgen"),
        ("vraag 1-999", "te veel vragen"),
    ],
)  # fmt: skip
async def test_what_can_not_be_followed_is_said_to_who_asked(quick: Stocked, text: str, said: str) -> None:
    answer = await follow(quick, text)
    assert answer["is_ephemeral"]
    assert said in answer["text"]
    assert quick.state.alerts.list_teams() == ()


async def test_a_channel_without_the_bot_and_one_that_follows_much_are_told_so(quick: Stocked) -> None:
    slack = quick.slack
    assert "Nodig me eerst uit" in (await follow(quick, "dijken", slack.other_channel))["text"]
    for number in range(MOST_ALERTS):
        quick.state.alerts.add("T0LOKAAL", query=str(number), target=slack.channel, person="U1", pace=Pace.DAILY)
    assert f"al {MOST_ALERTS} onderwerpen" in (await follow(quick, "dijken"))["text"]


async def test_what_is_followed_is_shown_as_it_was_typed(quick: Stocked) -> None:
    typed = "<!channel> *dijken* <http://kwaad.example|klik> & ~weg~"
    said = await follow(quick, typed)
    await quick.add(2, "Wat is *dijken* en <!channel> klik kwaad weg?")
    for message in (said, (await wait_for_news(quick.slack, quick.slack.channel))[0]):
        marked = [message["text"], *find_marked(message["blocks"])]
        assert not re.findall("<[!h]", str(marked))
        assert "&lt;!channel&gt;" in message["text"]


def find_marked(thing: object) -> list[str]:
    """Return all texts in which Slack reads marks."""
    if isinstance(thing, list):
        return [text for each in thing for text in find_marked(each)]
    if not isinstance(thing, dict):
        return []
    own = [str(thing["text"])] if thing.get("type") == "mrkdwn" else []
    return own + find_marked(list(thing.values()))


@contextmanager
def opened(url: str) -> Iterator[tuple[Library, State]]:
    library, state = Library.open(url), State.open(url)
    try:
        yield library, state
    finally:
        library.close()
        state.close()


async def test_every_match_is_told_once_over_kills_of_two_processes(tmp_path: Path, url: str) -> None:
    options = LocalOptions(ack_timeout=1.0, most_messages=1_000_000)
    async with serve(options=options) as slack:
        crew = Crew(slack=slack, folder=tmp_path, url=url)
        with opened(url) as (library, state):
            targets = (slack.channel, slack.person)
            alerts: list[Alert] = [
                state.alerts.add("T0LOKAAL", query=query, target=target, person=slack.person, pace=Pace.AT_ONCE)
                for query in ("dijken", "soort:vraag Maas")
                for target in targets
            ]
            try:
                number = 1
                for _ in range(KILLS):
                    first, _ = await asyncio.gather(crew.start(), crew.start())
                    for _ in range(4):
                        number += 1
                        library.add(f"{number}.txt", make_list(number, DIKES))
                        await asyncio.sleep(crew.random.uniform(0, 0.6))
                    await crew.kill(first)
                    await asyncio.sleep(crew.random.uniform(0, 0.3))
                    await crew.stop()
                await crew.start()
                expected = {f"kst-36000-{n}#1" for n in range(2, number + 1)}
                rooms = (slack.channel, slack.dm(slack.person))

                def count(room: str) -> Counter[str]:
                    values = (
                        block["accessory"]["value"]
                        for message in list_news(slack, room)
                        for block in message["blocks"]
                        if block.get("accessory", {}).get("action_id") == "entry_open"
                    )
                    return Counter(values)

                await slack.wait_for(
                    lambda: all(sum(count(room).values()) >= 2 * len(expected) for room in rooms), PATIENCE
                )
                await wait_for_alerts(state, "T0LOKAAL", lambda alert: alert.pending is None)
            finally:
                await crew.stop()
            assert len(alerts) == 4
            assert [count(room) for room in rooms] == [Counter(dict.fromkeys(expected, 2))] * 2
