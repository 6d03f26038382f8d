"""Tables of questions in plain text, as a spreadsheet, a page or a program pastes them: a mark between two cells.

Source: RFC 4180, for cells in quotes; other marks than a comma and text around the table are ours.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from msgspec import Struct
from msgspec.structs import replace

from corpus.readers.source import Line, Role, cut_part
from corpus.readers.tables import SAMPLE, Columns, find_columns, find_listed, find_untitled, is_only_numbers

# What parts two cells; only a spreadsheet puts a cell in quotes, which then may hold the mark, and several lines.
_MARKS = "\t|;,"
_QUOTING = frozenset("\t;,")
# Of these is the rule below the titles of a table's columns: `|---|:--|`
_RULE = "|-: \t"
_FIGURES = re.compile(r"\d{1,5}")
# The first row of a table without titles
_FIRST = re.compile(r"\|?[ ]*1[.]?[ ]*(?P<mark>[\t|;])")
_OPENS = re.compile(r' *"')
# Two quotes are one that the cell holds.
_CLOSES = {mark: re.compile(rf'(?:[^"]|"")*+"(?= *(?:{mark}|$))') for mark in _QUOTING}
_MOST_LINES = 500
_LONGEST_TITLES = 400

Cell = list[Line]


class _Heads(Struct, frozen=True):
    """The columns of a table, what parts its cells, and how many titles it has; none where it has no titles."""

    columns: Columns
    mark: str
    width: int

    @property
    def has_answers(self) -> bool:
        return self.columns.answer < self.width


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
    heads: _Heads | None = None
    is_within, last, at = False, 0, 0
    # Where a quote that opens does not close, quotes are but signs: else each would be looked for anew.
    quotes = _Quotes()
    while at < len(lines):
        line = lines[at]
        if titled := _find_heads(lines, at):
            heads, is_within, last = titled, True, 0
            yield line
            at += 1
            continue
        if (not heads or heads.mark not in line.text) and (untitled := _find_untitled(lines, at)):
            heads, is_within, last = untitled, True, 0
        if heads and not line.text.strip(_RULE):
            pass
        elif heads and heads.mark in line.text:
            cells, end = _split_row(lines, at, heads.mark, quotes)
            columns = heads.columns
            if _is_row(cells, heads):
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


def _find_untitled(lines: Sequence[Line], at: int) -> _Heads | None:
    """Return the columns of a table without titles that a line opens: one row a line, the first numbered 1."""
    opening = _FIRST.match(lines[at].text)
    if opening is None:
        return None
    rows: list[list[str]] = []
    for line in lines[at : at + SAMPLE]:
        if opening["mark"] not in line.text:
            break
        cells, _ = _split_row([line], 0, opening["mark"], _Quotes())
        rows.append([_read(cell) for cell in _drop_last(cells)])
    columns = find_untitled(rows)
    return _Heads(columns, opening["mark"], len(rows[0])) if columns else None


def _drop_last(cells: list[Cell]) -> list[Cell]:
    """Return the cells of a row without the empty one behind a bar that closes it."""
    return cells[:-1] if len(cells) > 1 and all(line.is_blank for line in cells[-1]) else cells


def _find_heads(lines: Sequence[Line], at: int) -> _Heads | None:
    line = lines[at]
    # Few lines have the word that heads the questions: the others are not looked through for marks.
    if len(line.text) > _LONGEST_TITLES or "vra" not in line.text.casefold():
        return None
    mark = next((mark for mark in _MARKS if mark in line.text), None)
    if mark is None:
        return None
    cells, _ = _split_row([line], 0, mark, _Quotes())
    titles = [_read(cell) for cell in cells]
    columns = find_columns(titles)
    if columns is None and any("?" in below.text for below in lines[at + 1 : at + 1 + SAMPLE]):
        columns = find_listed(titles)
    # Between commas stand words of a sentence too, with a space behind each.
    is_parted = mark != "," or ", " not in line.text or (columns is not None and columns.number is not None)
    return _Heads(columns, mark, len(cells)) if columns and is_parted else None


def _is_row(cells: Sequence[Cell], heads: _Heads) -> bool:
    """Tell whether a line that was cut has the cells of a row; between commas, its number, or as many as the titles."""
    if len(cells) <= heads.columns.question or (heads.has_answers and len(cells) <= heads.columns.answer):
        return False
    if heads.mark != ",":
        return True
    number = heads.columns.number
    return is_only_numbers(_read(cells[number])) if number is not None else len(cells) == heads.width


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
        role = roles.get(at, Role.HEADING)
        for line in cell if filled else ():
            yield replace(line, role=role) if line is filled[0] else line
