"""The local Slack answers the real slack_sdk as Slack does, errors and limits included."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Any

import aiohttp
import pytest
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.local import LocalOptions, LocalSlack, serve
from corpus.search import Searcher
from tests.conftest import COMMANDS, run_bot


@pytest.fixture
async def bare() -> AsyncIterator[LocalSlack]:
    async with serve() as running:
        yield running


def build_client(slack: LocalSlack, token: str | None = None) -> AsyncWebClient:
    return AsyncWebClient(token=token or slack.bot_token, base_url=slack.api_url)


def build_section(text: str = "x", **more: Any) -> dict[str, Any]:
    return {"type": "section", "text": {"type": "mrkdwn", "text": text}, **more}


MODAL = {"type": "modal", "title": {"type": "plain_text", "text": "T"}, "blocks": [build_section()]}


@pytest.mark.parametrize(
    ("method", "body", "error"),
    [
        ("chat.postMessage", {"channel": "C0NIETS", "text": "x"}, "channel_not_found"),
        ("chat.postMessage", {"channel": "C0ALGEMEEN", "text": "x"}, "not_in_channel"),
        ("chat.postMessage", {"channel": "C0KAMERSTUKKEN"}, "no_text"),
        ("chat.postMessage", {"channel": "C0KAMERSTUKKEN", "text": "x" * 40_001}, "msg_too_long"),
        ("chat.update", {"channel": "C0KAMERSTUKKEN", "ts": "1.1", "text": "x"}, "message_not_found"),
        ("chat.getPermalink", {"channel": "C0KAMERSTUKKEN", "message_ts": "1.1"}, "message_not_found"),
        ("conversations.replies", {"channel": "C0KAMERSTUKKEN", "ts": "1.1"}, "thread_not_found"),
        ("users.info", {"user": "U0NIEMAND"}, "user_not_found"),
        ("views.open", {"trigger_id": "niets", "view": MODAL}, "invalid_trigger_id"),
        ("views.update", {"view_id": "V0", "view": MODAL}, "not_found"),
        ("dit.bestaat.niet", {}, "unknown_method"),
    ],
)
async def test_a_wrong_call_gets_slacks_own_error(
    bare: LocalSlack, method: str, body: dict[str, Any], error: str
) -> None:
    with pytest.raises(SlackApiError) as caught:
        await build_client(bare).api_call(method, json=body)
    assert caught.value.response["error"] == error


@pytest.mark.parametrize(
    "blocks",
    [
        [build_section()] * 51, [build_section("x" * 3_001)], [build_section("")], [{"type": "zomaar"}],
        [build_section(block_id="a"), build_section(block_id="a")], [build_section(block_id="a" * 256)],
        [{"type": "header", "text": {"type": "plain_text", "text": "x" * 151}}],
        [{"type": "markdown", "text": "x" * 12_001}],
        [{"type": "context", "elements": [{"type": "mrkdwn", "text": "x"}] * 11}],
        [{"type": "actions", "elements": []}],
        [build_section(accessory={"type": "button", "text": {"type": "plain_text", "text": "x" * 76}})],
    ],
)  # fmt: skip
async def test_blocks_past_slacks_limits_are_refused(bare: LocalSlack, blocks: list[dict[str, Any]]) -> None:
    with pytest.raises(SlackApiError) as caught:
        await build_client(bare).chat_postMessage(channel=bare.channel, text="x", blocks=blocks)
    assert caught.value.response["error"] == "invalid_blocks"
    assert "json-pointer" in str(caught.value.response["response_metadata"])


async def test_a_wrong_token_is_refused(bare: LocalSlack) -> None:
    with pytest.raises(SlackApiError) as caught:
        await build_client(bare, "xoxb-anders").auth_test()
    assert caught.value.response["error"] == "invalid_auth"


async def test_429_says_how_long_to_wait(bare: LocalSlack) -> None:
    bare.faults.rate_limited["auth.test"] = 1
    with pytest.raises(SlackApiError) as caught:
        await build_client(bare).auth_test()
    assert caught.value.response.status_code == 429
    assert caught.value.response.headers["Retry-After"] == "1"


async def test_a_trigger_is_used_once_and_within_three_seconds() -> None:
    now = [1_000.0]
    async with serve(options=LocalOptions(clock=lambda: now[0])) as slack:
        client = build_client(slack)
        trigger = slack.open_views.make_trigger(slack.person)
        assert (await client.views_open(trigger_id=trigger, view=MODAL))["view"]["id"]
        with pytest.raises(SlackApiError, match="exchanged_trigger_id"):
            await client.views_open(trigger_id=trigger, view=MODAL)
        late = slack.open_views.make_trigger(slack.person)
        now[0] += 3.1
        with pytest.raises(SlackApiError, match="expired_trigger_id"):
            await client.views_open(trigger_id=late, view=MODAL)


async def test_a_response_url_works_five_times_in_half_an_hour() -> None:
    now = [1_000.0]
    async with serve(options=LocalOptions(clock=lambda: now[0])) as slack, aiohttp.ClientSession() as session:

        async def post(url: str) -> int:
            async with session.post(url, json={"text": "x"}) as response:
                return response.status

        url = slack.responses.make_url(slack.person, slack.channel)
        assert [await post(url) for _ in range(6)] == [200] * 5 + [404]
        assert len(slack.bot_messages(slack.channel)) == 5
        other = slack.responses.make_url(slack.person, slack.channel)
        now[0] += 1_801
        assert await post(other) == 404


async def test_no_other_web_page_can_drive_it(bare: LocalSlack) -> None:
    async with aiohttp.ClientSession() as session:
        body = {"user": bare.person, "channel": bare.channel, "text": "x"}
        url = f"{bare.url}/page/api/post"
        async with session.post(url, json=body, headers={"Origin": "https://evil.example"}) as response:
            assert response.status == 403
        async with session.post(url, json=body, headers={"Host": "evil.example"}) as response:
            assert response.status == 403
        async with session.get(f"{bare.url}/page/..%2fserver.py") as response:
            assert response.status in (403, 404)
    assert bare.all_messages(bare.channel) == []


async def test_commands_fail_visibly(bare: LocalSlack) -> None:
    assert "geen geldige opdracht" in str(await bare.people.command(bare.person, bare.channel, "/dans", ""))
    async with serve(options=LocalOptions(commands=COMMANDS)) as slack:
        assert "dispatch_failed" in str(await slack.people.command(slack.person, slack.channel, "/zoek", "x"))
        in_thread = await slack.people.command(slack.person, slack.channel, "/zoek", "x", in_thread=True)
        assert "thread" in str(in_thread)


@pytest.mark.parametrize("fault", ["disconnect", "cut"])
async def test_the_bot_comes_back_after_its_connection_ends(searcher: Searcher, fault: str) -> None:
    async with run_bot(searcher) as slack:
        await getattr(slack.dispatcher, fault)()
        await slack.people.post(slack.person, slack.dm(slack.person), "vraag 43")
        await slack.wait_for(lambda: bool(slack.bot_messages(slack.dm(slack.person))), 30)
        assert len(slack.bot_messages(slack.dm(slack.person))) == 1


async def test_an_event_that_is_not_acked_comes_again() -> None:
    options = LocalOptions(ack_timeout=0.05, retry_delays=(0.0, 0.0, 0.0))
    async with serve(options=options) as slack, aiohttp.ClientSession() as session:
        answer = await AsyncWebClient(token=slack.app_token, base_url=slack.api_url).apps_connections_open(
            app_token=slack.app_token
        )
        async with session.ws_connect(answer["url"]) as socket:
            assert (await socket.receive_json())["type"] == "hello"
            await slack.people.post(slack.person, slack.dm(slack.person), "hallo")
            first, second = await socket.receive_json(), await socket.receive_json()
            assert (first["retry_attempt"], second["retry_attempt"]) == (0, 1)
            assert first["payload"]["event_id"] == second["payload"]["event_id"]
            await socket.send_json({"envelope_id": second["envelope_id"]})
