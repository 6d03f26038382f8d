"""What stands under an answer: what one can do with the question, and whether the answer is right."""

from __future__ import annotations

from slack_sdk.models.blocks import Block

from bot.texts import Texts
from bot.views.feedback import build_feedback
from bot.views.follow import build_follow_button
from bot.views.message import build_actions
from bot.views.saved import build_save_button


def build_after(query: str, texts: Texts, *, entry_id: str | None = None) -> list[Block]:
    """Return the buttons for a query; those that judge stand there where an entry answers it by its words."""
    follow = build_follow_button(query, texts)
    row = build_actions(build_save_button(query, texts), *([follow] if follow else []))
    return [row, build_feedback(query, entry_id, texts)] if entry_id else [row]
