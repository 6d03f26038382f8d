"""Modals: what they have in common, and how deep they are stacked."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from slack_sdk.models.blocks import Block, PlainTextObject
from slack_sdk.models.views import View

from bot.texts import Texts
from bot.views.cutting import shorten
from bot.views.message import build_section

TITLE_LIMIT = 24


def build_modal(
    title: str,
    blocks: Sequence[Block],
    texts: Texts,
    *,
    callback_id: str,
    submit: str | None = None,
    kept: str | None = None,
) -> View:
    """Return a modal; `submit` is the label of its button, `kept` comes back with whatever is done in it."""
    return View(
        type="modal",
        callback_id=callback_id,
        title=PlainTextObject(text=shorten(title, TITLE_LIMIT), emoji=False),
        close=PlainTextObject(text=texts.close, emoji=False),
        submit=PlainTextObject(text=shorten(submit, TITLE_LIMIT), emoji=False) if submit else None,
        private_metadata=kept,
        blocks=list(blocks),
    )


def build_note(text: str, texts: Texts) -> View:
    """Return a modal that says one thing, which is escaped already."""
    return build_modal(texts.reading.note_title, [build_section(text)], texts, callback_id="note")


def is_on_top(view: Mapping[str, object]) -> bool:
    """Tell whether no modal can be opened on top of this one: Slack stacks three."""
    return view.get("previous_view_id") not in (None, view.get("root_view_id"))
