"""What Slack would not take in its designed form arrives in its simplest."""

from __future__ import annotations

import contextlib
import json

import pytest
from aiohttp import web
from slack_bolt.async_app import AsyncRespond
from slack_sdk.errors import SlackApiError
from slack_sdk.models.blocks import DividerBlock

from bot.clients import build_client, write_json
from bot.config import Secret
from bot.local import serve
from bot.posting import Place, ResponseRefusedError, post, read_wait, respond_with
from bot.views.message import Message, build_section, fit_message

# With what keeps its marks apart it is longer than a section may be.
MARKED = "*a* " * 900


@pytest.mark.parametrize(
    "message",
    [
        # What slack_sdk refuses itself, and what Slack does.
        Message(text=MARKED, blocks=(build_section("a" * 4_000),)),
        Message(text=MARKED, blocks=(DividerBlock(),) * 51),
    ],
    ids=["too long", "too many"],
)
async def test_a_message_and_a_response_with_blocks_that_are_refused_arrive_as_text(message: Message) -> None:
    async with serve() as slack:
        client = build_client(Secret(slack.bot_token), slack.api_url)
        await post(client, Place(slack.channel), message)
        respond = AsyncRespond(response_url=slack.responses.make_url(slack.person, slack.channel))
        await respond_with(respond, message, is_public=True)
        posted, responded = slack.bot_messages(slack.channel)
    assert str(posted["text"]).replace("\u200b", "") == MARKED
    assert responded["blocks"][0]["text"]["text"].count("*\u200ba") > 300


async def test_a_message_that_is_refused_for_its_place_is_not_tried_as_text() -> None:
    async with serve() as slack:
        slack.faults.errors["chat.postMessage"] = ["is_archived"]
        client = build_client(Secret(slack.bot_token), slack.api_url)
        with pytest.raises(SlackApiError, match="is_archived"):
            await post(client, Place(slack.channel), Message(text="Klaar.", blocks=(DividerBlock(),)))
        assert slack.bot_messages(slack.channel) == []


class Counted(DividerBlock):
    """A line that counts how often it is written."""

    times = 0

    def to_dict(self, *args: object) -> dict[str, object]:
        self.times += 1
        return super().to_dict(*args)


async def test_the_blocks_of_a_message_are_written_once_however_often_it_is_measured_and_posted() -> None:
    line = Counted()
    message = fit_message("Klaar.", lambda _: (build_section("Klaar."), line), 0)
    async with serve() as slack:
        client = build_client(Secret(slack.bot_token), slack.api_url)
        await post(client, Place(slack.channel), message)
        await post(client, Place(slack.channel), message)
        posted = slack.bot_messages(slack.channel)
    assert [len(one["blocks"]) for one in posted] == [2, 2]
    assert line.times == 1


def test_what_is_sent_is_json_whatever_a_text_holds() -> None:
    message = {"text": "één €\u2028 \U0001f600 \x7f", "blocks": [{"verbatim": True, "elements": [], "fields": None}]}
    assert json.loads(write_json(message)) == message
    halved = {"text": "half \ud83d"}
    assert json.loads(write_json(halved)) == halved


@pytest.mark.parametrize(
    ("headers", "seconds"),
    [({"Retry-After": "3"}, 3.0), ({"retry-after": "0.5"}, 0.5), ({"Retry-After": "-3"}, 0.0),
     ({"Retry-After": "morgen"}, 1.0), ({}, 1.0), (None, 1.0)],
)  # fmt: skip
def test_how_long_to_wait_is_what_slack_says_or_a_second(headers: dict[str, object] | None, seconds: float) -> None:
    assert read_wait(headers) == seconds


@pytest.mark.parametrize(("statuses", "tries"), [((429, 429, 200), 3), ((503, 200), 2), ((503, 503), 2)])
async def test_a_response_waits_as_long_as_slack_says_and_stays_as_it_was_designed(
    statuses: tuple[int, ...], tries: int
) -> None:
    got: list[dict[str, object]] = []

    async def take(request: web.Request) -> web.Response:
        got.append(await request.json())
        return web.Response(status=statuses[len(got) - 1], headers={"Retry-After": "0"})

    app = web.Application()
    app.router.add_post("/", take)
    runner = web.AppRunner(app)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    respond = AsyncRespond(response_url=f"http://127.0.0.1:{runner.addresses[0][1]}/")
    is_taken = statuses[-1] == 200
    try:
        with contextlib.nullcontext() if is_taken else pytest.raises(ResponseRefusedError):
            await respond_with(respond, Message(text="Klaar.", blocks=(DividerBlock(),)), is_public=False)
    finally:
        await runner.cleanup()
    assert got == got[:1] * tries
