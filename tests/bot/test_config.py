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
