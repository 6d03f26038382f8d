"""Headings that stand within a line: a text that lost its line ends, and a table whose cells are parted by tabs."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

from msgspec.structs import replace

from corpus.parsing.headings import is_bare_question_heading, parse_answer_heading, parse_question_heading
from corpus.parsing.titles import is_closing
from corpus.readers.source import Line, Role, cut_line, cut_part

_LEAST = 2
# A row of a table whose last cell has a question with its answer: `| Naam | Partij | Vraag: … Antwoord: … |`
_ROW = re.compile(r"\s*\|(?P<cells>[^\n]{1,120}?)\|\s*(?=Vraag(?: \d{1,4})?:\s)")
# A site that shows a text as a list has its headings behind marks, and the numbers that were written before questions.
_MARKED = re.compile(r"\s*•\s+(?=(?:Vraag|Antwoord|Mededeling|Toelichting)\b)")
_COUNTED = re.compile(r"\s*•\s+(?=\(?\d{1,3}[.)]+\s)")
# `2.⇥Partij⇥Naam⇥Vraag:`, `Naam⇥Partij⇥Vraag 2:`
_NUMBER = re.compile(r"\s*\d{1,4}[.)]?\t")
_LONGEST_CELLS = 120
# The foot of a page that an extraction ran into the heading on the next one
_FOOT = re.compile(
    r"(?:ISSN \d{4} ?- ?\d{4}\s*)?(?:[’']s-Gravenhage \d{4}\s*)?"
    r"Tweede Kamer, vergaderjaar \d{4}[-–]\d{4}, [^\n]{1,60}?\s?\d{1,3}(?=(?:Antwoord|Vraag) \d)"
)

# What a line opens with that has one of these at its start.
_OPENS = frozenset("|•ITt’'")


def cut_inlines(lines: Sequence[Line]) -> tuple[Line, ...]:
    """Return the lines, one that holds several headings of questions and answers cut before each of these.

    In a table whose last cell opens with such a heading the cells before it are no text; the first may have the number.
    """
    labelled = {place: start for place, line in enumerate(lines) if "\t" in line.text and (start := _find_label(line))}
    # The word Vraag alone behind a tab may be a title, where it does not stand so again.
    has_labels = len(labelled) >= _LEAST or any(lines[place].text.rstrip()[-2:-1].isdecimal() for place in labelled)
    counted = _find_counted(lines)
    cut: list[Line] = []
    for place, line in enumerate(lines):
        if place in counted:
            cut.append(cut_part(line, counted[place], len(line.text), opens_page=line.opens_page))
        elif has_labels and place in labelled:
            cut += _cut_label(line, labelled[place])
        elif line.role is None and line.opening in _OPENS and (parts := _cut_opening(line)):
            cut += parts
        else:
            cut.append(line)
    return tuple(cut)


def _find_counted(lines: Sequence[Line]) -> Mapping[int, int]:
    """Return the lines that open with the mark of a list and a number, with where that begins, if most of them ask."""
    found = {
        place: match.end()
        for place, line in enumerate(lines)
        if line.opening == "•" and line.role is None and (match := _COUNTED.match(line.text))
    }
    asking = sum("?" in lines[place].text for place in found)
    return found if asking >= _LEAST and asking * 2 > len(found) else {}


def _cut_opening(line: Line) -> Iterable[Line]:
    """Return the parts of a line that opens with a row of a table, the mark of a list, or the foot of a page."""
    if (row := _ROW.match(line.text)) and (answer := line.text.find("Antwoord:", row.end())) > 0:
        return _cut_row(line, row, answer)
    if mark := _MARKED.match(line.text):
        return (_cut_mark(line, mark.end()),)
    foot = _FOOT.match(line.text)
    return cut_line(line, foot.end()) if foot else ()


def _cut_row(line: Line, row: re.Match[str], answer: int) -> Iterator[Line]:
    yield replace(cut_part(line, *row.span("cells"), opens_page=line.opens_page), role=Role.HEADING)
    text = line.text.rstrip().removesuffix("|")
    yield cut_part(line, row.end(), answer, opens_page=False)
    yield cut_part(line, answer, len(text), opens_page=False)


def _cut_mark(line: Line, end: int) -> Line:
    """Return the line without the mark before a heading; as it is where what stands behind it is none."""
    rest = line.text[end:]
    is_head = parse_question_heading(rest) or parse_answer_heading(rest) is not None or is_closing(rest)
    return cut_part(line, end, len(line.text), opens_page=line.opens_page) if is_head else line


def _find_label(line: Line) -> int:
    """Return where the last cell of a line begins that is the heading of a question; 0 where none is."""
    start = line.text.rfind("\t") + 1
    if line.role is not None or not 0 < start <= _LONGEST_CELLS or not line.text[:start].strip():
        return 0
    label = line.text[start:].strip()
    return start if is_bare_question_heading(label) or parse_question_heading(label) else 0


def _cut_label(line: Line, start: int) -> Iterator[Line]:
    cells, heading = cut_line(line, start)
    number = _NUMBER.match(cells.text)
    if number and is_bare_question_heading(heading.text):
        first, rest = cut_line(line, number.end())
        yield replace(first, role=Role.QUESTION)
        yield replace(rest, role=Role.HEADING)
    else:
        yield replace(cells, role=Role.HEADING)
        yield heading
