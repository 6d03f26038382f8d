"""Settings are read once, and what is wrong is said all at once, by name and never by value."""

import pytest

from bot.config import Secret, Transport, load_settings
from bot.errors import ConfigError
from bot.inbox import DAY, Inbox


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


def test_a_delivery_is_known_by_its_id_and_by_its_place_for_a_day() -> None:
    now = [0.0]
    inbox = Inbox(clock=lambda: now[0])

    def admit(event_id: str, ts: str) -> bool:
        return inbox.admit(event_id=event_id, team="T", channel="C", ts=ts)

    assert admit("E1", "1")
    assert not admit("E1", "1")
    assert not admit("E2", "1")
    assert not admit("E1", "2")
    assert admit("E3", "3")
    now[0] = DAY + 1
    assert admit("E1", "1")


def test_what_is_remembered_is_bounded() -> None:
    inbox = Inbox(clock=lambda: 0.0, most=10)
    for number in range(100):
        assert inbox.admit(event_id=f"E{number}", team="T", channel="C", ts=str(number))
    assert len(inbox._seen) <= 12
