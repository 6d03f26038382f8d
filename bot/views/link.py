"""What is shown under a link to a paper that the corpus holds."""

from __future__ import annotations

from slack_sdk.models.blocks import Block

from bot.texts import Texts
from bot.views.cutting import shorten
from bot.views.message import build_actions, build_button, build_section
from bot.views.mrkdwn import build_link, escape
from bot.views.paper import build_search_button
from bot.views.papers import OPEN_PAPER, count_questions, describe_content
from bot.views.source import SEPARATOR, describe_paper
from corpus.models import Paper


def build_link_card(paper: Paper, texts: Texts) -> tuple[Block, ...]:
    """Return a paper's title, date and number of questions, with buttons to its card and to search in it."""
    metadata = paper.metadata
    size = count_questions(len(paper.numbers), texts) if paper.numbers else describe_content(paper, texts)
    date = texts.format_date(metadata.date) if metadata.date else None
    facts = SEPARATOR.join(filter(None, (describe_paper(paper, texts), date, size)))
    title = build_link(metadata.url, shorten(paper.title, 250))
    spoken = texts.finding.show_label.format(what=shorten(paper.title, 60))
    return (
        build_section(f"*{title}*\n{escape(facts)}"),
        build_actions(
            build_search_button(paper, texts),
            build_button(texts.finding.show, action_id=OPEN_PAPER, value=paper.id, spoken=spoken),
        ),
    )
