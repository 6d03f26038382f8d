"""Socket Mode: lines that go deaf, are cut or are about to be closed lose nothing."""

from __future__ import annotations

import asyncio
import json
import os
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest
from slack_bolt.async_app import AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from bot.config import Secret, Settings
from bot.errors import StartError
from bot.figures import Figures
from bot.local import LocalOptions, LocalSlack, serve
from bot.operating_cli import leave_proxy
from bot.running import run
from bot.transports.line import Line, Pulse
from bot.transports.socket_mode import Lines
from corpus.database import MEMORY
from corpus.search import Searcher
from tests.bot.proxy import Proxy, run_proxy
from tests.conftest import SEEDS, run_bot, run_office

QUICK = Pulse(greeting=0.5, ping=0.3)


@asynccontextmanager
async def run_behind_proxy(searcher: Searcher, connections: int = 2) -> AsyncIterator[tuple[LocalSlack, Proxy]]:
    options = LocalOptions(ack_timeout=0.3, retry_delays=(0.1,) * 100)
    async with serve(options=options) as slack, run_proxy(slack.url) as (proxy, address):
        slack.api.base = address
        async with run_office(slack, searcher, pulse=QUICK, connections=connections):
            await slack.wait_for_connections(connections)
            yield slack, proxy


async def ask(slack: LocalSlack, count: int = 1) -> None:
    for _ in range(count):
        await slack.people.post(slack.person, slack.dm(slack.person), "vraag 43")


async def wait_for_answers(slack: LocalSlack, count: int) -> None:
    await slack.wait_for(lambda: len(slack.bot_messages(slack.dm(slack.person))) >= count, 25)
    assert len(slack.bot_messages(slack.dm(slack.person))) == count


async def test_there_are_as_many_lines_as_are_set(searcher: Searcher) -> None:
    async with run_bot(searcher, connections=3) as slack:
        await slack.wait_for_connections(3)


def make_app() -> AsyncApp:
    return AsyncApp(name="griffier", client=AsyncWebClient(token="xoxb-1"), signing_secret="")


def make_line() -> Line:
    return Line(make_app(), "xapp-1", Pulse(), lambda _: None, Figures())


async def test_a_line_that_hears_nothing_while_another_hears_much_is_given_up() -> None:
    lines = Lines(make_app(), Secret("xapp-1"), 2, Pulse(), Figures())
    other, deaf = make_line(), make_line()
    lines._lines |= {other, deaf}
    for heard in (*[other] * 59, deaf, *[other] * 59):
        lines._notice(heard)
    assert deaf.is_open
    lines._notice(other)
    assert not deaf.is_open
    assert other.is_open


@pytest.mark.parametrize(("reason", "may_overlap"), [("warning", True), ("too_many_websockets", False)])
async def test_a_line_of_which_slack_has_too_many_closes_before_the_next_opens(reason: str, may_overlap: bool) -> None:
    line = make_line()
    line._take(json.dumps({"type": "disconnect", "reason": reason}))
    assert (line.is_open, line.may_overlap) == (False, may_overlap)


@pytest.mark.parametrize("text", ["[]", "1", "null", "{", "[" * 100_000])
async def test_what_is_no_envelope_ends_no_line(text: str) -> None:
    line = make_line()
    line._take(text)
    assert line.is_open


@pytest.mark.parametrize("connections", [1, 2])
async def test_a_line_that_freezes_is_replaced(searcher: Searcher, connections: int) -> None:
    async with run_behind_proxy(searcher, connections) as (slack, proxy):
        before = proxy.accepted
        proxy.freeze()
        await ask(slack, 5)
        began = time.monotonic()
        await wait_for_answers(slack, 5)
        await asyncio.wait_for(_reach(proxy, before + connections), 20)
        # The pulse here is 27 times that of the bot, which leaves a deaf line within 12 s.
        assert (time.monotonic() - began) * Pulse().ping / QUICK.ping < 30 * 10


