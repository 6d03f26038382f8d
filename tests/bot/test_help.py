"""The help names all that there is."""

from __future__ import annotations

import pytest

from bot.listeners import channel_settings, forgetting, language, saving
from bot.local.limits import find_message_error
from bot.manifest import list_features
from bot.texts import DUTCH, ENGLISH, Texts
from bot.views.help import build_help
from tests.bot.test_views import to_body


@pytest.mark.parametrize("texts", [DUTCH, ENGLISH], ids=["Dutch", "English"])
def test_every_command_and_every_word_of_griffier_is_explained(texts: Texts) -> None:
    said = build_help(texts).text
    for command in list_features(texts).commands:
        assert f"`{command.name}" in said, command.name
    for shortcut in list_features(texts).shortcuts:
        assert f"“{shortcut.name}”" in said, shortcut.name
    assert list_features(texts).has_home_tab == (" Home" in said)
    (hint,) = (command.hint for command in list_features(texts).commands if command.name == "/griffier")
    for words in (channel_settings.WORDS, language.WORDS, forgetting.WORDS, saving.WORDS, {"help"}):
        assert any(f"`/griffier {word}" in said for word in words), words
        assert any(word in hint for word in words), words


@pytest.mark.parametrize("texts", [DUTCH, ENGLISH], ids=["Dutch", "English"])
def test_the_help_fits_in_a_message_and_its_notification(texts: Texts) -> None:
    message = build_help(texts, lead=texts.unknown_command)
    assert find_message_error(to_body(message)) is None
    assert len(message.text) < 4_000
