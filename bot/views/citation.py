"""A citation in a modal, in a field from which it is easily copied."""

from __future__ import annotations

from slack_sdk.models.blocks import InputBlock, PlainTextInputElement, PlainTextObject
from slack_sdk.models.views import View

from bot.texts import Texts
from bot.views.cutting import shorten
from bot.views.modals import build_modal
from corpus.citation import format_citation
from corpus.models import Document, Entry

CALLBACK = "citation"
# Slack takes 3,000 characters in a field.
LINE_LIMIT = 1_400


def build_citation(entry: Entry, document: Document, texts: Texts) -> View:
    """Return the modal with the citation of an entry, and the address where its paper can be read."""
    lines = (format_citation(entry, document.metadata), document.metadata.url)
    field = PlainTextInputElement(
        action_id=CALLBACK,
        multiline=True,
        initial_value="\n".join(shorten(line, LINE_LIMIT) for line in lines if line),
    )
    block = InputBlock(
        block_id=CALLBACK,
        label=PlainTextObject(text=texts.reading.citation_label, emoji=False),
        hint=PlainTextObject(text=texts.reading.citation_hint, emoji=False),
        element=field,
    )
    done = texts.reading.citation_done
    return build_modal(texts.reading.citation, [block], texts, callback_id=CALLBACK, submit=done)
