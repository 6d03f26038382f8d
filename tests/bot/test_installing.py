"""Workspaces let the bot in and put it out, in a local Slack that plays the other side; none sees another's."""

from __future__ import annotations

import asyncio
import json
import time
from dataclasses import replace

import aiohttp
import pytest
import sqlalchemy as sa

from bot.administrators import parse_administrators
from bot.config import ReplyIn, Secret
from bot.doctor.examination import examine
from bot.local import LocalSlack
from bot.local.oauth import ORGANISATION
from bot.sealing import make_key
from bot.state.alerts import Pace
from bot.state.channels import ChannelSettings
from bot.state.feedback import Verdict
from bot.state.state import State
from bot.state.tables import TABLES
from corpus.search import Searcher
from tests.bot.letting_in import QUESTION, Hall, ask, find_button, read_query, run_hall, sign


def dump(state: State) -> str:
    """Return all that the state holds."""
    with state.database.read() as connection:
        return "\n".join(str(row) for table in TABLES.sorted_tables for row in connection.execute(sa.select(table)))


async def test_two_workspaces_install_and_each_is_answered_with_its_own_token(
    hall: Hall, session: aiohttp.ClientSession
) -> None:
    for slack, name in ((hall.slack, "Lokaal"), (hall.other, "Elders")):
        status, page = await hall.install(session, slack)
        assert (status, f"Griffier staat nu in {name}." in page) == (200, True)
    for slack in (hall.slack, hall.other):
        assert "€ 3,4 miljoen" in str((await ask(slack))["text"])
        assert await slack.people.command(slack.person, slack.channel, "/vraag", "43") is None
        await slack.wait_for(lambda slack=slack: bool(slack.bot_messages(slack.channel)))  # type: ignore[misc]
    assert len(hall.slack.api.log.of("chat.postMessage")) == len(hall.other.api.log.of("chat.postMessage")) == 1


async def test_a_workspace_that_did_not_install_gets_no_answer_but_a_word(
    hall: Hall, session: aiohttp.ClientSession
) -> None:
    await hall.install(session, hall.slack)
    await hall.other.people.post(hall.other.person, hall.other.dm(hall.other.person), QUESTION)
    assert await hall.other.people.command(hall.other.person, hall.other.channel, "/vraag", "43") is None
    await hall.other.wait_for(lambda: bool(hall.other.bot_messages(hall.other.channel)))
    (word,) = hall.other.bot_messages(hall.other.channel)
    assert "niet meer toegevoegd aan deze workspace" in str(word["text"])
    assert hall.other.bot_messages(hall.other.dm(hall.other.person)) == []


async def test_tokens_lie_sealed_in_the_database(hall: Hall, session: aiohttp.ClientSession) -> None:
    await hall.install(session, hall.slack)
    (installation,) = hall.office.state.installations.list_all()
    token = hall.installing.workspaces.seal.open("T0LOKAAL", installation.token).reveal()
    assert token.startswith("xoxb-")
    assert token not in dump(hall.office.state)
    assert (installation.name, installation.person) == ("Lokaal", hall.slack.person)


async def test_a_state_counts_once_for_ten_minutes_in_the_browser_that_began(
    searcher: Searcher, session: aiohttp.ClientSession
) -> None:
    now = [time.time()]
    state = State.open_in_memory(clock=lambda: now[0])
    async with run_hall(searcher, state=state) as hall:

        async def begin() -> tuple[str, str]:
            async with session.get(f"{hall.root}/slack/install") as response:
                cookie = response.cookies["slack-app-oauth-state"].value
                url = find_button(await response.text())
            assert read_query(url)["state"] == cookie
            form = {"team": "T0LOKAAL", "answer": "allow"}
            async with session.post(url, data=form, allow_redirects=False) as response:
                return response.headers["Location"], cookie

        back, cookie = await begin()
        assert (await hall.come_back(session, back, "een-ander"))[0] == 400
        assert (await hall.come_back(session, back, cookie))[0] == 200
        status, page = await hall.come_back(session, back, cookie)
        assert (status, "verlopen of al gebruikt" in page) == (401, True)
        back, cookie = await begin()
        now[0] += 601
        assert (await hall.come_back(session, back, cookie))[0] == 401
        made_up = f"{hall.root}/slack/oauth_redirect?code=x&state=verzonnen"
        assert (await hall.come_back(session, made_up, "verzonnen"))[0] == 401
        assert len(state.installations.list_all()) == 1
    state.close()


