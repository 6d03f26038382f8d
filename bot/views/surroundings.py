"""The page around an entry, in a modal: the source's own text, that of the entry behind a line in the margin."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from slack_sdk.models.blocks import Block, ButtonElement, RichTextBlock
from slack_sdk.models.views import View

from bot.texts import Texts
from bot.views import prose
from bot.views.cutting import shorten, split_text
from bot.views.message import build_actions, build_button, build_context
from bot.views.modals import build_modal
from bot.views.mrkdwn import build_link, escape
from bot.views.offers import describe_neighbour
from bot.views.source import SEPARATOR, TITLE_LIMIT, describe_paper
from corpus.models import Document, Entry, PartKind, Span
from corpus.surroundings import Leaf, Piece, find_leaf, list_leaves, read_leaf

CALLBACK = "surroundings"
TURN_LEAF = "leaf_turn"
PIECE_LIMIT = 2_900
NAME_LIMIT = 100


def build_surroundings(entry: Entry, document: Document, texts: Texts, *, place: int | None = None) -> View:
    """Return the modal with one leaf of a paper, the entry on it marked; without `place` the one where it begins."""
    leaves = list_leaves(document)
    place = find_leaf(document, entry) if place is None else min(max(place, 0), len(leaves) - 1)
    leaf = leaves[place]
    blocks: list[Block] = [build_context(_describe_leaf(leaf, document, texts))]
    pieces = read_leaf(document, leaf, entry)
    if any(piece.is_own for piece in pieces):
        name = shorten(describe_neighbour(entry, document, texts), NAME_LIMIT)
        blocks.append(build_context(escape(texts.reading.page_mark.format(name=name))))
    for is_own, group in groupby(pieces, key=lambda piece: piece.is_own):
        blocks += _build_group(tuple(group), is_own=is_own)
    if turns := list(_build_turns(entry, place, len(leaves), texts)):
        blocks.append(build_actions(*turns))
    return build_modal(_name_leaf(leaf, place, len(leaves), texts), blocks, texts, callback_id=CALLBACK)


def parse_leaf(value: str) -> tuple[str, int]:
    """Return the entry's id and the leaf that a button asks for.

    Raises:
        ValueError: the value is none of ours.
    """
    entry_id, separator, place = value.rpartition("|")
    if not separator:
        raise ValueError("no leaf in the value of a button")
    return entry_id, int(place)


def _build_group(pieces: Sequence[Piece], *, is_own: bool) -> Iterator[Block]:
    """Return pieces that follow one another, headings bold, those of the entry behind a line in the margin."""
    text, bold = _join(pieces)
    for start, end in split_text(text, PIECE_LIMIT):
        part, stressed = text[start:end], prose.cut_ranges(bold, Span(start, end))
        if part.strip():
            elements = [prose.build_quote(part, stressed)] if is_own else prose.build_body(part, stressed)
            yield RichTextBlock(elements=elements)


def _join(pieces: Sequence[Piece]) -> tuple[str, tuple[Span, ...]]:
    """Return pieces as one text, a heading right above what it is the heading of, and where its headings are."""
    text = ""
    bold = []
    for piece, before in zip(pieces, (None, *pieces), strict=False):
        if before:
            text += "\n" if before.kind is PartKind.HEADING else "\n\n"
        if piece.kind is PartKind.HEADING:
            bold.append(Span(len(text), len(text) + len(piece.text.text)))
        text += piece.text.text
    return text, tuple(bold)


def _describe_leaf(leaf: Leaf, document: Document, texts: Texts) -> str:
    title = build_link(document.metadata.url, shorten(document.title, TITLE_LIMIT))
    total = document.metadata.page_count
    form = texts.page_of if total else texts.page
    page = form.format(page=leaf.page, total=total) if leaf.page else None
    return SEPARATOR.join((title, *map(escape, filter(None, (describe_paper(document, texts), page)))))


def _name_leaf(leaf: Leaf, place: int, total: int, texts: Texts) -> str:
    if leaf.page:
        return texts.reading.page.format(page=leaf.page)
    return texts.reading.page_unknown.format(part=place + 1, total=total) if total > 1 else texts.reading.context


def _build_turns(entry: Entry, place: int, total: int, texts: Texts) -> Iterator[ButtonElement]:
    if place:
        yield build_button(texts.reading.page_before, action_id=f"{TURN_LEAF}_back", value=f"{entry.id}|{place - 1}")
    if place + 1 < total:
        yield build_button(texts.reading.page_after, action_id=f"{TURN_LEAF}_on", value=f"{entry.id}|{place + 1}")
