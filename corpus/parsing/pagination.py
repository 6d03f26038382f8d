"""Page numbers in a text whose pages nothing else tells apart."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from corpus.readers.source import Line

_LONGEST_NUMBER = 4
# Letters of a line that is one of running text, and no cell of a table.
_LEAST_LINE = 30
_GOES_ON = frozenset(",-\u00ad")


def find_page_numbers(lines: Sequence[Line]) -> frozenset[int]:
    """Return the places of the numbers that stand alone, with white around them, in the middle of a sentence.

    They count from one to the next; text that has its pages is left alone.
    """
    filled = [place for place, line in enumerate(lines) if not line.is_blank]
    if not filled or lines[filled[0]].page != lines[filled[-1]].page:
        return frozenset()
    found = [
        place
        for (before, place), (_, after) in pairwise(pairwise(filled))
        if _is_number(lines[place].text) and after - place > 1 < place - before and _is_cut(lines[before], lines[after])
    ]
    is_counting = all(int(lines[one].text) < int(lines[two].text) for one, two in pairwise(found))
    return frozenset(found if is_counting else ())


def _is_number(text: str) -> bool:
    bare = text.strip()
    return len(bare) <= _LONGEST_NUMBER and bare.isdecimal()


def _is_cut(before: Line, after: Line) -> bool:
    """Tell whether a sentence goes on from one line to another."""
    text = before.text.rstrip()
    is_open = text[-1].isalnum() or text[-1] in _GOES_ON
    return (
        len(text) >= _LEAST_LINE and is_open and after.text.lstrip()[0].islower() and before.role is after.role is None
    )
