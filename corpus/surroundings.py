"""What stands around an entry in its paper: the page, the entries before and after, what it points to."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator

from msgspec import Struct

from corpus.models import Document, Entry, PartKind, QuestionAnswer, Quote, Reference, ReferenceKind, Span
from corpus.parsing.repair import build_quote, find_setting
from corpus.readers.source import Line

# Characters on one leaf: a full page of a paper has some 4,000.
LEAF_LIMIT = 6_000


class Leaf(Struct, frozen=True, kw_only=True):
    """A page of a paper, or a part of it where it is very long or where the pages are not known.

    `page` counts as the paper does; None where it is not known.
    """

    span: Span
    page: int | None


class Stretch(Struct, frozen=True, kw_only=True):
    """A part of a paper as far as it stands on a leaf; `is_own` tells that it belongs to the entry in question."""

    span: Span
    kind: PartKind
    is_own: bool


class Piece(Struct, frozen=True, kw_only=True):
    """A stretch as it is read: its lines joined to running text."""

    text: Quote
    kind: PartKind
    is_own: bool


def list_leaves(document: Document) -> tuple[Leaf, ...]:
    """Return the leaves of a paper in order; together they are its whole text."""
    starts = document.page_starts
    if not starts:
        return tuple(Leaf(span=span, page=None) for span in _split(document.text, Span(0, len(document.text))))
    # What stands before the first page goes with it.
    begins = [0, *(start.offset for start in starts[1:])]
    ends = [*begins[1:], len(document.text)]
    return tuple(
        Leaf(span=span, page=start.page)
        for start, begin, end in zip(starts, begins, ends, strict=True)
        for span in _split(document.text, Span(begin, end))
    )


def find_leaf(document: Document, entry: Entry) -> int:
    """Return the place, from 0, of the leaf on which an entry begins."""
    begins = [leaf.span.start for leaf in list_leaves(document)]
    quotes = (entry.question, entry.answer) if isinstance(entry, QuestionAnswer) else (entry.text,)
    first = min((quote.cover.start for quote in quotes if quote), default=0)
    return max(bisect_right(begins, first) - 1, 0)


def list_stretches(document: Document, leaf: Leaf, entry: Entry) -> tuple[Stretch, ...]:
    """Return the parts on a leaf in order; together they are all of its text."""
    first = max(bisect_right(document.parts, leaf.span.start, key=lambda part: part.span.start) - 1, 0)
    last = bisect_left(document.parts, leaf.span.end, key=lambda part: part.span.start)
    return tuple(
        Stretch(
            span=Span(max(part.span.start, leaf.span.start), min(part.span.end, leaf.span.end)),
            kind=part.kind,
            is_own=part.entry == entry.id,
        )
        for part in document.parts[first:last]
    )


def read_leaf(document: Document, leaf: Leaf, entry: Entry) -> tuple[Piece, ...]:
    """Return what stands on a leaf, part by part, as an entry's own text is read: cut words whole, lists as lines."""
    setting = find_setting(_split_lines(document.text, leaf.span))
    read = (
        (one, build_quote(_split_lines(document.text, one.span), setting))
        for one in list_stretches(document, leaf, entry)
    )
    return tuple(Piece(text=text, kind=one.kind, is_own=one.is_own) for one, text in read if text)


def find_neighbours(document: Document, entry: Entry) -> tuple[Entry | None, Entry | None]:
    """Return the entries before and after one in its paper, None where there is none."""
    entries = document.entries
    place = next((place for place, other in enumerate(entries) if other.id == entry.id), None)
    if place is None:
        return None, None
    before = entries[place - 1] if place else None
    return before, entries[place + 1] if place + 1 < len(entries) else None


def list_pointers(entry: Entry) -> tuple[Reference, ...]:
    """Return the questions that an entry points to, each once, in the order of its text.

    One without a target is a question of a paper that the text does not name, or that the list lacks.
    """
    found: dict[str, Reference] = {}
    for reference in entry.references:
        # In a report the word and a number alone say nothing of which list is meant.
        if reference.kind is ReferenceKind.QUESTION and (reference.target or isinstance(entry, QuestionAnswer)):
            found.setdefault(reference.target or f"#{reference.number}", reference)
    return tuple(found.values())


def _split_lines(text: str, span: Span) -> list[Line]:
    lines = []
    start = span.start
    for line in text[span.start : span.end].splitlines(keepends=True):
        content = line.rstrip("\r\n\f\v\x1c\x1d\x1e\x85\u2028\u2029")
        lines.append(Line(start=start, text=content, page=1))
        start += len(line)
    return lines


def _split(text: str, span: Span) -> Iterator[Span]:
    """Return a span in parts of at most `LEAF_LIMIT`, each ending at a blank line, else at a line, if it can."""
    start = span.start
    while span.end - start > LEAF_LIMIT:
        end = _find_end(text, start)
        yield Span(start, end)
        start = end
    yield Span(start, span.end)


def _find_end(text: str, start: int) -> int:
    least, most = start + LEAF_LIMIT // 2, start + LEAF_LIMIT
    for mark in ("\n\n", "\n"):
        place = text.rfind(mark, least, most)
        if place >= 0:
            return place + len(mark)
    return most
