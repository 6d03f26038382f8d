"""Messages, unfurls, files, history and scopes of the local Slack, with real clients."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import replace
from typing import Any

import aiohttp
import pytest
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.local import LocalSlack, serve
from bot.local.errors import ApiError
from tests.bot.local_app import DOMAIN, OPTIONS, button, home_view, run_app, section

METADATA = {"event_type": "answer", "event_payload": {"entry": "kst-1#1"}}
URL = f"https://stukken.{DOMAIN}/kst-36360?a=1&b=2"


@pytest.fixture
async def bare() -> AsyncIterator[LocalSlack]:
    async with serve(options=OPTIONS) as running:
        yield running


@pytest.fixture
async def client(bare: LocalSlack) -> AsyncWebClient:
    return AsyncWebClient(token=bare.bot_token, base_url=bare.api_url)


async def test_a_link_of_the_apps_domain_is_told_and_unfurled() -> None:
    async with run_app() as (slack, heard):
        text = f"Zie {URL}, en https://elders.example/x."
        ts = await slack.people.post(slack.person, slack.channel, text)
        await slack.wait_for(lambda: bool(slack.all_messages(slack.channel)[0].get("attachments")))
        (shared,) = heard.of("link_shared")
        assert shared["links"] == [{"domain": DOMAIN, "url": URL}]
        assert (shared["channel"], shared["message_ts"], shared["source"]) == (
            slack.channel,
            ts,
            "conversations_history",
        )
        message = slack.all_messages(slack.channel)[0]
        assert message["text"] == f"Zie <{URL.replace('&', '&amp;')}>, en <https://elders.example/x>."
        (unfurl,) = message["attachments"]
        assert (unfurl["app_unfurl_url"], unfurl["is_app_unfurl"]) == (URL, True)
        await slack.press(slack.colleague, slack.channel, ts, "search_in")
        (pressed,) = heard.of("block_actions")
        assert pressed["container"]["type"] == "message_attachment"
        assert pressed["container"]["app_unfurl_url"] == pressed["app_unfurl"]["app_unfurl_url"] == URL
        assert pressed["user"]["id"] == slack.colleague


async def test_an_unfurl_is_refused_by_slacks_rules(bare: LocalSlack, client: AsyncWebClient) -> None:
    ts = await bare.people.post(bare.person, bare.channel, f"Zie {URL}")
    unfurls = {URL: {"blocks": [section("x")]}}
    place = {"channel": bare.channel, "ts": ts}
    for arguments, code in (
        ({"unfurls": unfurls}, "missing_channel"),
        ({"channel": bare.channel, "unfurls": unfurls}, "missing_ts"),
        ({"unfurl_id": "x", "unfurls": unfurls}, "missing_source"),
        ({**place, "ts": "1.1", "unfurls": unfurls}, "cannot_find_message"),
        ({**place, "channel": "C0", "unfurls": unfurls}, "cannot_find_channel"),
        ({**place, "unfurls": {"https://elders.example": {"blocks": []}}}, "cannot_unfurl_url"),
        ({**place, "unfurls": {URL: {"blocks": [section("")]}}}, "invalid_blocks"),
        ({**place, "unfurls": []}, "invalid_unfurls_format"),
        (place, "missing_unfurls"),
    ):
        with pytest.raises(SlackApiError) as caught:
            await client.api_call("chat.unfurl", json=arguments)
        assert caught.value.response["error"] == code
    await client.chat_unfurl(**place, unfurls=unfurls)
    await client.chat_unfurl(**place, unfurls={URL: {"blocks": [section("y")]}})
    (attachment,) = bare.all_messages(bare.channel)[0]["attachments"]
    assert attachment["blocks"][0]["text"]["text"] == "y"


async def test_a_file_of_a_person_reaches_the_app_and_only_its_token_fetches_it() -> None:
    async with run_app() as (slack, heard), aiohttp.ClientSession() as session:
        dm = slack.dm(slack.person)
        await slack.people.upload(slack.person, dm, "../stuk één.pdf", b"%PDF-1.7", "Hier is het")
        await slack.wait_for(lambda: slack.dispatcher.pending == 0)
        (message,) = heard.of("message")
        assert (message["subtype"], message["channel_type"], message["text"]) == ("file_share", "im", "Hier is het")
        (file,) = message["files"]
        assert (file["name"], file["mimetype"], file["size"]) == ("stuk één.pdf", "application/pdf", 8)
        client = AsyncWebClient(token=slack.bot_token, base_url=slack.api_url)
        assert (await client.files_info(file=file["id"]))["file"] == file
        headers = {"Authorization": f"Bearer {slack.bot_token}"}
        async with session.get(file["url_private_download"], headers=headers) as response:
            assert await response.read() == b"%PDF-1.7"
        async with session.get(file["url_private_download"]) as response:
            assert response.content_type == "text/html"
        await client.files_delete(file=file["id"])
        with pytest.raises(SlackApiError, match="file_not_found"):
            await client.files_info(file=file["id"])


async def test_a_file_that_is_empty_or_too_large_is_refused() -> None:
    async with serve(options=replace(OPTIONS, largest_file=10)) as slack:
        for content, code in ((b"", "no_file_data"), (b"x" * 11, "file_upload_size_restricted")):
            with pytest.raises(ApiError, match=code):
                await slack.people.upload(slack.person, slack.channel, "a.txt", content)


async def test_the_app_uploads_a_picture_and_shows_it_on_its_home(bare: LocalSlack, client: AsyncWebClient) -> None:
    uploaded = await client.files_upload_v2(filename="beeld.png", content=b"\x89PNG\r\n", title="Beeld")
    picture = {"type": "image", "slack_file": {"id": uploaded["file"]["id"]}, "alt_text": "Vragen per jaar"}
    view = {**home_view(), "blocks": [picture]}
    assert (await client.views_publish(user_id=bare.person, view=view))["ok"]
    shared = await client.files_upload_v2(channel=bare.channel, filename="a.txt", content="x", initial_comment="Zie")
    (message,) = bare.bot_messages(bare.channel)
    assert (message["text"], message["files"][0]["id"]) == ("Zie", shared["file"]["id"])


async def test_metadata_is_kept_and_given_to_who_asks_for_it(bare: LocalSlack, client: AsyncWebClient) -> None:
    posted = await client.chat_postMessage(channel=bare.channel, text="x", metadata=METADATA)
    for wanted in (True, False):
        history = await client.conversations_history(channel=bare.channel, include_all_metadata=wanted)
        assert history["messages"][0].get("metadata") == (METADATA if wanted else None)
        replies = await client.conversations_replies(channel=bare.channel, ts=posted["ts"], include_all_metadata=wanted)
        assert replies["messages"][0].get("metadata") == (METADATA if wanted else None)
    for wrong, code in (("x", "invalid_metadata_format"), ({"event_type": "x"}, "invalid_metadata_schema")):
        with pytest.raises(SlackApiError, match=code):
            await client.api_call("chat.postMessage", json={"channel": bare.channel, "text": "x", "metadata": wrong})


async def test_history_is_paged_and_bounded(bare: LocalSlack, client: AsyncWebClient) -> None:
    stamps = [(await client.chat_postMessage(channel=bare.channel, text=str(n)))["ts"] for n in range(5)]
    first = await client.conversations_history(channel=bare.channel, limit=2)
    assert [message["text"] for message in first["messages"]] == ["4", "3"]
    rest = [message["text"] async for page in first for message in page["messages"]]
    assert rest == ["4", "3", "2", "1", "0"]
    between = await client.conversations_history(channel=bare.channel, oldest=stamps[1], latest=stamps[3])
    assert [message["text"] for message in between["messages"]] == ["2"]
    both = await client.conversations_history(channel=bare.channel, oldest=stamps[1], latest=stamps[3], inclusive=True)
    assert [message["text"] for message in both["messages"]] == ["3", "2", "1"]
    with pytest.raises(SlackApiError, match="invalid_cursor"):
        await client.conversations_history(channel=bare.channel, cursor="§")
    with pytest.raises(SlackApiError, match="not_in_channel"):
        await client.conversations_history(channel=bare.other_channel)


async def test_what_one_person_sees_is_in_no_history_and_cant_be_changed(
    bare: LocalSlack, client: AsyncWebClient
) -> None:
    ts = (await client.chat_postEphemeral(channel=bare.channel, user=bare.person, text="x"))["message_ts"]
    assert (await client.conversations_history(channel=bare.channel))["messages"] == []
    for call in (
        client.chat_update(channel=bare.channel, ts=ts, text="y"),
        client.chat_delete(channel=bare.channel, ts=ts),
    ):
        with pytest.raises(SlackApiError, match="message_not_found"):
            await call
    with pytest.raises(SlackApiError, match="user_not_in_channel"):
        await client.chat_postEphemeral(channel=bare.dm(bare.person), user=bare.colleague, text="x")


async def test_a_message_is_changed_deleted_and_linked_to(bare: LocalSlack, client: AsyncWebClient) -> None:
    parent = (await client.chat_postMessage(channel=bare.channel, text="a", blocks=[section("a")]))["ts"]
    reply = (await client.chat_postMessage(channel=bare.channel, text="b", thread_ts=parent, reply_broadcast=True))[
        "ts"
    ]
    assert [one["text"] for one in bare.messages(bare.channel)] == ["a", "b"]
    assert bare.messages(bare.channel)[0]["reply_count"] == 1
    link = (await client.chat_getPermalink(channel=bare.channel, message_ts=reply))["permalink"]
    assert link == f"{bare.url}/archives/{bare.channel}/p{reply.replace('.', '')}?thread_ts={parent}&cid={bare.channel}"
    await client.chat_update(channel=bare.channel, ts=parent, text="c", blocks=[])
    assert (bare.messages(bare.channel)[0]["text"], bare.messages(bare.channel)[0]["blocks"]) == ("c", [])
    await client.chat_delete(channel=bare.channel, ts=reply)
    assert bare.messages(bare.channel)[0]["reply_count"] == 0
    own = await bare.people.post(bare.person, bare.channel, "van mij")
    with pytest.raises(SlackApiError, match="cant_update_message"):
        await client.chat_update(channel=bare.channel, ts=own, text="x")
    with pytest.raises(SlackApiError, match="invalid_thread_ts"):
        await client.chat_postMessage(channel=bare.channel, text="x", thread_ts="gisteren")


async def test_people_and_channels_are_described(bare: LocalSlack, client: AsyncWebClient) -> None:
    user = (await client.users_info(user=bare.person, include_locale=True))["user"]
    assert (user["is_admin"], user["locale"], user["profile"]["display_name"]) == (True, "nl-NL", "jij")
    assert (await client.users_info(user=bare.colleague))["user"]["is_admin"] is False
    info = (await client.conversations_info(channel=bare.channel))["channel"]
    assert (info["name"], info["is_member"], info["is_im"]) == ("kamerstukken", True, False)
    opened = (await client.conversations_open(users=bare.person, return_im=True))["channel"]
    assert (opened["id"], opened["user"]) == (bare.dm(bare.person), bare.person)
    with pytest.raises(SlackApiError, match="users_list_not_supplied"):
        await client.api_call("conversations.open", json={})


async def test_a_call_without_its_scope_is_refused_and_says_what_is_needed() -> None:
    async with serve(options=replace(OPTIONS, scopes=("chat:write",))) as slack:
        client = AsyncWebClient(token=slack.bot_token, base_url=slack.api_url)
        await client.chat_postMessage(channel=slack.channel, text="x")
        with pytest.raises(SlackApiError) as caught:
            await client.users_info(user=slack.person)
        response = caught.value.response
        said = (response["error"], response["needed"], response["provided"])
        assert said == ("missing_scope", "users:read", "chat:write")


async def test_only_what_the_app_is_subscribed_to_is_told() -> None:
    async with run_app(events=("message.im", "member_joined_channel")) as (slack, heard):
        await slack.people.post(slack.person, slack.channel, f"@Griffier zie {URL}")
        await slack.people.open_home(slack.person)
        await slack.people.post(slack.person, slack.dm(slack.person), "hallo")
        await slack.people.invite(slack.person, slack.other_channel)
        await slack.wait_for(lambda: slack.dispatcher.pending == 0)
        assert [event["type"] for event in heard.payloads] == ["message", "member_joined_channel"]
        joined = heard.payloads[1]
        assert (joined["user"], joined["inviter"]) == (slack.workspace.bot_user, slack.person)
        assert slack.workspace.channels[slack.other_channel]["is_member"]


async def test_what_is_chosen_in_a_message_is_told_as_slack_tells_it() -> None:
    async with run_app() as (slack, heard):
        dm = slack.dm(slack.person)
        await slack.people.post(slack.person, dm, "toon alles")
        await slack.wait_for(lambda: len(slack.bot_messages(dm)) == 1)
        ts = slack.bot_messages(dm)[0]["ts"]
        await slack.press(slack.person, dm, ts, "menu", "cite")
        await slack.press(slack.person, dm, ts, "judge", "bad")
        await slack.press(slack.person, dm, ts, "jump", "44")
        await slack.wait_for(lambda: len(slack.bot_messages(dm)) == 3)
        pressed = heard.of("block_actions")
        menu, judged, jump = (payload["actions"][0] for payload in pressed)
        assert (menu["selected_option"]["value"], menu["type"]) == ("cite", "overflow")
        assert (judged["type"], judged["value"], judged["text"]["text"]) == ("feedback_buttons", "bad", "Niet goed")
        assert jump["selected_option"]["value"] == "44"
        assert all(payload["message"]["ts"] == ts and payload["trigger_id"] for payload in pressed)
        assert [one["text"] for one in slack.bot_messages(dm)[1:]] == ["Gekozen: cite", "Oordeel: bad"]
        with pytest.raises(LookupError):
            await slack.press(slack.person, dm, ts, "more", "anders")


async def test_a_button_of_an_ephemeral_message_comes_without_the_message() -> None:
    async with run_app() as (slack, heard):
        client = AsyncWebClient(token=slack.bot_token, base_url=slack.api_url)
        blocks: list[dict[str, Any]] = [{"type": "actions", "elements": [button("Meer", "more")]}]
        posted = await client.chat_postEphemeral(channel=slack.channel, user=slack.person, text="x", blocks=blocks)
        await slack.press(slack.person, slack.channel, posted["message_ts"], "more")
        (pressed,) = heard.of("block_actions")
        assert pressed["container"]["is_ephemeral"]
        assert "message" not in pressed
