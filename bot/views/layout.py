"""How running text is laid out: which of its lines are a table, which a list, and how a table's columns stand."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from enum import StrEnum
from itertools import groupby

from msgspec import Struct

from corpus.models import Span

# Between two cells a paper leaves a tab or a wide gap.
_CELL_GAP = re.compile(r"[ \u00a0]{2,}[ \u00a0\t]*|[ \u00a0]?\t[ \u00a0\t]*")
_FIGURE = re.compile(
    r"(?:€ ?)?[-+–]?[\d.,]+(?: ?(?:%|miljoen|miljard|mln\.?|mld\.?))?|[-–x]|€|n\.?v\.?t\.?|p\.?m\.?", re.IGNORECASE
)
# Slack draws this mark itself before an item of a list, so that what is seen stays what stands in the paper.
BULLET = "• "
_LEAST_LINES = 2
_MOST_ITEMS = 60
# Characters of a row that a phone shows on a line of a fixed width, and those that a desktop does.
WIDEST = 64
_COLUMN_GAP = "  "


class Shape(StrEnum):
    """What a group of lines is."""

    TEXT = "text"
    LIST = "list"
    TABLE = "table"


class Group(Struct, frozen=True, kw_only=True):
    """Lines of one shape that follow one another; the line end after the last is in no group."""

    shape: Shape
    span: Span


def group_lines(text: str) -> tuple[Group, ...]:
    """Return the groups of a text in order; between two of them stands one line end.

    A single line of a list or table, and a very long list, are text.
    """
    groups: list[Group] = []
    for found, lines in groupby(_split_lines(text, Span(0, len(text))), key=lambda line: _find_shape(text, line)):
        spans = list(lines)
        is_none = len(spans) < _LEAST_LINES or (found is Shape.LIST and len(spans) > _MOST_ITEMS)
        shape = Shape.TEXT if is_none else found
        start = spans[0].start
        if shape is Shape.TEXT and groups and groups[-1].shape is Shape.TEXT:
            start = groups.pop().span.start
        groups.append(Group(shape=shape, span=Span(start, spans[-1].end)))
    return tuple(groups)


def split_items(text: str, span: Span) -> Iterator[Span]:
    """Return the items of a list, each without its mark."""
    for line in _split_lines(text, span):
        yield Span(line.start + len(BULLET), line.end)


def align_table(text: str) -> str | None:
    """Return the lines of a table with their cells below each other, figures to the right.

    None where it is too wide for that.
    """
    rows = [_CELL_GAP.split(line.strip()) for line in text.split("\n")]
    count = max(map(len, rows))
    columns = [[row[place] for row in rows if place < len(row)] for place in range(count)]
    widths = [max(map(len, column)) for column in columns]
    if sum(widths) + len(_COLUMN_GAP) * (count - 1) > WIDEST:
        return None
    right = [_is_figures(column) for column in columns]
    return "\n".join(_align_row(row, widths, right) for row in rows)


def _align_row(row: Sequence[str], widths: Sequence[int], right: Sequence[bool]) -> str:
    cells = zip(row, widths, right, strict=False)
    aligned = (cell.rjust(width) if is_right else cell.ljust(width) for cell, width, is_right in cells)
    return _COLUMN_GAP.join(aligned).rstrip()


def _is_figures(column: Sequence[str]) -> bool:
    """Tell whether all but the title of a column are figures."""
    return all(_FIGURE.fullmatch(cell) for cell in column[1:] if cell) and len(column) > 1


def _find_shape(text: str, line: Span) -> Shape:
    content = text[line.start : line.end]
    if content.startswith(BULLET) and content[len(BULLET) :].strip():
        return Shape.LIST
    return Shape.TABLE if _CELL_GAP.search(content.strip()) else Shape.TEXT


def _split_lines(text: str, span: Span) -> Iterator[Span]:
    start = span.start
    while True:
        end = text.find("\n", start, span.end)
        if end < 0:
            yield Span(start, span.end)
            return
        yield Span(start, end)
        start = end + 1
