"""Questions that a person keeps at hand: the button that keeps one, and the list."""

from __future__ import annotations

from collections.abc import Sequence

from slack_sdk.models.blocks import ActionsBlock, Block, ButtonElement

from bot.state.questions import SavedQuestion
from bot.texts import Texts
from bot.views.cutting import shorten
from bot.views.feedback import cut_query
from bot.views.message import Message, build_actions, build_button, build_context, build_section
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
    lines = (escape_entities(shorten(question.text, SHOWN)) for question in questions[:LISTED])
    text = shorten("\n".join((said.saved_title, *lines)), 3_800)
    return Message(text=text, blocks=(build_section(f"*{said.saved_title}*"), *build_saved_list(questions, texts)))


def build_saved_list(questions: Sequence[SavedQuestion], texts: Texts) -> tuple[Block, ...]:
    """Return the newest questions, each with buttons that ask it again and take it away; also for the Home tab."""
    blocks: list[Block] = []
    for question in questions[:LISTED]:
        blocks += (build_section(escape(shorten(question.text, SHOWN))), _build_buttons(question, texts))
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
