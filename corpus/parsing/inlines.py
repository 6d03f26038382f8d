"""Headings that stand within a line: a text that lost its line ends, and a table whose cells are parted by tabs."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from msgspec.structs import replace

from corpus.parsing.headings import is_bare_question_heading, parse_question_heading
from corpus.readers.source import Line, Role, cut_line, cut_part

# `Vraag 2:`, `Antwoord:` or, with a number, `Vraag 2` before a capital; a sentence ends before it.
_MARK = re.compile(
    r"(?<![^.?!:)\]»”\"'\s])(?<![^.?!:)\]»”\"'] )"
    r"(?P<word>Vraag|Antwoord)(?: (?P<number>\d{1,4}))?(?::(?=\s)|(?<=\d)(?= [A-Z«“‘\"]))"
)
# Who asks stands over what follows.
_ASKER = re.compile(r"Vragen van (?:het lid|de leden) [^.?!:]{2,80}\)\s+$")
_LONGEST_ASKER = 120
_LEAST = 2
# `2.⇥Partij⇥Naam⇥Vraag:`, `Naam⇥Partij⇥Vraag 2:`
_NUMBER = re.compile(r"\s*\d{1,4}[.)]?\t")
_LONGEST_CELLS = 120


# The foot of a page that an extraction ran into the heading on the next one
_FOOT = re.compile(
    r"(?:ISSN \d{4} ?- ?\d{4}\s*)?(?:[’']s-Gravenhage \d{4}\s*)?"
    r"Tweede Kamer, vergaderjaar \d{4}[-–]\d{4}, [^\n]{1,60}?\s?\d{1,3}(?=(?:Antwoord|Vraag) \d)"
)


def cut_inlines(lines: Sequence[Line]) -> tuple[Line, ...]:
    """Return the lines, one that holds several headings of questions and answers cut before each of these.

    In a table whose last cell opens with such a heading the cells before it are no text; the first may have the number.
    """
    labelled = {place for place, line in enumerate(lines) if "\t" in line.text and _find_label(line)}
    # The word Vraag alone behind a tab may be a title, where it does not stand so again.
    has_labels = len(labelled) >= _LEAST or any(lines[place].text.rstrip()[-2:-1].isdecimal() for place in labelled)
    cut: list[Line] = []
    for place, line in enumerate(lines):
        if has_labels and place in labelled:
            cut += _cut_label(line)
        elif line.role is None and " Kamer, vergaderjaar " in line.text and (foot := _FOOT.match(line.text)):
            cut += cut_line(line, foot.end())
        elif line.role is None and line.text.count("raag") >= _LEAST:
            cut += _cut_marks(line)
        else:
            cut.append(line)
    return tuple(cut)


def _cut_marks(line: Line) -> Iterator[Line]:
    marks = list(_MARK.finditer(line.text))
    asked = [match for match in marks if match["word"] == "Vraag"]
    if len(asked) < _LEAST or len(asked) == len(marks):
        yield line
        return
    places = {0, len(line.text), *(match.start() for match in marks)}
    for match in asked:
        start = max(0, match.start() - _LONGEST_ASKER)
        if asker := _ASKER.search(line.text[start : match.start()]):
            places.add(start + asker.start())
    ordered = sorted(places)
    for start, end in pairwise(ordered):
        yield cut_part(line, start, end, opens_page=line.opens_page and start == 0)


def _find_label(line: Line) -> int:
    """Return where the last cell of a line begins that is the heading of a question; 0 where none is."""
    start = line.text.rfind("\t") + 1
    if line.role is not None or not 0 < start <= _LONGEST_CELLS or not line.text[:start].strip():
        return 0
    label = line.text[start:].strip()
    return start if is_bare_question_heading(label) or parse_question_heading(label) else 0


def _cut_label(line: Line) -> Iterator[Line]:
    cells, heading = cut_line(line, _find_label(line))
    number = _NUMBER.match(cells.text)
    if number and is_bare_question_heading(heading.text):
        first, rest = cut_line(line, number.end())
        yield replace(first, role=Role.QUESTION)
        yield replace(rest, role=Role.HEADING)
    else:
        yield replace(cells, role=Role.HEADING)
        yield heading
