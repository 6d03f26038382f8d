"""What a channel has set: the modal to change it, and the message that tells of it."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from enum import StrEnum
from typing import TypeVar

from msgspec import Struct
from slack_sdk.models.blocks import Block, InputBlock, Option, PlainTextObject, RadioButtonsElement
from slack_sdk.models.views import View

from bot.config import ReplyIn
from bot.state.channels import AnswerTo, ChannelSettings, VisibleTo
from bot.texts import Texts
from bot.views.message import Message, build_context, build_section
from bot.views.mrkdwn import escape

CALLBACK = "channel_settings"
ANSWER_TO, REPLY_IN, VISIBLE_TO = "answer_to", "reply_in", "visible_to"

E = TypeVar("E", bound=StrEnum)


class Target(Struct, frozen=True, kw_only=True):
    """What the modal is about: a channel, and where the command that opened it can be answered."""

    channel: str
    response_url: str


def build_settings(settings: ChannelSettings, target: Target, texts: Texts) -> View:
    """Return the modal with a channel's settings, filled in as they are."""
    said = texts.steering
    blocks: list[Block] = [
        build_context(escape(said.settings_intro)),
        _build_choice(
            ANSWER_TO,
            said.answer_to,
            {AnswerTo.MENTION: said.answer_to_mention, AnswerTo.QUESTIONS: said.answer_to_questions},
            settings.answer_to,
            hint=said.answer_to_questions_hint,
        ),
        _build_choice(
            REPLY_IN,
            said.reply_in,
            {ReplyIn.THREAD: said.reply_in_thread, ReplyIn.CHANNEL: said.reply_in_channel},
            settings.reply_in,
        ),
        _build_choice(
            VISIBLE_TO,
            said.visible_to,
            {VisibleTo.ALL: said.visible_to_all, VisibleTo.ASKER: said.visible_to_asker},
            settings.visible_to,
            hint=said.visible_to_asker_hint,
        ),
    ]
    return View(
        type="modal",
        callback_id=CALLBACK,
        title=PlainTextObject(text=said.settings_title, emoji=False),
        submit=PlainTextObject(text=said.settings_save, emoji=False),
        close=PlainTextObject(text=said.settings_cancel, emoji=False),
        private_metadata=json.dumps([target.channel, target.response_url]),
        blocks=blocks,
    )


def parse_settings(view: Mapping[str, object]) -> tuple[ChannelSettings, Target]:
    """Return what was chosen in the modal, and what it is about.

    Raises:
        ValueError, KeyError, TypeError: the view is none of ours.
    """
    channel, response_url = json.loads(str(view["private_metadata"]))
    settings = ChannelSettings(
        answer_to=AnswerTo(_read_choice(view, ANSWER_TO)),
        reply_in=ReplyIn(_read_choice(view, REPLY_IN)),
        visible_to=VisibleTo(_read_choice(view, VISIBLE_TO)),
    )
    return settings, Target(channel=str(channel), response_url=str(response_url))


def parse_words(words: Iterable[str], settings: ChannelSettings) -> ChannelSettings | None:
    """Return the settings with what the words of a command change; None where a word is none of them."""
    known = {
        **dict.fromkeys(("vermelding", "noemen", "mention", "mentions"), (ANSWER_TO, AnswerTo.MENTION)),
        **dict.fromkeys(("vragen", "vraag", "vraagteken", "questions"), (ANSWER_TO, AnswerTo.QUESTIONS)),
        **dict.fromkeys(("thread", "draad"), (REPLY_IN, ReplyIn.THREAD)),
        **dict.fromkeys(("kanaal", "channel"), (REPLY_IN, ReplyIn.CHANNEL)),
        **dict.fromkeys(("iedereen", "allen", "everyone", "everybody", "all"), (VISIBLE_TO, VisibleTo.ALL)),
        **dict.fromkeys(("vrager", "asker"), (VISIBLE_TO, VisibleTo.ASKER)),
    }
    chosen = {ANSWER_TO: settings.answer_to, REPLY_IN: settings.reply_in, VISIBLE_TO: settings.visible_to}
    for word in words:
        if word not in known:
            return None
        name, value = known[word]
        chosen[name] = value
    return ChannelSettings(
        answer_to=AnswerTo(chosen[ANSWER_TO]),
        reply_in=ReplyIn(chosen[REPLY_IN]),
        visible_to=VisibleTo(chosen[VISIBLE_TO]),
    )


def build_change(settings: ChannelSettings, texts: Texts, *, user: str, is_reset: bool = False) -> Message:
    """Return who changed the settings of a channel, and what holds there now."""
    said = texts.steering
    form = said.settings_reset if is_reset else said.settings_changed
    lines = (
        said.says_mention if settings.answer_to is AnswerTo.MENTION else said.says_questions,
        said.says_thread if settings.reply_in is ReplyIn.THREAD else said.says_channel,
        said.says_all if settings.visible_to is VisibleTo.ALL else said.says_asker,
    )
    text = "\n".join((form.format(user=escape(user)), *(f"• {line}" for line in lines)))
    return Message(text=text, blocks=(build_section(text),))


def _build_choice(name: str, label: str, labels: Mapping[E, str], chosen: E, *, hint: str | None = None) -> Block:
    options = {value: Option(value=str(value), text=PlainTextObject(text=said)) for value, said in labels.items()}
    return InputBlock(
        block_id=name,
        label=PlainTextObject(text=label),
        element=RadioButtonsElement(action_id=name, options=list(options.values()), initial_option=options[chosen]),
        hint=PlainTextObject(text=hint) if hint else None,
    )


def _read_choice(view: Mapping[str, object], name: str) -> str:
    state = view["state"]
    if not isinstance(state, Mapping):
        raise TypeError("a view without a state")
    return str(state["values"][name][name]["selected_option"]["value"])
