"""Text of a source as Slack's rich text: nothing in it is ever read as formatting, a link or a ping."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from slack_sdk.models.blocks import (
    RichTextElement,
    RichTextElementParts,
    RichTextListElement,
    RichTextPreformattedElement,
    RichTextQuoteElement,
    RichTextSectionElement,
)

from bot.views.layout import Shape, align_table, group_lines, split_items
from corpus.models import Quote, Span

# Signs that turn the direction of writing, which could make an address read as another, end it.
_TURNS = r"\u202a-\u202e\u2066-\u2069"
_ADDRESS = re.compile(rf"https?://[^\s<>\"{_TURNS}]+[^\s<>\".,;:!?)\]}}’”'{_TURNS}]")
# Each change to bold costs an element; a message has room for so many.
MOST_BOLD = 60
# Slack takes 3,000 characters.
_LONGEST_LINK = 2_900


def find_bold(quote: Quote, matches: tuple[Span, ...], most: int = MOST_BOLD) -> tuple[Span, ...]:
    """Return the first ranges of `quote.text` that show `matches`, ranges of the source, joined and in order."""
    joined: list[Span] = []
    # What ascends in the source ascends in the text: of thousands the first will do.
    for span in (span for match in sorted(matches) for span in quote.find_text(match)):
        if joined and span.start <= joined[-1].end:
            joined[-1] = Span(joined[-1].start, max(joined[-1].end, span.end))
        elif len(joined) < most:
            joined.append(span)
        else:
            break
    return tuple(joined)


def build_section(text: str, bold: tuple[Span, ...] = (), *, lead: str = "") -> RichTextSectionElement:
    """Return `text` word for word, `bold` ranges stressed, addresses as links, after a bold `lead`."""
    first = [_build_text(lead, is_bold=True)] if lead else []
    return RichTextSectionElement(elements=[*first, *_build_parts(text, bold)])


def build_body(text: str, bold: tuple[Span, ...] = (), *, lead: str = "") -> list[RichTextElement]:
    """Return `text` word for word after a bold `lead`: lists as lists, the columns of a table below each other.

    What separates two cells or two such parts is white space, here as in the source.
    """
    elements: list[RichTextElement] = []
    for group in group_lines(text):
        span = group.span
        part = text[span.start : span.end]
        if not part.strip():
            continue
        table = align_table(part) if group.shape is Shape.TABLE else None
        if group.shape is Shape.TEXT or (group.shape is Shape.TABLE and table is None):
            elements.append(build_section(part, cut_ranges(bold, span), lead="" if elements else lead))
            continue
        if lead and not elements:
            elements.append(build_section("", lead=lead.rstrip("\n")))
        elements.append(build_table(table) if table else _build_list(text, span, bold))
    return elements


def build_table(text: str) -> RichTextPreformattedElement:
    """Return lines whose columns are aligned, in letters of one width."""
    return RichTextPreformattedElement(elements=[_build_text(text, is_bold=False)])


def _build_list(text: str, span: Span, bold: tuple[Span, ...]) -> RichTextListElement:
    items = (build_section(text[item.start : item.end], cut_ranges(bold, item)) for item in split_items(text, span))
    return RichTextListElement(style="bullet", indent=0, elements=list(items))


def cut_ranges(bold: tuple[Span, ...], part: Span) -> tuple[Span, ...]:
    """Return what of `bold` lies in a part of the text, counted from where the part begins."""
    return tuple(
        Span(max(span.start, part.start) - part.start, min(span.end, part.end) - part.start)
        for span in bold
        if span.start < part.end and part.start < span.end
    )


def build_quote(text: str, bold: tuple[Span, ...] = ()) -> RichTextQuoteElement:
    """Return `text` word for word behind a line in the margin."""
    return RichTextQuoteElement(elements=list(_build_parts(text, bold)))


def _build_parts(text: str, bold: tuple[Span, ...]) -> Iterator[RichTextElement]:
    found = _ADDRESS.finditer(text)
    links = {match.start(): match.end() for match in found if len(match[0]) <= _LONGEST_LINK}
    edges = {0, len(text)}
    edges.update(edge for span in bold for edge in (span.start, span.end))
    edges.update(edge for link in links.items() for edge in link)
    inside_link = [range(start + 1, end) for start, end in links.items()]
    points = sorted(edge for edge in edges if not any(edge in link for link in inside_link))
    for start, end in pairwise(points):
        piece = text[start:end]
        if start in links:
            yield RichTextElementParts.Link(url=piece, text=piece)
        else:
            yield _build_text(piece, is_bold=any(span.start <= start < span.end for span in bold))


def _build_text(text: str, *, is_bold: bool) -> RichTextElement:
    style = RichTextElementParts.TextStyle(bold=True) if is_bold else None
    return RichTextElementParts.Text(text=text, style=style)
