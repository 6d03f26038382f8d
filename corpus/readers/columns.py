"""A table of questions on the pages of a PDF: which letters stand in which column, and in which row."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from msgspec import Struct
from msgspec.structs import replace

from corpus.readers.lines import RawLine
from corpus.readers.source import Role
from corpus.readers.tables import (
    Columns,
    are_titles,
    find_columns,
    heads_numbers,
    is_only_numbers,
    may_head,
    owes_numbers,
)

# Points by which the letters of one column may differ in their left edge.
_SLACK = 3.0
# The white between two words of a title is less than this, in heights of a letter's box.
_SPACE = 0.4
# Lines of a cell step down by less than this, in the same.
_APART = 1.8
_ENDS = (".", "?", "!", ":", "”", "’", "»", '"', ")")

# Left, bottom, right and top of the letter at a place, in points from the page's lower left.
FindBox = Callable[[int], tuple[float, float, float, float]]


class PlacedLine(Struct, frozen=True, gc=False):
    """A line of a page, the place of its first letter on the page, how many letters have a box, and its foot."""

    raw: RawLine
    place: int
    count: int
    bottom: float | None = None


class _Piece(Struct, frozen=True):
    """What a line has in one column."""

    column: int
    raw: RawLine


@dataclass(slots=True)
class Table:
    """The left edges of the columns, the line of their titles, and what is known of the row that a page ends in."""

    columns: Columns
    lefts: tuple[float, ...]
    titles: str
    # Whether the line of its titles was read.
    is_open: bool = False
    has_answer: bool = False
    # Whether a row without a number has opened that was not read yet.
    opens: bool = False
    # What the row has so far of its question and of its answer, and the line below which it ends, without numbers.
    asked: str = ""
    said: str = ""
    above: PlacedLine | None = None

    def read_page(self, lines: Sequence[PlacedLine], find_box: FindBox) -> list[RawLine]:
        """Return the lines of a page: those of the table by rows and columns, all others as they come."""
        shown: list[RawLine] = []
        row: list[_Piece] = []
        for line in lines:
            is_titles = " ".join(line.raw.text.split()) == self.titles
            self.is_open |= is_titles
            pieces = None if is_titles or not self.is_open else self._cut(line, find_box)
            if pieces is None:
                if line.raw.text.strip():
                    shown += self._read_row(row)
                    row = []
                shown.append(replace(line.raw, role=Role.HEADING) if is_titles else line.raw)
                continue
            if self.columns.number is None and self._opens_row(pieces):
                shown += self._read_row(row)
                row, self.asked, self.said, self.opens = [], "", "", True
            for piece in pieces:
                if piece.column == self.columns.number and not self._goes_on(row):
                    shown += self._read_row(row)
                    row = []
                row.append(piece)
                self._remember(piece, line)
        return [*shown, *self._read_row(row)]

    def _opens_row(self, pieces: Sequence[_Piece]) -> bool:
        """Tell whether a line opens a row that has no number: with words beside it, below whole sentences."""
        own = {piece.column: piece.raw.text.lstrip() for piece in pieces}
        question = own.get(self.columns.question, "")
        is_ended = self.asked.rstrip().endswith(_ENDS) and self.said.rstrip().endswith(_ENDS)
        return question[:1].isupper() and len(own) > 1 and (is_ended or not self.asked)

    def _remember(self, piece: _Piece, line: PlacedLine) -> None:
        self.above = line
        if piece.column == self.columns.question:
            self.asked = piece.raw.text
        elif piece.column == self.columns.answer:
            self.said = piece.raw.text

    def _ends_above(self, line: PlacedLine, pieces: Sequence[_Piece], find_box: FindBox) -> bool:
        """Tell whether a table without numbers ended above a line: it goes on over the columns, or stands apart."""
        first = pieces[0]
        if first.column == self.columns.question and len(pieces) == 1:
            right = find_box(line.place + min(line.count, len(line.raw.text.rstrip())) - 1)[2]
            return right > self.lefts[self.columns.answer] or self._is_apart(line)
        return False

    def _is_apart(self, line: PlacedLine) -> bool:
        above, size = self.above, line.raw.size
        if above is None or above.bottom is None or line.bottom is None or not size:
            return True
        return above.bottom - line.bottom > size * _APART

    def _goes_on(self, row: Sequence[_Piece]) -> bool:
        """Tell whether the row's number is not complete yet: `3, 4 en` / `5`."""
        own = [piece for piece in row if piece.column == self.columns.number]
        return bool(own) and (own[-1] is row[-1] or owes_numbers(own[-1].raw.text))

    def _cut(self, line: PlacedLine, find_box: FindBox) -> list[_Piece] | None:
        """Return the pieces of a line by column; None where it is not of the table."""
        text = line.raw.text
        starts: list[tuple[int, int]] = []
        for at in range(min(line.count, len(text))):
            if text[at].isspace() or (at and not text[at - 1].isspace()):
                continue
            column = self._find_column(find_box(line.place + at)[0])
            if not starts and column is None:
                return None
            if column is not None and (not starts or column > starts[-1][1]):
                starts.append((at, column))
        edges = [*(at for at, _ in starts[1:]), len(text)]
        pieces = [
            _Piece(column, replace(line.raw, text=text[at:end].rstrip()))
            for (at, column), end in zip(starts, edges, strict=True)
        ]
        if pieces and self.columns.number is None and self._ends_above(line, pieces, find_box):
            return None
        numbers = [piece for piece in pieces if piece.column == self.columns.number]
        return (pieces or None) if all(is_only_numbers(piece.raw.text) for piece in numbers) else None

    def _find_column(self, left: float) -> int | None:
        return next((at for at, edge in enumerate(self.lefts) if abs(left - edge) <= _SLACK), None)

    def _read_row(self, row: Sequence[_Piece]) -> list[RawLine]:
        lines: list[RawLine] = []
        number = [piece.raw for piece in row if piece.column == self.columns.number]
        if number:
            lines.append(replace(number[0], text=" ".join(raw.text for raw in number), role=Role.QUESTION))
            self.has_answer = False
        # Who asks, or what the question is about
        own = (self.columns.number, self.columns.question, self.columns.answer)
        lines += [replace(piece.raw, role=Role.HEADING) for piece in row if piece.column not in own]
        lines += self._read_question(row)
        for piece in row:
            if piece.column == self.columns.answer:
                lines.append(piece.raw if self.has_answer else replace(piece.raw, role=Role.ANSWER))
                self.has_answer = True
        return lines

    def _read_question(self, row: Sequence[_Piece]) -> list[RawLine]:
        """Return the lines of a row's question; without a number the first says that it is one.

        Below the turn of a page they go on with one whose answer has begun.
        """
        asked = [piece.raw for piece in row if piece.column == self.columns.question]
        if asked and self.opens:
            asked[0] = replace(asked[0], role=Role.ASKED)
            self.has_answer = self.opens = False
        return [replace(raw, role=Role.CONTINUED) for raw in asked] if self.has_answer else asked


