"""One entry, a question with its answer or a passage, as blocks and as plain text."""

from __future__ import annotations

from msgspec import Struct
from slack_sdk.models.blocks import Block, RichTextBlock, RichTextElement

from bot.texts import Texts
from bot.views import prose
from bot.views.cutting import ELLIPSIS, find_cut, find_sentence, shorten
from bot.views.message import TEXT_LIMIT, build_context
from bot.views.mrkdwn import escape_entities
from bot.views.source import build_source_line, format_source
from corpus.models import Document, Entry, QuestionAnswer, Quote, Span

HEADING_SEPARATOR = " › "
NAME_LIMIT = 300
LEAST_SHOWN = 40
LEAST_BOLD = 8
ROOM_PER_BOLD = 80
# Characters of source text in one message. Slack has refused messages of about 11,000 characters
# of blocks (slackapi/bolt-js issues 2509 and 2867), and more blocks stand around the text.
ROOM = 5_500


class EntryView(Struct, frozen=True, kw_only=True):
    """The blocks of an entry, and whether its text was too long to show whole."""

    blocks: tuple[Block, ...]
    is_cut: bool


def describe_entry(entry: Entry, document: Document, texts: Texts) -> str:
    """Return a short name for an entry: `Vraag 43`, or the headings that a passage stands under."""
    if isinstance(entry, QuestionAnswer):
        if not entry.numbers:
            return texts.question_unnumbered if entry.question else texts.question_missing_short
        form = texts.question if len(entry.numbers) == 1 else texts.questions
        return form.format(numbers=texts.format_numbers(entry.numbers) + entry.letter)
    return HEADING_SEPARATOR.join(entry.heading) or document.title


def list_quotes(entry: Entry) -> tuple[Quote, ...]:
    """Return the texts of an entry in reading order: question and answer, or the passage."""
    if isinstance(entry, QuestionAnswer):
        return tuple(quote for quote in (entry.question, entry.answer) if quote)
    return (entry.text,)


def build_entry(
    entry: Entry, document: Document, texts: Texts, *, matches: tuple[Span, ...] = (), room: int = ROOM
) -> EntryView:
    """Return an entry in full, its source below it; cut at a sentence where it does not fit in `room`."""
    elements: list[RichTextElement] = [
        prose.build_section("", lead=shorten(describe_entry(entry, document, texts), NAME_LIMIT))
    ]
    is_cut = False
    left = room
    # Where there is little room for text there is little for its bold words.
    most = max(LEAST_BOLD, min(prose.MOST_BOLD, room // ROOM_PER_BOLD))
    for quote, is_question in _label_quotes(entry):
        limit = max(left // 2 if is_question else left, LEAST_SHOWN)
        end = find_cut(quote.text, limit)
        is_cut |= end < len(quote.text)
        left -= end
        elements += _build_part(quote, end, matches, most=most, is_question=is_question, entry=entry, texts=texts)
    blocks: list[Block] = [RichTextBlock(elements=elements)]
    if hint := _describe_absence(entry, texts):
        blocks.append(build_context(hint))
    if not is_cut and (notes := build_notes(entry, left)):
        blocks.append(notes)
    elif entry.notes:
        is_cut = True
    blocks.append(build_context(build_source_line(entry, document, texts)))
    return EntryView(blocks=tuple(blocks), is_cut=is_cut)


def build_notes(entry: Entry, room: int) -> RichTextBlock | None:
    """Return the notes of an entry, a line each, or None where there are none or they don't fit."""
    if not entry.notes or sum(len(note.text.text) + 10 for note in entry.notes) > room:
        return None
    return RichTextBlock(
        elements=[prose.build_section(note.text.text, lead=f"{note.marker}  ") for note in entry.notes]
    )


def format_entry(entry: Entry, document: Document, texts: Texts, *, limit: int = TEXT_LIMIT) -> str:
    """Return an entry and its source as text without formatting, at most `limit` characters, escaped."""
    source = format_source(entry, document, texts)
    body = "\n".join(_format_body(entry, document, texts))
    whole = f"{body}\n{source}"
    if len(escape_entities(whole)) <= limit:
        return escape_entities(whole)
    source = _shorten_escaped(source, limit // 4)
    end = find_cut(body, limit - len(escape_entities(source)) - 3)
    while len(escape_entities(f"{body[:end]} {ELLIPSIS}\n{source}")) > limit:
        end = end * 9 // 10
    return escape_entities(f"{body[:end].rstrip()} {ELLIPSIS}\n{source}")


def _shorten_escaped(text: str, limit: int) -> str:
    """Return `text` shortened such that it takes at most `limit` characters once it is escaped, of which 1 fits."""
    most = limit
    while len(escape_entities(shown := shorten(text, most))) > limit:
        most = most * 9 // 10
    return shown


def format_snippet(entry: Entry, matches: tuple[Span, ...], limit: int = 150) -> str:
    """Return one line of an entry: its question, or the sentence of it that first matched."""
    quotes = list_quotes(entry)
    if isinstance(entry, QuestionAnswer) and entry.question:
        return shorten(entry.question.text, limit)
    quote = quotes[0]
    bold = prose.find_bold(quote, matches)
    start = find_sentence(quote.text, bold[0].start) if bold else 0
    return (ELLIPSIS if start else "") + shorten(quote.text[start:], limit)


def _label_quotes(entry: Entry) -> tuple[tuple[Quote, bool], ...]:
    question = entry.question if isinstance(entry, QuestionAnswer) else None
    return tuple((quote, quote is question) for quote in list_quotes(entry))


def _build_part(
    quote: Quote, end: int, matches: tuple[Span, ...], *, most: int, is_question: bool, entry: Entry, texts: Texts
) -> list[RichTextElement]:
    found = prose.find_bold(quote, matches, most)
    bold = tuple(Span(span.start, min(span.end, end)) for span in found if span.start < end)
    shown = quote.text[:end]
    if is_question:
        return [prose.build_quote(shown, bold)]
    has_question = isinstance(entry, QuestionAnswer) and entry.question is not None
    return prose.build_body(shown, bold, lead=f"{texts.answer}\n" if has_question else "")


def describe_missing(entry: QuestionAnswer, texts: Texts) -> str:
    """Return why an answer has no question: it is the end of one, or its paper does not repeat what it answers."""
    return texts.question_elsewhere if entry.numbers else texts.question_missing


def _describe_absence(entry: Entry, texts: Texts) -> str | None:
    if not isinstance(entry, QuestionAnswer):
        return None
    if entry.question is None:
        return describe_missing(entry, texts)
    return texts.no_answer if entry.answer is None else None


def _format_body(entry: Entry, document: Document, texts: Texts) -> list[str]:
    name = describe_entry(entry, document, texts)
    if not isinstance(entry, QuestionAnswer):
        return [f"{name}: {entry.text.text}"]
    lines = [f"{name}: {entry.question.text if entry.question else ''}".rstrip(": ")]
    lines.append(f"{texts.answer}: {entry.answer.text}" if entry.answer else texts.no_answer)
    return lines