async def test_who_stops_is_told_so_and_nothing_of_the_address_is_shown(
    hall: Hall, session: aiohttp.ClientSession
) -> None:
    status, page = await hall.install(session, hall.slack, answer="deny")
    assert (status, "Je hebt het toevoegen gestopt" in page) == (200, True)
    status, page = await hall.come_back(
        session, f"{hall.root}/slack/oauth_redirect?error=<script>alert(1)</script>", "x"
    )
    assert "script" not in page
    assert "Er ging iets mis" in page
    async with session.get(f"{hall.root}/slack/install?team=T1%26redirect_uri=https://evil.example") as response:
        assert "evil" not in await response.text()
        assert "default-src 'none'" in response.headers["Content-Security-Policy"]
    assert hall.office.state.installations.list_all() == ()


async def test_only_workspaces_that_are_named_may_install_and_others_tokens_are_given_back(
    searcher: Searcher, session: aiohttp.ClientSession
) -> None:
    async with run_hall(searcher, workspaces=("T0LOKAAL",)) as hall:
        status, page = await hall.install(session, hall.other)
        assert (status, "niet open voor deze workspace" in page) == (500, True)
        assert hall.other.api.log.of("auth.revoke")[0]["answer"]["revoked"]
        assert (await hall.install(session, hall.slack))[0] == 200
        assert [entry.team for entry in hall.office.state.installations.list_all()] == ["T0LOKAAL"]


async def test_a_whole_organisation_is_told_to_choose_a_workspace_and_its_token_is_given_back(
    hall: Hall, session: aiohttp.ClientSession, caplog: pytest.LogCaptureFixture
) -> None:
    status, page = await hall.install(session, hall.slack, team=ORGANISATION)
    assert (status, "Begin opnieuw en kies één workspace." in page) == (500, True)
    assert hall.slack.api.log.of("auth.revoke")[0]["answer"]["revoked"]
    assert hall.office.state.installations.list_all() == ()
    assert "a workspace was not let in: it is a whole organisation" in caplog.messages


async def fill(slack: LocalSlack, state: State) -> None:
    """Have a workspace keep something in every store."""
    team, person = slack.workspace.team["id"], slack.person
    name = slack.workspace.team["name"]
    await ask(slack)
    await state.run(state.alerts.add, team, query=f"alert {name}", target="C1", person=person, pace=Pace.DAILY)
    await state.run(state.questions.add, team, person, f"bewaard {name}")
    settings = ChannelSettings(reply_in=ReplyIn.CHANNEL)
    await state.run(state.channels.save, team, slack.channel, settings, by=person)
    await state.run(state.feedback.give, team, person, query=f"oordeel {name}", entry="e", verdict=Verdict.GOOD)


@pytest.mark.parametrize("told", ["uninstalled", "revoked"])
async def test_a_workspace_that_puts_the_bot_out_is_forgotten_whole_and_the_other_is_not(
    hall: Hall, session: aiohttp.ClientSession, told: str
) -> None:
    state = hall.office.state
    for slack in (hall.slack, hall.other):
        await hall.install(session, slack)
        await fill(slack, state)
    if told == "uninstalled":
        await hall.other.uninstall()
    else:
        revoked = {"type": "tokens_revoked", "tokens": {"bot": [hall.other.workspace.bot_user]}}
        hall.other.tokens.revoke_all()
        await hall.other.dispatcher.deliver_event(revoked)
    await hall.other.wait_for(lambda: not hall.other.dispatcher.pending)
    left = dump(state)
    assert "T0ELDERS" not in left
    assert "Elders" not in left
    assert all(f"{word} Lokaal" in left for word in ("alert", "bewaard", "oordeel"))
    assert "€ 3,4 miljoen" in str((await ask(hall.slack))["text"])


