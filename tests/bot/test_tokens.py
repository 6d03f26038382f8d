"""The tokens of workspaces: sealed, exchanged in time and once, and waited for where they have ended."""

from __future__ import annotations

import asyncio
import json
import time
from dataclasses import asdict, replace

import aiohttp
import pytest
import sqlalchemy as sa

from bot.cli import run_command
from bot.config import Secret
from bot.listeners.incoming import Typed
from bot.local import LocalSlack
from bot.sealing import Seal, make_key
from bot.state.alerts import Pace
from bot.state.inbox import Delivery
from bot.state.state import State
from bot.state.tables import INBOX, TABLES
from corpus.database import Database
from corpus.search import Searcher
from tests.bot.letting_in import Hall, ask, run_hall, run_share
from tests.conftest import OPTIONS


async def test_questions_left_by_a_process_are_answered_with_the_token_of_their_workspace(
    searcher: Searcher, session: aiohttp.ClientSession, url: str
) -> None:
    state = State.open(url)
    async with run_hall(searcher, state=state, lease=1.0) as hall:
        for slack in (hall.slack, hall.other):
            await hall.install(session, slack)
        for team in ("T0LOKAAL", "T0ELDERS", "T0NIEMAND"):
            await state.run(state.inbox.admit, leave_question(team, hall.slack), owner=None, lease=1.0)
        for slack in (hall.slack, hall.other):
            await slack.wait_for(lambda slack=slack: bool(slack.bot_messages(slack.dm(slack.person))), 10)  # type: ignore[misc]
            (key,) = (message["metadata"]["event_payload"]["key"] for message in slack.bot_messages("D0JIJ"))
            assert key.startswith(slack.workspace.team["id"])
        # Nobody is left to answer in a workspace that is not there.
        async with asyncio.timeout(10):
            while await state.run(state.inbox.count_open):
                pass
    state.close()


def leave_question(team: str, slack: LocalSlack) -> Delivery:
    """Return a question that another process wrote down and did not answer."""
    channel, ts = slack.dm(slack.person), slack.workspace.make_ts()
    typed = Typed(
        event_id="", team=team, channel=channel, ts=ts, thread_ts=None, person=slack.person, is_direct=True,
        text="vraag 43",
    )  # fmt: skip
    return Delivery(
        team=team, channel=channel, ts=ts, event_id="", person=slack.person, payload=json.dumps(asdict(typed))
    )


async def test_a_token_that_ends_is_exchanged_once_however_many_ask(
    searcher: Searcher, session: aiohttp.ClientSession
) -> None:
    now = [time.time()]
    options = replace(OPTIONS, token_life=43_200.0, clock=lambda: now[0])
    state = State.open_in_memory()
    async with run_hall(searcher, state=state, options=options) as hall:
        hall.installing.workspaces.clock = lambda: now[0]
        await hall.install(session, hall.slack)
        (first,) = state.installations.list_all()
        assert "€ 3,4 miljoen" in str((await ask(hall.slack))["text"])
        now[0] += 43_200 - 600
        found = await asyncio.gather(*(hall.installing.workspaces.find("T0LOKAAL") for _ in range(20)))
        exchanges = [call for call in hall.slack.api.log.of("oauth.v2.access") if "grant_type" in call["body"]]
        assert [call["answer"]["ok"] for call in exchanges] == [True]
        assert {entry.expires_at for entry in found if entry} <= {first.expires_at, now[0] + 43_200}
        now[0] += 700
        assert "€ 3,4 miljoen" in str((await ask(hall.slack))["text"])
        # Slack gives no new one: what has ended is not tried.
        hall.slack.tokens.revoke_all()
        now[0] += 50_000
        assert await hall.installing.workspaces.find("T0LOKAAL") is None
    state.close()