# A title: its text, and where that begins and ends.
_Head = tuple[str, float, float]
_MOST_NARROW = 6


def find_table(lines: Sequence[PlacedLine], find_box: FindBox) -> Table | None:
    """Return the table of questions whose heading stands on a page, or None."""
    for count, line in enumerate(lines):
        # The hyphen of a word that is cut at the line end has no box.
        if not may_head(line.raw.text) or len(line.raw.text.rstrip()) > line.count:
            continue
        heads, columns = _find_heads(line, find_box)
        if columns is None:
            continue
        below = [_find_left(other, find_box) for other in lines[count + 1 :] if other.raw.text.strip() and other.count]
        edges = find_edges([(left, right) for _, left, right in heads], below)
        return Table(columns, tuple(edges), " ".join(line.raw.text.split()))
    return None


def _find_heads(line: PlacedLine, find_box: FindBox) -> tuple[Sequence[_Head], Columns | None]:
    """Return the titles of columns on a line, and what they head: columns may be no wider than their titles."""
    for most in (0, 1, _MOST_NARROW):
        heads = _list_heads(line, find_box, narrow=most)
        titles = [text for text, _, _ in heads]
        columns = find_columns(titles)
        if columns and columns.question < columns.answer and are_titles(titles, columns):
            return heads, columns
    return (), None


def _list_heads(line: PlacedLine, find_box: FindBox, *, narrow: int) -> list[_Head]:
    """Return the text, left and right of each title of a column; words with but a space between them are one.

    Where the first column counts, each of the first `narrow` titles is one word.
    """
    heads: list[tuple[str, float, float]] = []
    for match in re.finditer(r"\S+", line.raw.text):
        left, bottom, _, top = find_box(line.place + match.start())
        right = find_box(line.place + match.end() - 1)[2]
        is_parted = 0 < len(heads) <= narrow and heads_numbers(heads[0][0])
        if heads and not is_parted and left - heads[-1][2] < (top - bottom) * _SPACE:
            text, first, _ = heads.pop()
            heads.append((f"{text} {match[0]}", first, right))
        else:
            heads.append((match[0], left, right))
    return heads


def _find_left(line: PlacedLine, find_box: FindBox) -> float:
    return find_box(line.place + len(line.raw.text) - len(line.raw.text.lstrip()))[0]


def find_edges(heads: Sequence[tuple[float, float]], below: Sequence[float]) -> list[float]:
    """Return where each column begins: at its head, or, where heads are centred, where its lines begin."""
    edges = []
    before = 0.0
    for left, right in heads:
        own = Counter(round(x, 1) for x in below if before < x <= left + _SLACK)
        edges.append(own.most_common(1)[0][0] if own else left)
        before = right
    return edges
