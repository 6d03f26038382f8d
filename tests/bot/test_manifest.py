"""The manifest and the local Slack say the same of the app, because both come from its features."""

from __future__ import annotations

from dataclasses import replace

from bot.local import ShortcutKind
from bot.manifest import Features, Shortcut, build_local_options, build_manifest, list_features
from bot.texts import DUTCH

FULL = replace(
    list_features(DUTCH),
    shortcuts=(Shortcut(name="Zoek", description="Zoekt", callback_id="search", kind=ShortcutKind.MESSAGE),),
    unfurl_domains=("kamerstukken.example",),
    has_home_tab=True,
)


def test_what_the_bot_does_not_have_is_not_listed() -> None:
    features = build_manifest(replace(FULL, shortcuts=(), unfurl_domains=(), has_home_tab=False))["features"]
    assert isinstance(features, dict)
    assert {"app_home", "bot_user", "slash_commands"} == set(features)
    assert "home_tab_enabled" not in features["app_home"]


def test_what_it_has_is_listed_as_slack_wants_it() -> None:
    features = build_manifest(FULL)["features"]
    assert isinstance(features, dict)
    shortcut = {"name": "Zoek", "type": "message", "callback_id": "search", "description": "Zoekt"}
    assert features["shortcuts"] == [shortcut]
    assert features["unfurl_domains"] == ["kamerstukken.example"]
    assert features["app_home"]["home_tab_enabled"] is True


def test_over_http_choices_are_asked_for_at_the_same_address() -> None:
    settings = build_manifest(FULL, "https://bot.example/slack/events")["settings"]
    assert isinstance(settings, dict)
    assert settings["interactivity"]["message_menu_options_url"] == "https://bot.example/slack/events"


def test_over_http_slack_returns_to_the_bot_after_an_installation() -> None:
    assert build_manifest(FULL, "https://bot.example/slack/events")["oauth_config"] == {
        "redirect_urls": ["https://bot.example/slack/oauth_redirect"],
        "scopes": {"bot": list(FULL.scopes)},
    }
    assert build_manifest(FULL)["oauth_config"] == {"scopes": {"bot": list(FULL.scopes)}}


def test_the_local_slack_offers_what_the_manifest_lists() -> None:
    assert_same(FULL)
    assert_same(list_features(DUTCH))


def assert_same(features: Features) -> None:
    options, manifest = build_local_options(features), build_manifest(features)
    listed, settings = manifest["features"], manifest["settings"]
    assert isinstance(listed, dict)
    assert isinstance(settings, dict)
    assert [command.command for command in options.commands] == [one["command"] for one in listed["slash_commands"]]
    shortcuts = [(one["callback_id"], one["type"]) for one in listed.get("shortcuts", [])]
    assert [(one.callback_id, one.kind) for one in options.shortcuts] == shortcuts
    assert list(options.unfurl_domains) == listed.get("unfurl_domains", [])
    assert options.has_home_tab == ("home_tab_enabled" in listed["app_home"])
    assert list(options.events or ()) == settings["event_subscriptions"]["bot_events"]
