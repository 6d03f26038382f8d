"""Tables of questions in plain text that was laid out as on the page: columns parted by spaces, texts over lines."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence

from corpus.readers.columns import find_edges
from corpus.readers.lines import BLANK, RawLine
from corpus.readers.source import Line, Role
from corpus.readers.tables import Columns, are_titles, find_columns, is_only_numbers, may_head, owes_numbers

# Words with but a space between them.
_PIECE = re.compile(r"\S+(?: \S+)*")
# Letters by which lines of a column may differ in where they begin.
_SLACK = 1
_LEAST_ROWS = 2
# The numbers of a row may go on below the first: `2, 3` / `en 4`
_GOES_ON = re.compile(r"(?:en|t/m)\s+(?=\d)")


def read_columns(lines: Sequence[Line]) -> list[list[RawLine]] | None:
    """Return the lines of each page, the rows of such a table by their columns; None where no line heads one.

    Form: titles of columns with several spaces between them, numbers first, and below each its own lines.
    """
    heads = [(place, columns) for place, line in enumerate(lines) if (columns := _find_heads(line.text))]
    if not heads:
        return None
    reader = _Reader()
    ends = [*(place for place, _ in heads[1:]), len(lines)]
    for line in lines[: heads[0][0]]:
        reader.take(line)
    is_table = False
    for (head, columns), end in zip(heads, ends, strict=True):
        is_table |= reader.open(columns, lines[head:end])
        for line in lines[head:end]:
            reader.take(line)
    return reader.pages if is_table else None


def _find_heads(text: str) -> Columns | None:
    if not may_head(text) or "\t" in text:
        return None
    heads = _PIECE.findall(text)
    columns = find_columns(heads)
    if columns is None or columns.number is None or not are_titles(heads, columns):
        return None
    return columns if columns.number < columns.question < columns.answer else None


class _Reader:
    """Takes the lines one by one; what a row has in its columns for questions goes above its answer."""

    def __init__(self) -> None:
        self.pages: list[list[RawLine]] = [[]]
        self._columns: Columns | None = None
        self._edges: list[int] = []
        # The page and the place in it of the number of the row, and of what comes next in its question.
        self._row: tuple[int, int] | None = None
        self._next = 0
        self._has_answer = False

    def open(self, columns: Columns, lines: Sequence[Line]) -> bool:
        """Take the columns that the first of these lines heads; tell whether rows stand below it."""
        text = lines[0].text
        heads = [match.span() for match in _PIECE.finditer(text)]
        below = [float(match.start()) for line in lines[1:] for match in _PIECE.finditer(line.text)]
        self._columns = columns
        self._edges = [int(edge) for edge in find_edges([(float(left), float(right)) for left, right in heads], below)]
        opening = filter(None, (_PIECE.search(line.text) for line in lines[1:]))
        return sum(self._is_row(first, columns) for first in opening) >= _LEAST_ROWS

    def take(self, line: Line) -> None:
        while len(self.pages) < line.page:
            self.pages.append([])
        page = self.pages[-1]
        if line.is_blank and self._row and not self._has_answer:
            return
        pieces = list(_PIECE.finditer(line.text)) if self._columns else []
        if not pieces or not self._columns or not self._is_of_table(pieces[0], self._columns):
            page.append(RawLine(text=line.text, role=line.role, strong=line.strong, slanted=line.slanted))
            return
        for match in pieces:
            self._place(match[0], self._find_column(match.start()), self._columns)

    def _is_row(self, first: re.Match[str], columns: Columns) -> bool:
        """Tell whether a line that opens with these words has the numbers of a row, or goes on with them."""
        if self._find_column(first.start()) != columns.number:
            return False
        goes_on = _GOES_ON.match(first[0]) if self._row else None
        return is_only_numbers(first[0][goes_on.end() if goes_on else 0 :])

    def _is_of_table(self, first: re.Match[str], columns: Columns) -> bool:
        is_beside = self._find_column(first.start()) > (columns.number or 0)
        return self._is_row(first, columns) or (is_beside and self._row is not None)

    def _find_column(self, start: int) -> int:
        return max(0, bisect_right(self._edges, start + _SLACK) - 1)

    def _place(self, text: str, column: int, columns: Columns) -> None:
        page = self.pages[-1]
        if column == columns.number:
            self._count(text, page)
        elif column >= columns.answer or self._row is None:
            page.append(RawLine(text=text, role=None if self._has_answer else Role.ANSWER))
            self._has_answer = True
        else:
            # A question may go on below the turn of a page, where its answer has begun.
            role = None if column == columns.question else Role.HEADING
            self.pages[self._row[0]].insert(self._next, RawLine(text=text, role=role))
            self._next += 1

    def _count(self, text: str, page: list[RawLine]) -> None:
        if self._row:
            own, place = self.pages[self._row[0]], self._row[1]
            if _GOES_ON.match(text) or owes_numbers(own[place].text):
                own[place] = RawLine(text=f"{own[place].text} {text}", role=Role.QUESTION)
                return
        page += (BLANK, RawLine(text=text, role=Role.QUESTION))
        self._row, self._next = (len(self.pages) - 1, len(page) - 1), len(page)
        self._has_answer = False
