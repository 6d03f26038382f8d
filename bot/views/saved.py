"""Questions that a person keeps at hand: the button that keeps one, and the list."""

from __future__ import annotations

from collections.abc import Sequence

from slack_sdk.models.blocks import ActionsBlock, Block, ButtonElement

from bot.state.questions import SavedQuestion
from bot.texts import Texts
from bot.views.cutting import shorten
from bot.views.feedback import cut_query
from bot.views.message import (
    TEXT_LIMIT,
    Message,
    build_actions,
    build_button,
    build_context,
    build_section,
    fit_message,
)
from bot.views.mrkdwn import escape, escape_entities

SAVE, ASK_AGAIN, REMOVE = "question_save", "question_ask", "question_remove"
# A message takes 50 blocks; each question takes two.
LISTED = 20
SHOWN = 300


def build_save_button(query: str, texts: Texts) -> ButtonElement:
    """Return the button that keeps a question; a very long one is cut."""
    said, kept = texts.feedback, cut_query(query)
    return build_button(said.save, action_id=SAVE, value=kept, spoken=said.save_spoken.format(query=kept))


def build_saved(questions: Sequence[SavedQuestion], texts: Texts) -> Message:
    """Return a person's questions as a message."""
    said = texts.feedback
    if not questions:
        return Message(text=said.saved_none, blocks=(build_section(said.saved_none),))
    shown = questions[:LISTED]
    lines = (escape_entities(shorten(question.text, TEXT_LIMIT // (6 * len(shown)))) for question in shown)
    title = build_section(f"*{said.saved_title}*")

    def build(room: int) -> tuple[Block, ...]:
        return (title, *_build_list(questions, texts, shown=room // LISTED))

    return fit_message("\n".join((said.saved_title, *lines)), build, LISTED * SHOWN)


def _build_list(questions: Sequence[SavedQuestion], texts: Texts, *, shown: int) -> tuple[Block, ...]:
    """Return the newest questions, of each at most `shown` characters, with buttons that ask it and take it away."""
    blocks: list[Block] = []
    for question in questions[:LISTED]:
        blocks += (build_section(escape(shorten(question.text, shown))), _build_buttons(question, texts))
    if len(questions) > LISTED:
        blocks.append(build_context(escape(texts.feedback.saved_more.format(count=len(questions) - LISTED))))
    return tuple(blocks)


def _build_buttons(question: SavedQuestion, texts: Texts) -> ActionsBlock:
    said = texts.feedback
    spoken = said.ask_again_spoken.format(query=question.text)
    return build_actions(
        build_button(said.ask_again, action_id=ASK_AGAIN, value=str(question.id), spoken=spoken),
        build_button(said.remove, action_id=REMOVE, value=str(question.id)),
    )
