"""Tables of questions in plain text, as a spreadsheet, a page or a program pastes them: a mark between two cells.

Source: RFC 4180, for cells in quotes; other marks than a comma and text around the table are ours.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from msgspec.structs import replace

from corpus.readers.source import Line, Role, cut_part
from corpus.readers.tables import Columns, find_columns, is_only_numbers

# What parts two cells; only a spreadsheet puts a cell in quotes, which then may hold the mark, and several lines.
_MARKS = "\t|;,"
_QUOTING = frozenset("\t;,")
# Of these is the rule below the titles of a table's columns: `|---|:--|`
_RULE = "|-: \t"
_FIGURES = re.compile(r"\d{1,5}")
_OPENS = re.compile(r' *"')
# Two quotes are one that the cell holds.
_CLOSES = {mark: re.compile(rf'(?:[^"]|"")*+"(?= *(?:{mark}|$))') for mark in _QUOTING}
_MOST_LINES = 500
_LONGEST_TITLES = 400

Cell = list[Line]


@dataclass(slots=True)
class _Quotes:
    """Reads cells in quotes, until one has no end."""

    are_closed: bool = True

    def read(self, lines: Sequence[Line], at: int, start: int, mark: str) -> tuple[Cell, int, int] | None:
        """Return the lines of a cell, the line on which it ends, and where; None where it is in no quotes."""
        opened = _OPENS.match(lines[at].text, start) if mark in _QUOTING and self.are_closed else None
        if not opened:
            return None
        cell: Cell = []
        start = opened.end()
        for place in range(at, min(at + _MOST_LINES, len(lines))):
            closed = _CLOSES[mark].match(lines[place].text, start)
            part = _cut(lines[place], start, closed.end() - 1 if closed else len(lines[place].text))
            cell.append(replace(part, text=part.text.replace('""', '"')) if '""' in part.text else part)
            if closed:
                return cell, place, closed.end()
            start = 0
        self.are_closed = False
        return None


def cut_tables(lines: Sequence[Line]) -> Iterator[Line]:
    """Return the lines, the rows of a table of questions as a line for each cell, or for each line of it.

    Forms: cells parted by tabs, `|`, `;` or commas below a row of titles. An answer of several lines may part two rows,
    where the next one counts on. A cell in quotes has one for each two of the source, so that its text is shorter.
    """
    columns: Columns | None = None
    is_within, last, at, mark = False, 0, 0, ""
    # Where a quote that opens does not close, quotes are but signs: else each would be looked for anew.
    quotes = _Quotes()
    while at < len(lines):
        line = lines[at]
        if heads := _find_heads(line):
            (columns, mark), is_within, last = heads, True, 0
        elif columns and not line.text.strip(_RULE):
            pass
        elif columns and mark in line.text:
            cells, end = _split_row(lines, at, mark, quotes)
            if len(cells) > max(columns.question, columns.answer) and (mark != "," or _is_row(cells, columns)):
                numbers = _FIGURES.findall(_read(cells[columns.number])) if columns.number is not None else ()
                if is_within or (numbers and int(numbers[0]) == last + 1):
                    is_within, last = True, int(numbers[-1]) if numbers else last
                    yield from _cut_row(cells, columns)
                    at = end
                    continue
            is_within = False
        elif not line.is_blank:
            is_within = False
        yield line
        at += 1


def _find_heads(line: Line) -> tuple[Columns, str] | None:
    # Few lines have the word that heads the questions: the others are not looked through for marks.
    if len(line.text) > _LONGEST_TITLES or "vra" not in line.text.casefold():
        return None
    mark = next((mark for mark in _MARKS if mark in line.text), None)
    if mark is None:
        return None
    cells, _ = _split_row([line], 0, mark, _Quotes())
    columns = find_columns([_read(cell) for cell in cells])
    # Between commas stand words of a sentence too.
    return (columns, mark) if columns and (mark != "," or columns.number is not None) else None


def _is_row(cells: Sequence[Cell], columns: Columns) -> bool:
    """Tell whether a line that was cut at its commas has numbers where those of a row stand."""
    return columns.number is not None and is_only_numbers(_read(cells[columns.number]))


def _read(cell: Cell) -> str:
    return " ".join(line.text for line in cell)


def _split_row(lines: Sequence[Line], at: int, mark: str, quotes: _Quotes) -> tuple[list[Cell], int]:
    """Return the cells of the row that opens on a line, also those that are empty, and the line below the row."""
    cells: list[Cell] = []
    start = 0
    while True:
        quoted = quotes.read(lines, at, start, mark)
        if quoted:
            cell, at, place = quoted
            end = lines[at].text.find(mark, place)
        else:
            end = lines[at].text.find(mark, start)
            cell = [_cut(lines[at], start, end if end >= 0 else len(lines[at].text))]
        cells.append(cell)
        if end < 0:
            break
        start = end + 1
    # A row of `|` may open and end in one.
    return cells[mark == "|" and cells[0][0].is_blank :], at + 1


def _cut(line: Line, start: int, end: int) -> Line:
    """Return a part of a line, without the white around it."""
    part = line.text[start:end]
    first = start + len(part) - len(part.lstrip())
    return cut_part(line, first, first + len(part.strip()), opens_page=line.opens_page and start == 0)


def _cut_row(cells: Sequence[Cell], columns: Columns) -> Iterator[Line]:
    has_number = columns.number is not None and _read(cells[columns.number]).strip() != ""
    roles: dict[int, Role | None] = {columns.question: None if has_number else Role.ASKED, columns.answer: Role.ANSWER}
    if has_number and columns.number is not None:
        roles[columns.number] = Role.QUESTION
    for at, cell in enumerate(cells):
        filled = [line for line in cell if not line.is_blank]
        # Who asks has a column of its own.
        role = roles.get(at) if at in roles or not has_number else Role.HEADING
        for line in cell if filled else ():
            yield replace(line, role=role) if line is filled[0] else line
