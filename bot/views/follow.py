"""The button under a result that follows what was searched."""

from __future__ import annotations

from slack_sdk.models.blocks import Block, ButtonElement

from bot.texts import Texts
from bot.views.cutting import shorten
from bot.views.message import build_actions, build_button

FOLLOW = "alert_follow"
# What can be followed; a button holds 2,000 characters.
LONGEST_QUERY = 300


def build_follow_button(query: str, texts: Texts) -> ButtonElement | None:
    """Return the button that follows a query; None for one that is too long to follow."""
    query = " ".join(query.split())
    if not query or len(query) > LONGEST_QUERY:
        return None
    spoken = texts.alerts.follow_label.format(query=shorten(query, 50))
    return build_button(texts.alerts.follow, action_id=FOLLOW, value=query, spoken=spoken)


def build_follow_row(query: str, texts: Texts) -> tuple[Block, ...]:
    """Return that button as a row of its own; no row where there is no button."""
    button = build_follow_button(query, texts)
    return (build_actions(button),) if button else ()