async def test_a_persons_token_that_is_withdrawn_changes_nothing(hall: Hall, session: aiohttp.ClientSession) -> None:
    await hall.install(session, hall.slack)
    await hall.slack.dispatcher.deliver_event({"type": "tokens_revoked", "tokens": {"oauth": ["U1"], "bot": []}})
    await hall.slack.wait_for(lambda: not hall.slack.dispatcher.pending)
    assert len(hall.office.state.installations.list_all()) == 1


async def test_a_departure_that_is_told_late_does_not_remove_who_came_back(
    hall: Hall, session: aiohttp.ClientSession
) -> None:
    await hall.install(session, hall.slack)
    await fill(hall.slack, hall.office.state)
    before = dump(hall.office.state)
    clock = hall.slack.workspace.options.clock
    hall.slack.workspace.options = replace(hall.slack.workspace.options, clock=lambda: clock() - 120)
    await hall.slack.dispatcher.deliver_event({"type": "app_uninstalled"})
    await hall.slack.wait_for(lambda: not hall.slack.dispatcher.pending)
    assert dump(hall.office.state) == before
    # Where Slack no longer takes the token, it was no repetition.
    hall.slack.tokens.revoke_all()
    await hall.slack.dispatcher.deliver_event({"type": "app_uninstalled"})
    await hall.slack.wait_for(lambda: not hall.slack.dispatcher.pending)
    assert hall.office.state.installations.list_all() == ()


async def test_a_removal_that_could_not_be_carried_out_is_carried_out_when_it_comes_again(
    hall: Hall, session: aiohttp.ClientSession
) -> None:
    await hall.install(session, hall.slack)
    event = {"type": "event_callback", "team_id": "T0LOKAAL", "event": {"type": "app_uninstalled"}, "event_id": "Ev1"}
    body = json.dumps({**event, "event_time": int(time.time()) + 1}).encode()
    headers = {"Content-Type": "application/json", **sign(hall.slack.signing_secret, body)}

    async def post() -> int:
        async with session.post(hall.address, data=body, headers=headers) as response:
            return response.status

    async def change(statement: str) -> None:
        with hall.office.state.database.write() as connection:
            connection.exec_driver_sql(statement)

    await change("ALTER TABLE alerts RENAME TO elsewhere")
    # Of several that come at once the first is carried out, and where that fails the next.
    assert set(await asyncio.gather(post(), post(), post())) == {503}
    assert len(hall.office.state.installations.list_all()) == 1
    await change("ALTER TABLE elsewhere RENAME TO alerts")
    assert set(await asyncio.gather(post(), post(), post())) == {200}
    assert hall.office.state.installations.list_all() == ()


async def test_what_one_workspace_keeps_another_does_not_get(hall: Hall, session: aiohttp.ClientSession) -> None:
    state = hall.office.state
    for slack in (hall.slack, hall.other):
        await hall.install(session, slack)
        # Both have people and channels of the same ids: only the workspace tells them apart.
        await fill(slack, state)
    for slack, others in ((hall.slack, "Elders"), (hall.other, "Lokaal")):
        team, person = slack.workspace.team["id"], slack.person
        seen = (
            state.alerts.list_of(team, "C1"), state.alerts.list_all(team), state.questions.list_of(team, person),
            state.feedback.list_of(team), state.audit.list_of(team),
        )  # fmt: skip
        assert all(seen)
        assert others not in str(seen)
        (alert,) = state.alerts.list_all(team)
        elsewhere = "T0ELDERS" if team == "T0LOKAAL" else "T0LOKAAL"
        assert not state.alerts.remove(elsewhere, "C1", alert.id)
    state.channels.remove("T0ELDERS", hall.other.channel, by="U1")
    assert state.channels.find("T0LOKAAL", hall.slack.channel) is not None


async def test_nobody_is_shown_who_administers_in_another_workspace(
    searcher: Searcher, session: aiohttp.ClientSession
) -> None:
    async with run_hall(searcher, administrators=parse_administrators("T0LOKAAL/U0BAAS, T0LOKAAL/U0JIJ")) as hall:
        slack = hall.other
        await hall.install(session, slack)
        room = slack.dm(slack.colleague)
        await slack.people.upload(slack.colleague, room, "a.txt", b"Vraag 1")
        await slack.wait_for(lambda: bool(slack.bot_messages(room)), 30)
        (said,) = slack.bot_messages(room)
        assert said["text"] == "Een stuk toevoegen kan alleen een beheerder, en die is nog niet ingesteld."


