"""Questions within running text that are told by their numbers alone: `1. Hoeveel? 2. Waarom? 3. …`"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from msgspec import Struct

from corpus.parsing.announcing import announces_questions, tells_of_questions
from corpus.parsing.headings import parse_question_heading
from corpus.parsing.pieces import Piece, cut_pieces, find_starts, place_matches
from corpus.readers.source import Line, Role

# Behind the end of a sentence, or at that of a line, and before a capital.
_NUMBER = re.compile(
    r"(?:(?<=[?.!»”’\"):\d] )|(?<=\?)|^[ \t]*)\(?(?P<number>\d{1,3})(?:\.\)|[.)])\s+(?=[A-ZÀ-Þ«“‘\"'(])",
    re.MULTILINE,
)
# A list that is said to be one needs no sign behind its numbers: `Lijst van vragen 1 Hoeveel …? 2 Waarom …?`
_LISTED = re.compile(r"\b[Ll]ijst van vragen\s+(?=1[.)]?\s)")
_BARE_NUMBER = re.compile(r"(?:(?<=[?.»”’)\d]\s)|(?<=an vragen\s))(?P<number>\d{1,4})[.)]? (?=[A-ZÀ-Þ«“‘])")
_WITHIN = (" 2. ", " 3. ", "2) ", "3) ", "?2. ", "ijst van vragen 1")
_LEAST, _LEAST_TOLD = 3, 2
# The share of questions that ask, and that of the text which they are.
_MOST_ASKED, _MOST_TEXT = 0.8, 0.5
_LEAST_ASKED = 0.5
_LONGEST_HEAD = 3_000
# Parts of a paper that count anew; above each it may say what it is, and a text of nothing else would be read for each.
_MOST_RUNS = 200


class _Number(Struct, frozen=True):
    start: int
    end: int
    number: int
    opens: bool


def cut_counted(lines: Sequence[Line]) -> Sequence[Line]:
    """Return the lines, those with such questions cut before and behind each number.

    They are taken for questions where the paper says that these were put, or where most of it is such a list.
    """
    text = "\n".join(line.text for line in lines)
    # Most papers have none of these signs within a line.
    if not any(mark in text for mark in _WITHIN):
        return lines
    # Where questions have headings, what counts within a line is part of one.
    if any(line.role is Role.QUESTION or parse_question_heading(line.text) for line in lines):
        return lines
    starts = find_starts(lines)
    found = _find_numbers(text, lines, starts)
    if not found:
        return lines
    return tuple(cut_pieces(lines, starts, (Piece(number.start, number.end, Role.QUESTION) for number in found)))


def _find_numbers(text: str, lines: Sequence[Line], starts: Sequence[int]) -> Sequence[_Number]:
    """Return the numbers of all questions, from 1 on; nothing where others open a line that are none of these."""
    listed = _LISTED.search(text)
    matches = _BARE_NUMBER.finditer(text, listed.start()) if listed else _NUMBER.finditer(text)
    numbers: list[_Number] = []
    for match, place, is_first in place_matches(matches, starts, "number"):
        if lines[place].role is None:
            opens = is_first and not text[starts[place] : match.start("number")].strip(" \t(")
            numbers.append(_Number(match.start(), match.end(), int(match["number"]), opens))
    runs = [run for run in _list_runs(numbers) if _stands_within(run)]
    found: list[_Number] = []
    for run in runs if len(runs) <= _MOST_RUNS else ():
        if _are_questions(text, run, is_listed=listed is not None):
            found += run
    chosen = {number.start for number in found}
    return found if not any(number.opens and number.start not in chosen for number in numbers) else ()


def _list_runs(numbers: Sequence[_Number]) -> Iterator[Sequence[_Number]]:
    """Return the numbers that count from 1 without a gap, for each 1 that another follows."""
    run: list[_Number] = []
    for number in numbers:
        if number.number == len(run) + 1:
            run.append(number)
        elif number.number == 1:
            yield run
            run = [number]
    yield run


def _stands_within(run: Sequence[_Number]) -> bool:
    """Tell whether at least half of the numbers behind the first stand within a line."""
    return len(run) >= _LEAST_TOLD and sum(not number.opens for number in run[1:]) * 2 >= len(run) - 1


def _are_questions(text: str, run: Sequence[_Number], *, is_listed: bool) -> bool:
    above = text[max(0, run[0].start - _LONGEST_HEAD) : run[0].start]
    is_told = is_listed or announces_questions(above) or tells_of_questions(" ".join(above.split()))
    texts = _list_texts(text, run)
    is_list = is_told or (len(run) >= _LEAST and texts[-1][1] - run[0].start >= len(text.strip()) * _MOST_TEXT)
    asking = sum("?" in text[start:end] for start, end in texts)
    least = _LEAST_ASKED if is_listed else _MOST_ASKED
    return is_list and len(run) >= (_LEAST if is_listed else _LEAST_TOLD) and asking >= len(run) * least


def _list_texts(text: str, run: Sequence[_Number]) -> list[tuple[int, int]]:
    """Return where the text behind each number begins and ends; the last ends with its paragraph."""
    end = text.find("\n\n", run[-1].end)
    ends = [*(number.start for number in run[1:]), end if end >= 0 else len(text)]
    return [(number.end, end) for number, end in zip(run, ends, strict=True)]
