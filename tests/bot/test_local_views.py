"""Modals, the Home tab, shortcuts and fields of the local Slack work as Slack's do, with a real app."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Any

import pytest
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.local import LocalSlack, serve
from bot.local.errors import ApiError, DeliveryError
from tests.bot.local_app import OPTIONS, Heard, home_view, modal, option, run_app, search_modal, section


@pytest.fixture(params=["socket mode", "http"])
async def made(request: pytest.FixtureRequest) -> AsyncIterator[tuple[LocalSlack, Heard]]:
    async with run_app(over_http=request.param == "http") as running:
        yield running


def build_client(slack: LocalSlack) -> AsyncWebClient:
    return AsyncWebClient(token=slack.bot_token, base_url=slack.api_url)


async def open_search(slack: LocalSlack) -> dict[str, Any]:
    assert await slack.interactions.run_shortcut(slack.person, "search") is None
    await slack.wait_for(lambda: bool(slack.views(slack.person)))
    return slack.views(slack.person)[-1]


async def test_a_global_shortcut_opens_a_modal_that_is_told_of_what_was_filled_in(
    made: tuple[LocalSlack, Heard],
) -> None:
    slack, heard = made
    view = await open_search(slack)
    (shortcut,) = heard.of("shortcut")
    assert (shortcut["callback_id"], len(shortcut["trigger_id"].split("."))) == ("search", 3)
    assert shortcut["user"]["id"] == slack.person
    assert "channel" not in shortcut
    offered = await slack.suggest(slack.person, view["id"], "paper", "jaar")
    assert [one["value"] for one in offered] == ["Jaarverslag 2022", "Jaarverslag 2023", "Voorjaarsnota 2024"]
    filled = {"words": "dwangsommen", "year": "2022", "paper": offered[0], "kinds": ["q", "r"], "since": "2022-01-01"}
    assert await slack.submit(slack.person, filled) == {}
    (submission,) = heard.of("view_submission")
    values = submission["view"]["state"]["values"]
    assert values["words"]["words"] == {"type": "plain_text_input", "value": "dwangsommen"}
    assert values["year"]["year"]["selected_option"] == option("2022")
    assert values["paper"]["paper"] == {"type": "external_select", "selected_option": option("Jaarverslag 2022")}
    assert [one["value"] for one in values["kinds"]["kinds"]["selected_options"]] == ["q", "r"]
    assert values["order"]["order"]["selected_option"]["value"] == "best"
    assert values["several"]["several"] == {"type": "multi_external_select", "selected_options": []}
    assert values["since"]["since"] == {"type": "datepicker", "selected_date": "2022-01-01"}
    assert slack.views(slack.person) == []
    (suggestion,) = heard.of("block_suggestion")
    assert (suggestion["action_id"], suggestion["block_id"], suggestion["value"]) == ("paper", "paper", "jaar")
    assert suggestion["container"] == {"type": "view", "view_id": view["id"]}


async def test_an_answer_to_a_submission_shows_errors_or_another_view(made: tuple[LocalSlack, Heard]) -> None:
    slack, heard = made
    first = await open_search(slack)
    assert await slack.submit(slack.person, {"words": ""}) == {"words": "Vul dit verplichte veld in."}
    assert await slack.submit(slack.person, {"words": "x" * 101}) == {"words": "Dit mogen hoogstens 100 tekens zijn."}
    assert heard.of("view_submission") == []
    assert await slack.submit(slack.person, {"words": "fout"}) == {"words": "Dat woord kennen we niet."}
    with pytest.raises(DeliveryError, match="block_id"):
        await slack.submit(slack.person, {"words": "onzin"})
    await slack.submit(slack.person, {"words": "diep"})
    below, above = slack.views(slack.person)
    assert (below["id"], above["previous_view_id"], above["root_view_id"]) == (first["id"], first["id"], first["id"])
    await slack.interactions.close_view(slack.person, above["id"])
    await slack.submit(slack.person, {"words": "verder"})
    (after,) = slack.views(slack.person)
    assert (after["id"], after["title"]["text"]) == (first["id"], "Gevonden")
    assert after["hash"] != first["hash"]


async def test_clear_closes_all_and_a_closing_is_told_where_that_was_asked(made: tuple[LocalSlack, Heard]) -> None:
    slack, heard = made
    view = await open_search(slack)
    await slack.press_in_view(slack.person, view["id"], "explain")
    await slack.wait_for(lambda: len(slack.views(slack.person)) == 2)
    await slack.interactions.close_view(slack.person, slack.views(slack.person)[-1]["id"])
    assert heard.of("view_closed") == []
    await slack.interactions.close_view(slack.person, view["id"], is_cleared=True)
    (closed,) = heard.of("view_closed")
    assert (closed["is_cleared"], closed["view"]["callback_id"]) == (True, "search")
    await open_search(slack)
    await slack.submit(slack.person, {"words": "klaar"})
    assert slack.views(slack.person) == []


async def test_a_button_in_a_modal_comes_with_the_state_and_changes_the_view(made: tuple[LocalSlack, Heard]) -> None:
    slack, heard = made
    view = await open_search(slack)
    await slack.press_in_view(slack.person, view["id"], "change", filled={"words": "half"})
    await slack.wait_for(lambda: "veranderd" in str(slack.views(slack.person)))
    (pressed,) = heard.of("block_actions")
    assert pressed["view"]["state"]["values"]["words"]["words"]["value"] == "half"
    assert pressed["container"] == {"type": "view", "view_id": view["id"]}
    assert pressed["actions"][0]["action_id"] == "change"


async def test_a_message_shortcut_carries_its_message(made: tuple[LocalSlack, Heard]) -> None:
    slack, heard = made
    ts = await slack.people.post(slack.person, slack.channel, "Hoeveel dwangsommen?")
    await slack.interactions.run_message_shortcut(slack.colleague, slack.channel, ts, "about")
    await slack.wait_for(lambda: bool(slack.views(slack.colleague)))
    (shortcut,) = heard.of("message_action")
    assert (shortcut["message"]["text"], shortcut["message_ts"]) == ("Hoeveel dwangsommen?", ts)
    assert shortcut["channel"] == {"id": slack.channel, "name": "kamerstukken"}
    assert shortcut["response_url"].startswith(slack.url)
    assert slack.views(slack.colleague)[0]["private_metadata"] == slack.channel
    with pytest.raises(ApiError):
        await slack.interactions.run_shortcut(slack.person, "about")


async def test_the_home_tab_is_published_when_it_is_opened(made: tuple[LocalSlack, Heard]) -> None:
    slack, heard = made
    await slack.people.open_home(slack.person)
    await slack.wait_for(lambda: slack.home(slack.person) is not None)
    home = slack.home(slack.person) or {}
    assert slack.home(slack.colleague) is None
    await slack.press_in_view(slack.person, home["id"], "find", "dwangsommen", {"find": "dwangsommen"})
    await slack.wait_for(lambda: "U zocht 1 keer" in str(slack.home(slack.person)))
    (action,) = heard.of("block_actions")[0]["actions"]
    assert (action["type"], action["value"]) == ("plain_text_input", "dwangsommen")
    await slack.people.open_home(slack.person)
    await slack.people.open_home(slack.person, "messages")
    await slack.wait_for(lambda: slack.dispatcher.pending == 0)
    opened = heard.of("app_home_opened")
    assert [event["tab"] for event in opened] == ["home", "home", "messages"]
    assert [event.get("view", {}).get("id") for event in opened] == [None, home["id"], None]
    assert opened[0]["channel"] == slack.dm(slack.person)


async def test_an_unanswered_modal_keeps_standing() -> None:
    async with serve(options=OPTIONS) as slack:
        client = build_client(slack)
        await client.views_open(trigger_id=slack.open_views.make_trigger(slack.person), view=search_modal())
        with pytest.raises(DeliveryError, match="dispatch_failed"):
            await slack.submit(slack.person, {"words": "x"})
        assert slack.views(slack.person)
        assert "dispatch_failed" in str(await slack.interactions.run_shortcut(slack.person, "search"))
        view = slack.views(slack.person)[-1]
        assert await slack.suggest(slack.person, view["id"], "paper", "jaar") == []


async def test_views_are_stacked_changed_and_named_by_slacks_rules() -> None:
    async with serve(options=OPTIONS) as slack:
        client, person = build_client(slack), slack.person

        def trigger() -> str:
            return slack.open_views.make_trigger(person)

        plain = modal("T", [section("x")])
        with pytest.raises(SlackApiError, match="not_found"):
            await client.views_push(trigger_id=trigger(), view=plain)
        first = (await client.views_open(trigger_id=trigger(), view={**plain, "external_id": "een"}))["view"]
        assert {"id", "team_id", "app_id", "bot_id", "hash", "state", "root_view_id"} <= set(first)
        assert first["blocks"][0]["block_id"]
        with pytest.raises(SlackApiError, match="duplicate_external_id"):
            await client.views_push(trigger_id=trigger(), view={**plain, "external_id": "een"})
        for _ in range(2):
            await client.views_push(trigger_id=trigger(), view=plain)
        with pytest.raises(SlackApiError, match="push_limit_reached"):
            await client.views_push(trigger_id=trigger(), view=plain)
        changed = (await client.views_update(external_id="een", view={**plain, "external_id": "een"}))["view"]
        assert changed["id"] == first["id"]
        with pytest.raises(SlackApiError, match="hash_conflict"):
            await client.views_update(view_id=first["id"], hash=first["hash"], view=plain)
        await client.views_open(trigger_id=trigger(), view=plain)
        assert len(slack.views(person)) == 1


async def test_a_home_is_published_by_slacks_rules() -> None:
    async with serve(options=OPTIONS) as slack:
        client = build_client(slack)
        first = (await client.views_publish(user_id=slack.person, view=home_view()))["view"]
        second = (await client.views_publish(user_id=slack.person, view=home_view(), hash=first["hash"]))["view"]
        assert second["id"] == first["id"]
        with pytest.raises(SlackApiError, match="hash_conflict"):
            await client.views_publish(user_id=slack.person, view=home_view(), hash=first["hash"])
        with pytest.raises(SlackApiError, match="invalid_arguments"):
            await client.views_publish(user_id=slack.person, view=modal("T", []))
    async with serve() as bare:
        with pytest.raises(SlackApiError, match="not_enabled"):
            await build_client(bare).views_publish(user_id=bare.person, view=home_view())
