"""The papers that the corpus holds, as a list."""

from __future__ import annotations

from collections.abc import Sequence

from slack_sdk.models.blocks import Block

from bot.texts import Texts
from bot.views.cutting import shorten
from bot.views.message import Message, build_context, build_section
from bot.views.mrkdwn import build_link, escape, escape_entities
from bot.views.source import SEPARATOR, describe_paper
from corpus.models import Paper

# Slack takes 50 blocks and about 11,000 characters of them; these fit with the longest titles cut.
SHOWN = 20


def build_papers(documents: Sequence[Paper], texts: Texts) -> Message:
    """Return a line for each paper, with its link, date and what is in it."""
    shown, rest = documents[:SHOWN], len(documents) - SHOWN
    blocks: list[Block] = [build_section(texts.papers_head)]
    blocks += [build_section(_build_line(document, texts)) for document in shown]
    lines = [texts.papers_head, *(escape_entities(shorten(document.title, 130)) for document in shown)]
    if rest > 0:
        more = texts.papers_more.format(count=rest)
        blocks.append(build_context(more))
        lines.append(more)
    return Message(text="\n".join(lines), blocks=tuple(blocks))


def describe_content(document: Paper, texts: Texts) -> str:
    """Return how much of what a paper holds: `19 vragen (1 t/m 19)`."""
    numbers = document.numbers
    if not numbers:
        return texts.papers_line_passages.format(count=document.size)
    form = texts.papers_line_one_question if len(numbers) == 1 else texts.papers_line_questions
    return form.format(count=len(numbers), numbers=texts.format_numbers(numbers))


def _build_line(document: Paper, texts: Texts) -> str:
    date = document.metadata.date
    facts = (
        describe_paper(document, texts),
        texts.format_date(date) if date else None,
        describe_content(document, texts),
    )
    title = build_link(document.metadata.url, shorten(document.title, 120))
    return f"*{title}*\n{escape(SEPARATOR.join(fact for fact in facts if fact))}"
