"""Settings are read once, and what is wrong is said all at once, by name and never by value."""

import pytest

from bot.config import Secret, Transport, load_settings
from bot.errors import ConfigError


def test_without_tokens_the_bot_is_local() -> None:
    assert load_settings({}).transport is Transport.LOCAL


def test_the_tokens_choose_the_transport() -> None:
    assert load_settings({"SLACK_APP_TOKEN": "xapp-1", "SLACK_BOT_TOKEN": "xoxb-1"}).transport is Transport.SOCKET
    assert load_settings({"SLACK_SIGNING_SECRET": "s", "SLACK_BOT_TOKEN": "xoxb-1"}).transport is Transport.HTTP


def test_all_that_is_wrong_is_said_by_name_and_not_by_value() -> None:
    wrong = {
        "PORT": "geheim1",
        "SLACK_BOT_TOKEN": "geheim2",
        "GRIFFIER_LANGUAGE": "geheim3",
        "SLACK_API_URL": "geheim4",
    }
    with pytest.raises(ConfigError) as caught:
        load_settings(wrong)
    message = str(caught.value)
    assert all(name in message for name in wrong)
    assert "SLACK_APP_TOKEN" in message
    assert "geheim" not in message


def test_a_lonely_app_token_misses_its_bot_token() -> None:
    with pytest.raises(ConfigError, match="SLACK_BOT_TOKEN is missing"):
        load_settings({"SLACK_APP_TOKEN": "xapp-1"})


def test_a_secret_does_not_show_itself() -> None:
    settings = load_settings({"SLACK_APP_TOKEN": "xapp-geheim", "SLACK_BOT_TOKEN": "xoxb-geheim"})
    assert "geheim" not in repr(settings)
    assert "geheim" not in str(Secret("geheim"))


MANY = {
    "SLACK_CLIENT_ID": "123.456", "SLACK_CLIENT_SECRET": "geheim1", "SLACK_SIGNING_SECRET": "geheim2",
    "GRIFFIER_KEYS": "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=, BAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=",
    "GRIFFIER_WORKSPACES": "T012AB3CD T1",
}  # fmt: skip


def test_several_workspaces_are_served_over_http_with_a_client_id_and_keys() -> None:
    settings = load_settings(MANY)
    assert settings.transport is Transport.HTTP
    assert settings.serves_many
    assert [key.reveal()[0] for key in settings.keys] == ["A", "B"]
    assert settings.workspaces == ("T012AB3CD", "T1")
    assert not load_settings({"SLACK_SIGNING_SECRET": "s", "SLACK_BOT_TOKEN": "xoxb-1"}).serves_many


@pytest.mark.parametrize("name", ["SLACK_CLIENT_ID", "SLACK_CLIENT_SECRET", "SLACK_SIGNING_SECRET", "GRIFFIER_KEYS"])
def test_what_several_workspaces_need_is_asked_for_by_name(name: str) -> None:
    with pytest.raises(ConfigError, match=f"{name} is missing"):
        load_settings({key: value for key, value in MANY.items() if key != name})


def test_one_workspace_and_several_are_not_mixed() -> None:
    with pytest.raises(ConfigError, match="SLACK_BOT_TOKEN is for one workspace, SLACK_CLIENT_ID for several"):
        load_settings({**MANY, "SLACK_BOT_TOKEN": "xoxb-1"})


def test_administrators_of_several_workspaces_are_named_with_theirs() -> None:
    with pytest.raises(ConfigError, match="GRIFFIER_ADMINISTRATORS should say the workspace of each"):
        load_settings({**MANY, "GRIFFIER_ADMINISTRATORS": "T1/U1, U2"})
    several = load_settings({**MANY, "GRIFFIER_ADMINISTRATORS": "T1/U1, T2/U2, T1/W3"}).administrators
    assert (several.list_persons("T1"), several.list_persons("T2")) == (("U1", "W3"), ("U2",))
    assert several.may_act("T2", "U2")
    assert not several.may_act("T1", "U2")
    one = load_settings({"GRIFFIER_ADMINISTRATORS": "U1, T1/U2"}).administrators
    assert (one.list_persons("T1"), one.list_persons("T9")) == (("U1", "U2"), ("U1",))


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("GRIFFIER_ADMINISTRATORS", "geheim"), ("GRIFFIER_ADMINISTRATORS", "/U1"), ("GRIFFIER_ADMINISTRATORS", "U1/T1"),
        ("GRIFFIER_KEYS", "geheim"), ("GRIFFIER_KEYS", "geheim" * 8), ("GRIFFIER_KEYS", "gé="),
        ("SLACK_CLIENT_ID", "geheim"), ("SLACK_CLIENT_ID", "1.x"), ("GRIFFIER_WORKSPACES", "geheim"),
    ],
)  # fmt: skip
def test_keys_and_ids_are_looked_at_and_not_shown(name: str, value: str) -> None:
    with pytest.raises(ConfigError, match=f"{name} should be") as caught:
        load_settings({**MANY, name: value})
    assert value not in str(caught.value)
