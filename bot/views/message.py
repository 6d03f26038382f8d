"""A message as Slack takes it, and the few blocks that all views are made of."""

from __future__ import annotations

from dataclasses import dataclass

from slack_sdk.models.blocks import (
    ActionsBlock,
    Block,
    ButtonElement,
    ContextBlock,
    DividerBlock,
    MarkdownTextObject,
    PlainTextObject,
    SectionBlock,
)

# Slack advises at most 4,000 characters of top-level text.
TEXT_LIMIT = 3_800
# A section takes 3,000; what is written here by hand stays well below.
SECTION_LIMIT = 2_900
BUTTON_LIMIT = 75


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """`text` is what notifications and screen readers read: the answer itself, escaped."""

    text: str
    blocks: tuple[Block, ...]


def build_section(mrkdwn: str, *, button: ButtonElement | None = None) -> SectionBlock:
    """Return a section of text that is already escaped."""
    return SectionBlock(text=MarkdownTextObject(text=mrkdwn, verbatim=True), accessory=button)


def build_context(mrkdwn: str) -> ContextBlock:
    """Return a small grey line of text that is already escaped."""
    return ContextBlock(elements=[MarkdownTextObject(text=mrkdwn, verbatim=True)])


def build_divider() -> DividerBlock:
    return DividerBlock()


def build_button(label: str, *, action_id: str, value: str, spoken: str | None = None) -> ButtonElement:
    """Return a button; `spoken` is what a screen reader says instead of a bare `Open`."""
    return ButtonElement(
        text=PlainTextObject(text=label, emoji=False),
        action_id=action_id,
        value=value,
        accessibility_label=spoken[:BUTTON_LIMIT] if spoken else None,
    )


def build_actions(*buttons: ButtonElement) -> ActionsBlock:
    return ActionsBlock(elements=list(buttons))