async def test_two_processes_exchange_a_token_once_between_them(
    searcher: Searcher, session: aiohttp.ClientSession, url: str
) -> None:
    now = [time.time()]
    options = replace(OPTIONS, token_life=43_200.0, clock=lambda: now[0])
    one, two, key = State.open(url), State.open(url), Secret(make_key())
    async with (
        run_hall(searcher, state=one, options=options, keys=(key,)) as hall,
        run_share(hall.slack, searcher, two, hall.other, keys=(key,)) as second,
    ):
        await second.install(session, hall.slack)
        for share in (hall, second):
            share.installing.workspaces.clock = lambda: now[0]
        now[0] += 43_200 - 10
        shares = (hall.installing.workspaces, second.installing.workspaces) * 10
        await asyncio.gather(*(share.find("T0LOKAAL") for share in shares))
        exchanges = [call for call in hall.slack.api.log.of("oauth.v2.access") if "grant_type" in call["body"]]
        assert [call["answer"]["ok"] for call in exchanges] == [True]
        clients = [await share.find_client("T0LOKAAL") for share in shares[:2]]
        assert clients[0] is not None
        assert clients[1] is not None
        assert clients[0].token == clients[1].token == exchanges[0]["answer"]["access_token"]
    one.close()
    two.close()


async def test_a_new_token_that_the_database_refuses_is_used_and_written_later(
    searcher: Searcher, session: aiohttp.ClientSession
) -> None:
    now = [time.time()]
    options = replace(OPTIONS, token_life=43_200.0, clock=lambda: now[0])
    state = State.open_in_memory()
    async with run_hall(searcher, state=state, options=options) as hall:
        workspaces = hall.installing.workspaces
        workspaces.clock = lambda: now[0]
        await hall.install(session, hall.slack)
        (first,) = state.installations.list_all()
        with state.database.write() as connection:
            connection.exec_driver_sql(
                "CREATE TRIGGER refuse BEFORE UPDATE ON installations BEGIN SELECT RAISE(FAIL, 'no room'); END"
            )
        now[0] += 43_200 - 10
        found = await asyncio.gather(*(workspaces.find("T0LOKAAL") for _ in range(20)))
        exchanges = [call for call in hall.slack.api.log.of("oauth.v2.access") if "grant_type" in call["body"]]
        assert [call["answer"]["ok"] for call in exchanges] == [True]
        assert state.installations.list_all() == (first,)
        assert found[0] is not None
        assert found[0].expires_at == now[0] + 43_200
        now[0] += 20
        assert "€ 3,4 miljoen" in str((await ask(hall.slack))["text"])
        with state.database.write() as connection:
            connection.exec_driver_sql("DROP TRIGGER refuse")
        assert "€ 3,4 miljoen" in str((await ask(hall.slack))["text"])
        assert state.installations.list_all() == (found[0],)
        # Once it is written, what another process exchanged since, or a new installation, counts.
        for changed in ({"expires_at": now[0] + 90_000}, {"installed_at": now[0], "expires_at": now[0] + 10_000}):
            newer = replace(found[0], **changed)
            state.installations.save(newer)
            assert await workspaces.find("T0LOKAAL") == newer
            state.installations.refresh(found[0])
            assert state.installations.list_all() == (newer,)
    state.close()


async def test_a_slack_that_can_not_be_asked_leaves_the_token_as_it_is(
    searcher: Searcher, session: aiohttp.ClientSession, caplog: pytest.LogCaptureFixture
) -> None:
    now = [time.time()]
    options = replace(OPTIONS, token_life=43_200.0, clock=lambda: now[0])
    hang_up = await asyncio.start_server(lambda _, writer: writer.close(), "127.0.0.1", 0)
    port = hang_up.sockets[0].getsockname()[1]
    async with run_hall(searcher, options=options) as hall:
        workspaces = hall.installing.workspaces
        workspaces.clock = lambda: now[0]
        await hall.install(session, hall.slack)
        before = await workspaces.find("T0LOKAAL")
        now[0] += 43_200 - 600
        workspaces.api_url = f"http://127.0.0.1:{port}/api/"
        assert await workspaces.find("T0LOKAAL") == before
        hang_up.close()
        await hang_up.wait_closed()
        assert await workspaces.find("T0LOKAAL") == before
        said = [record.message for record in caplog.records if "can't be asked" in record.message]
        assert said == [
            f"Slack can't be asked for a new token of workspace T0LOKAAL ({name})"
            for name in ("ServerDisconnectedError", "ClientConnectorError")
        ]


def count_attempts(state: State) -> int:
    """Return how often somebody set out to answer the only question that there is."""
    with state.database.read() as connection:
        attempts: int = connection.execute(sa.select(INBOX.c.attempts)).scalar_one()
    return attempts


class Broken(Seal):
    """Fails as nobody foresaw."""

    def open(self, team: str, sealed: str) -> Secret:
        raise RuntimeError(team)


