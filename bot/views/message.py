"""A message as Slack takes it, and the few blocks that all views are made of."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cached_property

from slack_sdk.models.blocks import (
    ActionsBlock,
    Block,
    ButtonElement,
    ContextBlock,
    DividerBlock,
    InteractiveElement,
    MarkdownTextObject,
    PlainTextObject,
    SectionBlock,
)

from bot.views.writing import write

# Slack advises at most 4,000 characters of top-level text.
TEXT_LIMIT = 3_800
BUTTON_LIMIT = 75


# What the blocks of a message may come to, written out as Slack gets them: it has refused 11,000 to
# 13,000 characters of text in them (slackapi/bolt-js issues 2509 and 2867).
BLOCKS_LIMIT = 10_500
LEAST_ROOM = 300


@dataclass(frozen=True, kw_only=True)
class Message:
    """`text` is what notifications and screen readers read: the answer itself, escaped."""

    text: str
    blocks: tuple[Block, ...]

    @cached_property
    def written(self) -> list[dict[str, object]]:
        """The blocks as Slack gets them, written once.

        Raises:
            SlackObjectFormationError: slack_sdk knows that Slack would refuse them.
        """
        return [write(block) for block in self.blocks]

    @property
    def fits(self) -> bool:
        """Whether Slack takes so much in one message."""
        return len(json.dumps(self.written, ensure_ascii=False)) <= BLOCKS_LIMIT


def fit_message(text: str, build: Callable[[int], Iterable[Block]], room: int, *, least: int = LEAST_ROOM) -> Message:
    """Return a message with what `build` makes of as much `room` for source text as it can hold.

    Marks, links and bold words take space of their own, so the room that fits depends on the text. It is
    not made smaller than `least`; a room of 0 asks for the least that can be said.
    """
    while True:
        message = Message(text=text, blocks=tuple(build(room)))
        if message.fits or room <= least:
            return message
        room = max(least, room * 2 // 3)


def build_section(mrkdwn: str, *, button: ButtonElement | None = None) -> SectionBlock:
    """Return a section of text that is already escaped."""
    return SectionBlock(text=MarkdownTextObject(text=mrkdwn, verbatim=True), accessory=button)


def build_context(mrkdwn: str) -> ContextBlock:
    """Return a small grey line of text that is already escaped."""
    return ContextBlock(elements=[MarkdownTextObject(text=mrkdwn, verbatim=True)])


def build_divider() -> DividerBlock:
    """Return a line between what was found first and the rest."""
    return DividerBlock()


def build_button(label: str, *, action_id: str, value: str, spoken: str | None = None) -> ButtonElement:
    """Return a button; `spoken` is what a screen reader says instead of a bare `Open`."""
    return ButtonElement(
        text=PlainTextObject(text=label, emoji=False),
        action_id=action_id,
        value=value,
        accessibility_label=spoken[:BUTTON_LIMIT] if spoken else None,
    )


def build_actions(*buttons: InteractiveElement) -> ActionsBlock:
    """Return a row of buttons and menus."""
    return ActionsBlock(elements=list(buttons))
