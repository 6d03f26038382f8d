"""Answers that stand together below all questions, each with the number of its question."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from corpus.models import PartKind
from corpus.parsing.continuation import goes_on
from corpus.parsing.headings import BY_ITSELF, NUMBERED, parse_answer_heading, parse_item
from corpus.parsing.series import read_item
from corpus.readers.source import Line

_LEAST = 2


def find_answers_below(
    lines: Sequence[Line], kinds: Sequence[PartKind | None], headings: Mapping[int, tuple[int, ...]]
) -> dict[int, tuple[int, ...]]:
    """Return the lines that open these answers with their numbers; nothing where answers stand elsewhere.

    Form: `1`, `2`, … with all questions, then `Antwoord`, then `1`, `2`, … again, alone or before the text (`Ad 1`,
    `2 en 3.`), with as many numbers as there are questions. The heading, and what stands between it and the first, has
    no numbers, or all of them. Where each number has white above it, those that have none are items of an answer.
    """
    asked = sorted(number for numbers in headings.values() for number in numbers)
    if len(asked) < _LEAST:
        return {}
    # A title over the questions may be the same as that over the answers.
    first = _find_head(lines, kinds, min(headings))
    if first is None or first < max(headings) or parse_answer_heading(lines[first].text) not in ((), tuple(asked)):
        return {}
    for pattern in (BY_ITSELF, NUMBERED):
        for is_apart in (True, False):
            found = _find_series(lines, kinds, first, pattern, is_apart=is_apart)
            if [number for numbers in found.values() for number in numbers] == asked:
                above = range(first, min(found))
                titles = [place for place in above if kinds[place] is None and not lines[place].is_blank]
                return dict.fromkeys(titles, ()) | found
    return {}


def _find_head(lines: Sequence[Line], kinds: Sequence[PartKind | None], above: int) -> int | None:
    """Return the first line below `above` that heads an answer."""
    heads = (
        place
        for place in range(above + 1, len(lines))
        if kinds[place] is None and lines[place].role is None and parse_answer_heading(lines[place].text) is not None
    )
    return next(heads, None)


def _find_series(
    lines: Sequence[Line],
    kinds: Sequence[PartKind | None],
    above: int,
    pattern: re.Pattern[str],
    *,
    is_apart: bool,
) -> dict[int, tuple[int, ...]]:
    found: dict[int, tuple[int, ...]] = {}
    wanted = 1
    for place in range(above + 1, len(lines)):
        if kinds[place] is not None or goes_on(lines, place):
            continue
        if is_apart and found and not (lines[place - 1].is_blank or lines[place].opens_page):
            continue
        numbers = read_item(lines[place].text, pattern)
        if not numbers and pattern is NUMBERED:
            numbers = parse_item(lines[place].text)
        if numbers and numbers[0] == wanted:
            found[place] = numbers
            wanted = max(numbers) + 1
    return found
