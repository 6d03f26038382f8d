"""A row of what one can do: the most useful as buttons, the others in a menu behind three dots."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct
from slack_sdk.models.blocks import ActionsBlock, ButtonElement, Option, OverflowMenuElement, PlainTextObject

from bot.views.cutting import shorten
from bot.views.message import BUTTON_LIMIT, build_button

MENU = "entry_menu"
MOST_BUTTONS = 3
# Slack takes at most five lines in a menu, and 150 characters in the value of each.
MOST_LINES = 5
LINE_VALUE_LIMIT = 150
# A paper without an identifier is named by its file; of longer names a message can't hold many.
LONGEST_VALUE = 300


class Offer(Struct, frozen=True, kw_only=True):
    """A button or a line of the menu; `spoken` is what a screen reader says instead of the label."""

    action_id: str
    value: str
    label: str
    spoken: str | None = None

    @property
    def line_value(self) -> str:
        """What a line of the menu holds: which button it stands for, and that button's value."""
        return f"{self.action_id}|{self.value}"


def build_offers(offers: Sequence[Offer], *, most: int = MOST_BUTTONS) -> ActionsBlock | None:
    """Return the first `most` offers as buttons and the others as a menu, None where there are none.

    There are more buttons where the menu can't hold the others, and one less where the menu would hold but one.
    Where a value is too long for a line of the menu, all are buttons; where it is absurdly long, just the first.
    """
    if not offers:
        return None
    if any(len(offer.value) > LONGEST_VALUE for offer in offers):
        offers = offers[:most]
    count = max(most - (len(offers) == most + 1), len(offers) - MOST_LINES)
    buttons, lines = offers[:count], offers[count:]
    if any(len(offer.line_value) > LINE_VALUE_LIMIT for offer in lines):
        buttons, lines = offers, ()
    elements: list[ButtonElement | OverflowMenuElement] = [
        build_button(
            shorten(offer.label, BUTTON_LIMIT), action_id=offer.action_id, value=offer.value, spoken=offer.spoken
        )
        for offer in buttons
    ]
    if lines:
        elements.append(_build_menu(lines))
    return ActionsBlock(elements=elements)


def parse_line(value: str) -> tuple[str, str]:
    """Return which button a line of the menu stands for, and that button's value.

    Raises:
        ValueError: the value is none of ours.
    """
    action_id, separator, rest = value.partition("|")
    if not separator:
        raise ValueError("no button in the value of a line of the menu")
    return action_id, rest


def _build_menu(offers: Sequence[Offer]) -> OverflowMenuElement:
    options = [
        Option(text=PlainTextObject(text=shorten(offer.label, BUTTON_LIMIT), emoji=False), value=offer.line_value)
        for offer in offers
    ]
    return OverflowMenuElement(action_id=MENU, options=options)
