"""Answers that stand together below all questions, each with the number of its question."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from corpus.models import PartKind
from corpus.parsing.headings import BY_ITSELF, NUMBERED, parse_answer_heading
from corpus.parsing.openings import goes_on, read_item
from corpus.readers.source import Line

_LEAST = 2


def find_answers_below(
    lines: Sequence[Line], kinds: Sequence[PartKind | None], headings: Mapping[int, tuple[int, ...]]
) -> dict[int, tuple[int, ...]]:
    """Return the lines that open these answers with their numbers; nothing where answers stand elsewhere.

    Form: `1`, `2`, … with all questions, then `Antwoord`, then `1`, `2`, … again, alone or before the text, with as
    many numbers as there are questions. The heading, and what stands between it and the first, has no numbers.
    """
    asked = sorted(number for numbers in headings.values() for number in numbers)
    first = _find_head(lines, kinds)
    if len(asked) < _LEAST or first is None or first < max(headings) or parse_answer_heading(lines[first].text) != ():
        return {}
    for pattern in (BY_ITSELF, NUMBERED):
        found = _find_series(lines, kinds, first, pattern)
        if [number for numbers in found.values() for number in numbers] == asked:
            above = (place for place in range(first, min(found)) if kinds[place] is None and not lines[place].is_blank)
            return dict.fromkeys(above, ()) | found
    return {}


def _find_head(lines: Sequence[Line], kinds: Sequence[PartKind | None]) -> int | None:
    """Return the first line that heads an answer."""
    heads = (
        place
        for place, line in enumerate(lines)
        if kinds[place] is None and line.role is None and parse_answer_heading(line.text) is not None
    )
    return next(heads, None)


def _find_series(
    lines: Sequence[Line], kinds: Sequence[PartKind | None], above: int, pattern: re.Pattern[str]
) -> dict[int, tuple[int, ...]]:
    found: dict[int, tuple[int, ...]] = {}
    wanted = 1
    for place in range(above + 1, len(lines)):
        if kinds[place] is not None or goes_on(lines, place):
            continue
        numbers = read_item(lines[place].text, pattern)
        if numbers and numbers[0] == wanted:
            found[place] = numbers
            wanted = max(numbers) + 1
    return found