@pytest.mark.parametrize("kind", [Seal, Broken])
async def test_a_question_whose_token_can_not_be_had_now_is_kept_until_it_can(
    searcher: Searcher, session: aiohttp.ClientSession, kind: type[Seal], caplog: pytest.LogCaptureFixture
) -> None:
    state = State.open_in_memory()
    async with run_hall(searcher, state=state, lease=0.5) as hall:
        await hall.install(session, hall.slack)
        workspaces = hall.installing.workspaces
        right = workspaces.seal
        workspaces.seal = kind((Secret(make_key()),))
        await state.run(state.inbox.admit, leave_question("T0LOKAAL", hall.slack), owner=None, lease=0.5)

        # Twice: it is taken up again.
        async with asyncio.timeout(10):
            while sum("a question waits" in record.message for record in caplog.records) < 2:
                await state.run(state.inbox.count_open)
        assert await state.run(state.inbox.count_open) == 1
        assert count_attempts(state) <= 1
        assert hall.slack.bot_messages("D0JIJ") == []
        workspaces.seal = right
        await hall.slack.wait_for(lambda: bool(hall.slack.bot_messages("D0JIJ")), 10)
    state.close()


def end_token(hall: Hall) -> None:
    """Have the token of the first workspace end, and Slack give no new one."""
    hall.installing.workspaces.clock = lambda: time.time() + 50_000
    hall.slack.tokens.revoke_all()


async def install_anew(hall: Hall, session: aiohttp.ClientSession) -> None:
    await hall.install(session, hall.slack)
    hall.installing.workspaces.clock = time.time


async def wait_for_log(caplog: pytest.LogCaptureFixture, text: str, count: int = 1) -> None:
    async with asyncio.timeout(10):
        while sum(text in record.message for record in caplog.records) < count:
            await asyncio.to_thread(lambda: None)


async def test_a_question_waits_while_the_token_of_its_workspace_has_ended(
    searcher: Searcher, session: aiohttp.ClientSession, caplog: pytest.LogCaptureFixture
) -> None:
    state = State.open_in_memory()
    async with run_hall(searcher, state=state, options=replace(OPTIONS, token_life=43_200.0), lease=0.5) as hall:
        await hall.install(session, hall.slack)
        end_token(hall)
        await state.run(state.inbox.admit, leave_question("T0LOKAAL", hall.slack), owner=None, lease=0.5)
        # Twice: it is taken up again.
        await wait_for_log(caplog, "has ended: have it install the bot again; a question waits", 2)
        assert await state.run(state.inbox.count_open) == 1
        # What could not be tried does not count: however long it takes, it is not taken for what stops the bot.
        await wait_for_log(caplog, "; a question waits", 4)
        assert count_attempts(state) <= 1
        await install_anew(hall, session)
        await hall.slack.wait_for(lambda: bool(hall.slack.bot_messages("D0JIJ")), 10)
        assert str(hall.slack.bot_messages("D0JIJ")[0]["text"]).startswith("Vraag 43")
    state.close()


async def test_a_question_that_would_be_answered_too_late_does_not_wait_for_a_token_that_has_ended(
    searcher: Searcher,
    session: aiohttp.ClientSession,
) -> None:
    state = State.open_in_memory(lambda: time.time() - 1_000)
    async with run_hall(searcher, state=state, options=replace(OPTIONS, token_life=43_200.0), lease=0.5) as hall:
        await hall.install(session, hall.slack)
        end_token(hall)
        await state.run(state.inbox.admit, leave_question("T0LOKAAL", hall.slack), owner=None, lease=0.5)
        async with asyncio.timeout(10):
            while await state.run(state.inbox.count_open):
                pass
        assert hall.slack.bot_messages("D0JIJ") == []
    state.close()


async def test_a_question_is_not_dropped_where_the_database_does_not_say_whether_its_workspace_is_there(
    searcher: Searcher, session: aiohttp.ClientSession, caplog: pytest.LogCaptureFixture
) -> None:
    state = State.open_in_memory()
    async with run_hall(searcher, state=state, lease=0.5) as hall:
        await hall.install(session, hall.slack)
        with state.database.write() as connection:
            connection.exec_driver_sql("ALTER TABLE installations RENAME TO elsewhere")
        await state.run(state.inbox.admit, leave_question("T0LOKAAL", hall.slack), owner=None, lease=0.5)
        await wait_for_log(caplog, "; a question waits")
        with state.database.write() as connection:
            connection.exec_driver_sql("ALTER TABLE elsewhere RENAME TO installations")
        await hall.slack.wait_for(lambda: bool(hall.slack.bot_messages("D0JIJ")), 10)
    state.close()