async def test_a_line_that_is_never_greeted_is_given_up(searcher: Searcher) -> None:
    async with run_behind_proxy(searcher) as (slack, proxy):
        proxy.are_new_frozen = True
        before = proxy.accepted
        proxy.freeze()
        await asyncio.wait_for(_reach(proxy, before + 3), 20)
        proxy.are_new_frozen = False
        await ask(slack)
        await wait_for_answers(slack, 1)


async def _reach(proxy: Proxy, count: int) -> None:
    while proxy.accepted < count:  # noqa: ASYNC110 - the proxy is the test's own
        await asyncio.sleep(0.01)


async def test_a_warning_loses_no_envelope(searcher: Searcher) -> None:
    # Without repetition by Slack what is lost stays lost.
    async with run_bot(searcher, options=LocalOptions(retry_delays=())) as slack:
        await slack.wait_for_connections(2)
        for _ in range(5):
            await ask(slack, 6)
            await slack.dispatcher.warn()
            await ask(slack, 6)
        await wait_for_answers(slack, 60)


async def test_lines_that_are_closed_or_cut_all_the_time_answer_each_question_once(searcher: Searcher) -> None:
    async with run_bot(searcher, options=LocalOptions(ack_timeout=0.3, retry_delays=(0.1,) * 100)) as slack:
        for number in range(6):
            await ask(slack, 6)
            await (slack.dispatcher.disconnect() if number % 2 else slack.dispatcher.cut())
        await wait_for_answers(slack, 36)


@pytest.mark.parametrize("status", [200, 503])
async def test_a_line_comes_back_after_something_on_the_way_answered_for_slack(searcher: Searcher, status: int) -> None:
    async with run_bot(searcher, connections=1) as slack:
        slack.faults.pages["apps.connections.open"] = [(status, "text/plain", "upstream connect error")] * 2
        await slack.dispatcher.cut()
        await ask(slack)
        await wait_for_answers(slack, 1)


async def test_a_refused_app_token_is_said_at_the_start(searcher: Searcher) -> None:
    async with serve() as slack:
        slack.app_token = "xapp-anders"
        with pytest.raises(StartError, match=r"SLACK_APP_TOKEN \(invalid_auth\)"):
            async with run_office(slack, searcher):
                pass
    assert "xapp" not in repr(Secret("xapp-anders"))


@pytest.mark.parametrize("method", ["auth.test", "apps.connections.open"])
@pytest.mark.parametrize("page", [(403, "text/html", "<html>Proxy</html>"), (200, "application/json", "<")])
async def test_what_something_on_the_way_answers_at_the_start_is_no_refused_token(
    method: str, page: tuple[int, str, str]
) -> None:
    async with serve() as slack:
        slack.faults.pages[method] = [page]
        settings = Settings(
            database=Secret(MEMORY),
            seeds=SEEDS,
            api_url=slack.api_url,
            bot_token=Secret(slack.bot_token),
            app_token=Secret(slack.app_token),
        )
        with pytest.raises(StartError, match="Slack can't be reached"):
            await run(settings, lambda _: None)


async def test_a_line_goes_through_the_proxy_that_the_environment_names(
    searcher: Searcher, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with serve() as slack, run_proxy(slack.url) as (_, address):
        monkeypatch.setenv("HTTP_PROXY", address)
        # A name that the proxy alone knows.
        slack.api.base = "http://wss.slack.invalid"
        async with run_office(slack, searcher, connections=1):
            await ask(slack)
            await wait_for_answers(slack, 1)


@pytest.mark.parametrize(("excepted", "is_left"), [("", False), ("example.org,slack.com", True)])
def test_a_slack_that_is_excepted_from_the_proxy_is_asked_without_it(
    monkeypatch: pytest.MonkeyPatch, excepted: str, is_left: bool
) -> None:
    monkeypatch.setenv("HTTPS_PROXY", "http://proxy.invalid:3128")
    monkeypatch.setenv("NO_PROXY", excepted)
    settings = Settings(database=Secret(MEMORY), seeds=SEEDS, bot_token=Secret("xoxb"), app_token=Secret("xapp"))
    leave_proxy(settings)
    assert ("HTTPS_PROXY" not in os.environ) == is_left
