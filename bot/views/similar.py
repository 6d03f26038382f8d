"""Questions like one, and what the report says of the same, in a modal: each with a button that opens it."""

from __future__ import annotations

from collections.abc import Sequence

from slack_sdk.models.blocks import Block
from slack_sdk.models.views import View

from bot.texts import Texts
from bot.views.answer import build_hit_line
from bot.views.cutting import shorten
from bot.views.entry import describe_entry
from bot.views.message import build_context, build_section
from bot.views.modals import build_modal
from bot.views.mrkdwn import escape
from corpus.models import Document, Entry, Hit

CALLBACK = "similar"


def build_similar(
    entry: Entry, document: Document, similar: Sequence[Hit], passages: Sequence[Hit], texts: Texts
) -> View:
    """Return the questions like an entry, and the passages of the report that it is about."""
    name = shorten(describe_entry(entry, document, texts), 100)
    blocks: list[Block] = [build_context(f"*{escape(texts.similar)}* · {escape(name)}")]
    blocks += [build_hit_line(hit, texts) for hit in similar] or [build_section(texts.no_similar)]
    if passages:
        blocks.append(build_context(f"*{texts.in_report}*"))
        blocks += [build_hit_line(hit, texts) for hit in passages]
    return build_modal(texts.similar, blocks, texts, callback_id=CALLBACK)