async def test_an_administrator_of_one_workspace_is_none_in_another_where_somebody_has_the_same_id(
    searcher: Searcher,
    session: aiohttp.ClientSession,
) -> None:
    async with run_hall(searcher, administrators=parse_administrators("T0ELDERS/U0JIJ, T0LOKAAL/U0BAAS")) as hall:
        said = {}
        for slack in (hall.slack, hall.other):
            await hall.install(session, slack)
            room = slack.dm(slack.person)
            await slack.people.upload(slack.person, room, "a.txt", b"Vraag 1")
            await slack.wait_for(lambda slack=slack, room=room: bool(slack.bot_messages(room)), 30)  # type: ignore[misc]
            said[slack.workspace.team["id"]] = slack.bot_messages(room)[0]["text"]
        assert said["T0LOKAAL"] == "Een stuk toevoegen kan alleen een beheerder. Vraag het aan <@U0BAAS>."
        assert "beheerder" not in said["T0ELDERS"]


async def test_who_installs_is_told_where_slack_hangs_up(hall: Hall, session: aiohttp.ClientSession) -> None:
    async with await asyncio.start_server(lambda _, writer: writer.close(), "127.0.0.1", 0) as hang_up:
        client = hall.installing.flow.client
        client.base_url = f"http://127.0.0.1:{hang_up.sockets[0].getsockname()[1]}/api/"
        client.retry_handlers.clear()
        status, page = await hall.install(session, hall.slack)
    assert status == 503
    assert "Er ging iets mis" in page


async def test_a_database_that_fails_stops_nobody_who_was_known(hall: Hall, session: aiohttp.ClientSession) -> None:
    await hall.install(session, hall.slack)
    await ask(hall.slack)
    with hall.office.state.database.write() as connection:
        connection.exec_driver_sql("ALTER TABLE installations RENAME TO elsewhere")
    assert "€ 3,4 miljoen" in str((await ask(hall.slack))["text"])
    async with session.get(f"{hall.root}/slack/install") as response:
        assert response.status == 200
    with hall.office.state.database.write() as connection:
        connection.exec_driver_sql("DROP TABLE oauth_states")
    async with session.get(f"{hall.root}/slack/install") as response:
        assert response.status == 503
        assert "Er ging iets mis" in await response.text()


async def test_the_doctor_asks_of_each_workspace(searcher: Searcher, session: aiohttp.ClientSession, url: str) -> None:
    key, state = make_key(), State.open(url)
    async with run_hall(searcher, state=state, keys=(Secret(key),)) as hall:
        slack = hall.slack
        environment = {
            "DATABASE_URL": url, "SLACK_API_URL": slack.api_url, "SLACK_SIGNING_SECRET": slack.signing_secret,
            "SLACK_CLIENT_ID": slack.oauth.client_id, "SLACK_CLIENT_SECRET": slack.oauth.client_secret,
            "GRIFFIER_KEYS": key,
        }  # fmt: skip

        async def examine_tokens(**changed: str) -> list[str]:
            found = await examine({**environment, **changed}, time.time)
            return [each.seen for each in found if each.subject in ("workspaces", "bot token")][-2:]

        assert await examine_tokens() == ["none has installed the bot yet"]
        for each in (slack, hall.other):
            await hall.install(session, each)
        accepted = ["accepted, in the workspace Elders", "accepted, in the workspace Lokaal"]
        assert await examine_tokens() == accepted
        slack.tokens.revoke_all()
        assert await examine_tokens() == [accepted[0], "Slack refuses that of a workspace (invalid_auth)"]
        sealed = await examine_tokens(GRIFFIER_KEYS=make_key())
        assert sealed == [f"the token of workspace {team} can't be opened" for team in ("T0ELDERS", "T0LOKAAL")]
    state.close()