async def test_news_waits_while_the_token_of_its_workspace_has_ended_and_goes_with_one_that_left(
    searcher: Searcher, session: aiohttp.ClientSession, caplog: pytest.LogCaptureFixture
) -> None:
    state = State.open_in_memory()
    (hit, *_) = searcher.search("vraag 43 uit 36360-VI").hits
    async with run_hall(searcher, state=state, options=replace(OPTIONS, token_life=43_200.0), lease=0.5) as hall:
        await hall.install(session, hall.slack)
        end_token(hall)
        channel, revision = hall.slack.channel, hall.office.holdings.revision
        for team in ("T0LOKAAL", "T0NIEMAND"):
            alert = state.alerts.add(team, query="IND", target=channel, person="U0JIJ", pace=Pace.AT_ONCE)
            assert state.alerts.plan(alert, revision, [hit.entry.id])
        # Twice: it is tried again.
        await wait_for_log(caplog, "has ended: have it install the bot again; news is told later", 2)
        (waiting,) = state.alerts.list_all("T0LOKAAL")
        (gone,) = state.alerts.list_all("T0NIEMAND")
        assert (waiting.pending, gone.pending) == (revision, None)
        await install_anew(hall, session)
        await hall.slack.wait_for(lambda: bool(hall.slack.bot_messages(channel)), 10)
        (news,) = hall.slack.bot_messages(channel)
        assert str(news["text"]).startswith("1 nieuwe vraag over “IND”")
    state.close()


def test_a_token_is_sealed_for_its_workspace_and_keys_can_be_replaced() -> None:
    old, new = Secret(make_key()), Secret(make_key())
    sealed = Seal((old,)).close("T1", Secret("xoxb-geheim"))
    assert "geheim" not in sealed
    assert Seal((new, old)).open("T1", sealed).reveal() == "xoxb-geheim"
    with pytest.raises(Exception, match="sealed for another") as caught:
        Seal((old,)).open("T2", sealed)
    assert "geheim" not in str(caught.value)
    with pytest.raises(Exception, match="add the key that it was sealed with to GRIFFIER_KEYS"):
        Seal((new,)).open("T1", sealed)
    with pytest.raises(Exception, match="can't be opened"):
        Seal((old,)).open("T1", sealed[:-4] + "AAAA")


async def test_the_command_line_makes_a_key_and_seals_all_tokens_with_it(
    searcher: Searcher, session: aiohttp.ClientSession, url: str, capsys: pytest.CaptureFixture[str]
) -> None:
    def call(*arguments: str, **environment: str) -> tuple[int, str, str]:
        code = run_command(list(arguments), {"DATABASE_URL": url, **environment})
        shown = capsys.readouterr()
        return code, shown.out, shown.err

    old, new = make_key(), call("new-key")[1].strip()
    state = State.open(url)
    async with run_hall(searcher, state=state, keys=(Secret(old),)) as hall:
        await hall.install(session, hall.slack)
    state.close()
    code, out, err = call("rotate-keys", GRIFFIER_KEYS=f"{new},{old}")
    assert (code, out[:8]) == (0, "1 tokens"), err
    database = Database.open(url)
    with database.read() as connection:
        sealed = connection.execute(sa.select(TABLES.tables["installations"].c.token)).scalar_one()
    database.close()
    assert Seal((Secret(new),)).open("T0LOKAAL", sealed).reveal().startswith("xoxb-")
    assert "T0LOKAAL  U0JIJ  workspace.installed  T0LOKAAL" in call("audit")[1]
    listed = call("audit", "--json", "--team", "T0LOKAAL")[1]
    assert [json.loads(line)["action"] for line in listed.splitlines()] == ["workspace.installed"]
    assert call("audit", "--team", "T0ELDERS")[:2] == (0, "")
    code, _, err = call("rotate-keys", GRIFFIER_KEYS=make_key())
    assert (code, "add the key" in err) == (2, True)
    assert call("rotate-keys")[0] == 2
