"""A whole entry in a modal, in parts where it is long: only its reader sees it."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct
from slack_sdk.models.blocks import Block, ButtonElement, RichTextBlock
from slack_sdk.models.views import View

from bot.texts import Texts
from bot.views import prose
from bot.views.cutting import shorten, split_text
from bot.views.entry import describe_entry, describe_missing
from bot.views.menu import build_offers
from bot.views.message import build_actions, build_button, build_context
from bot.views.modals import TITLE_LIMIT, build_modal
from bot.views.mrkdwn import escape
from bot.views.offers import build_lost_pointers, list_reader_offers
from bot.views.source import build_source_line
from corpus.models import Document, Entry, QuestionAnswer, Quote, Span

TURN_PART = "reader_turn"
CALLBACK = "reader"
# Slack takes 100 blocks in a modal and gives no total; this is what it takes in a message.
PART_ROOM = 7_000
PIECE_LIMIT = 2_900
# Of 100 blocks; others stand around them.
MOST_PIECES = 60


def count_parts(entry: Entry, texts: Texts) -> int:
    """Return in how many parts the modal shows an entry."""
    return len(_split_parts(entry, texts))


def build_reader(entry: Entry, document: Document, texts: Texts, *, part: int = 0) -> View:
    """Return part `part` (from 0) of an entry in full, with buttons to the other parts and to what is beside it."""
    parts = _split_parts(entry, texts)
    part = min(max(part, 0), len(parts) - 1)
    name = describe_entry(entry, document, texts)
    blocks: list[Block] = []
    if len(name) > TITLE_LIMIT:
        blocks.append(RichTextBlock(elements=[prose.build_section("", lead=shorten(name, 300))]))
    blocks += [piece.build() for piece in parts[part]]
    if part == len(parts) - 1:
        blocks += _build_remarks(entry, texts)
    blocks.append(build_context(build_source_line(entry, document, texts)))
    if len(parts) > 1:
        blocks.append(build_context(escape(texts.part_of.format(part=part + 1, total=len(parts)))))
        blocks.append(build_actions(*_build_turns(entry, part, len(parts), texts)))
    if row := build_offers(tuple(list_reader_offers(entry, document, texts))):
        blocks.append(row)
    return build_modal(name, blocks, texts, callback_id=CALLBACK)


def parse_turn(value: str) -> tuple[str, int]:
    """Return the entry's id and the part that a turning button asks for.

    Raises:
        ValueError: the value is none of ours.
    """
    entry_id, separator, part = value.rpartition("|")
    if not separator:
        raise ValueError("no part in the value of a turning button")
    return entry_id, int(part)


class _Piece(Struct, frozen=True, kw_only=True):
    """A stretch of a quotation that stands in one block."""

    quote: Quote
    span: Span
    lead: str = ""
    is_question: bool = False

    def build(self) -> Block:
        text = self.quote.text[self.span.start : self.span.end]
        elements = [prose.build_quote(text)] if self.is_question else prose.build_body(text, lead=self.lead)
        return RichTextBlock(elements=elements)


def _split_parts(entry: Entry, texts: Texts) -> list[list[_Piece]]:
    parts: list[list[_Piece]] = [[]]
    filled = 0
    for piece in _list_pieces(entry, texts):
        if filled and (filled + len(piece.span) > PART_ROOM or len(parts[-1]) >= MOST_PIECES):
            parts.append([])
            filled = 0
        parts[-1].append(piece)
        filled += len(piece.span)
    return parts


def _list_pieces(entry: Entry, texts: Texts) -> Iterator[_Piece]:
    question = entry.question if isinstance(entry, QuestionAnswer) else None
    body = entry.answer if isinstance(entry, QuestionAnswer) else entry.text
    if question:
        yield from _cut(question, is_question=True)
    if body:
        yield from _cut(body, lead=f"{texts.answer}\n" if question else "")
    for note in entry.notes:
        yield from _cut(note.text, lead=f"{note.marker}  ")


def _cut(quote: Quote, *, lead: str = "", is_question: bool = False) -> Iterator[_Piece]:
    for start, end in split_text(quote.text, PIECE_LIMIT):
        if quote.text[start:end].strip():
            yield _Piece(quote=quote, span=Span(start, end), lead=lead, is_question=is_question)
            lead = ""


def _build_remarks(entry: Entry, texts: Texts) -> Iterator[Block]:
    if isinstance(entry, QuestionAnswer) and entry.question is None:
        yield build_context(describe_missing(entry, texts))
    elif isinstance(entry, QuestionAnswer) and entry.answer is None:
        yield build_context(texts.no_answer)
    if lost := build_lost_pointers(entry, texts):
        yield lost


def _build_turns(entry: Entry, part: int, total: int, texts: Texts) -> Iterator[ButtonElement]:
    if part > 0:
        yield build_button(texts.reading.part_before, action_id=f"{TURN_PART}_back", value=f"{entry.id}|{part - 1}")
    if part < total - 1:
        yield build_button(texts.reading.part_after, action_id=f"{TURN_PART}_on", value=f"{entry.id}|{part + 1}")
