"""Pieces of running text that are something of their own, cut out of the lines on which they stand."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate

from msgspec import Struct
from msgspec.structs import replace

from corpus.readers.source import Line, Role, cut_part


class Piece(Struct, frozen=True):
    """A stretch of the text of all lines, a line end between two of them, and what it is."""

    start: int
    end: int
    role: Role | None


def find_starts(lines: Sequence[Line]) -> Sequence[int]:
    """Return where each line begins in the text of them all, a line end between two, and where that ends."""
    return [0, *accumulate(len(line.text) + 1 for line in lines)]


def place_matches(
    matches: Iterable[re.Match[str]], starts: Sequence[int], group: str | int = 0
) -> Iterator[tuple[re.Match[str], int, bool]]:
    """Return each match with the line on which a group of it begins, and whether it is the first on that.

    Of a line with thousands of them the first alone may open it.
    """
    last = -1
    for match in matches:
        place = bisect_right(starts, match.start(group)) - 1
        yield match, place, place != last
        last = place


def cut_pieces(lines: Sequence[Line], starts: Sequence[int], pieces: Iterable[Piece]) -> Iterator[Line]:
    """Return the lines cut before and behind each piece, which then say what they are; `pieces` are in their order.

    `starts` are those of the lines. Of the number of a question or
    the heading of an answer that stands on two lines the last is it. Of an answer the first line is what opens it.
    """
    own: dict[int, list[Piece]] = {}
    for piece in pieces:
        first, last = (bisect_right(starts, at) - 1 for at in (piece.start, piece.end - 1))
        for place in range(first, last + 1):
            start, end = max(piece.start, starts[place]), min(piece.end, starts[place + 1] - 1)
            own.setdefault(place, []).append(Piece(start - starts[place], end - starts[place], piece.role))
    for place, line in enumerate(lines):
        if place in own:
            yield from _cut(line, own[place])
        else:
            yield line


def _cut(line: Line, own: Sequence[Piece]) -> Iterator[Line]:
    """Return the pieces of a line without the white behind each: a line that ends in it may say how a text is set."""
    at = 0
    opens_page = line.opens_page
    pieces: list[Piece] = []
    for piece in own:
        pieces += (Piece(at, piece.start, line.role), piece)
        at = piece.end
    for piece in (*pieces, Piece(at, len(line.text), line.role)):
        text = line.text[piece.start : piece.end]
        if text.strip():
            start = piece.start + len(text) - len(text.lstrip())
            part = cut_part(line, start, start + len(text.strip()), opens_page=opens_page)
            yield replace(part, role=piece.role)
            opens_page = False
