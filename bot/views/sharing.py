"""An answer that one person saw, for all in a channel: the form that asks where, the message, and what came of it."""

from __future__ import annotations

from slack_sdk.models.blocks import Block, ConversationSelectElement, InputBlock, PlainTextObject
from slack_sdk.models.blocks.block_elements import ConversationFilter
from slack_sdk.models.views import View

from bot.texts import Texts
from bot.views.answer import build_whole
from bot.views.cutting import shorten
from bot.views.entry import ROOM, describe_entry, format_entry
from bot.views.message import TEXT_LIMIT, Message, build_context, fit_message
from bot.views.modals import build_modal
from bot.views.mrkdwn import escape, escape_entities
from corpus.models import Document, Entry, Hit

FORM = "share"
WHERE = "share_where"
NAME_LIMIT = 100


def build_share_form(entry: Entry, document: Document, texts: Texts) -> View:
    """Return the modal that asks in which channel to share an entry."""
    name = shorten(describe_entry(entry, document, texts), NAME_LIMIT)
    return build_channel_form(name, texts, callback_id=FORM, kept=entry.id)


def build_channel_form(what: str, texts: Texts, *, callback_id: str, kept: str) -> View:
    """Return a modal that asks in which channel to share what is named."""
    reading = texts.reading
    select = ConversationSelectElement(
        action_id=WHERE,
        default_to_current_conversation=True,
        # With an address of its own to answer at the bot need not be a member of the channel that is chosen.
        response_url_enabled=True,
        filter=ConversationFilter(include=["public", "private"]),
    )
    where = InputBlock(
        block_id=WHERE,
        label=PlainTextObject(text=reading.share_where, emoji=False),
        hint=PlainTextObject(text=reading.share_hint, emoji=False),
        element=select,
    )
    blocks = [build_context(f"*{escape(what)}*"), where]
    return build_modal(reading.share, blocks, texts, callback_id=callback_id, submit=reading.share_send, kept=kept)


def build_shared(entry: Entry, document: Document, texts: Texts, *, shared_by: str) -> Message:
    """Return an entry for all in a channel, with the name of who shared it above."""
    hit = Hit(rank=1, score=1.0, entry=entry, document=document)
    # A name and not a mention: who shares it need not be called to it.
    line = texts.reading.shared_by.format(user=escape(shared_by))

    def build(room: int) -> list[Block]:
        return [build_context(line), *build_whole(hit, texts, room)]

    lead = escape_entities(texts.reading.shared_by.format(user=shared_by)) + "\n"
    text = lead + format_entry(entry, document, texts, limit=TEXT_LIMIT - len(lead))
    return fit_message(text, build, ROOM)
