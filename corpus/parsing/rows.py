"""The rows of tables in running text: figures under each other stay under each other."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import groupby

from corpus.readers.source import Line

_FIGURE = r"(?:€\s?)?[-+–]?\d+(?:[.,]\d+)*\s?%?|[-–x]|€|n\.?v\.?t\.?|p\.?m\.?|onbekend"
_CELL = re.compile(_FIGURE, re.IGNORECASE)
_SHARE = re.compile(r"€?[-+–]?\d+(?:[.,]\d+)*")
# What a cell ends in that is no figure.
_CLOSES = frozenset("%-–€.xXtTmMdD")
_GAP = re.compile(r"\t|\s{2,}")
_MOST_WORDS = 10
# Lines in a row that make a table: with several figures each, or with one.
_LEAST_ROWS = 2
_LEAST_PAIRS = 3
_LONGEST_PAIR = 60
_ENDS = (".", "?", "!", ":", ";", ",")


def find_rows(lines: Sequence[Line]) -> frozenset[int]:
    """Return the places of the lines that are rows of a table, with the line of titles above them.

    Rows follow one another: cells parted by a tab or a wide gap, or a few words and then figures.
    """
    cells = [0 if line.is_blank else _count_cells(line.text) for line in lines]
    if not any(cells):
        return frozenset()
    found: set[int] = set()
    filled = [place for place, line in enumerate(lines) if not line.is_blank]
    counted = [(place, cells[place]) for place in filled]
    start = 0
    for is_row, group in groupby(counted, key=lambda item: item[1] > 0):
        block = list(group)
        several = sum(count > 1 for _, count in block)
        if is_row and (several >= _LEAST_ROWS or len(block) >= _LEAST_PAIRS):
            found.update(place for place, _ in block)
            if start and _is_titles(lines, filled, start - 1):
                found.add(filled[start - 1])
        start += len(block)
    return frozenset(found)


def _count_cells(text: str) -> int:
    """Return how many cells of figures a line ends in, 0 where it is no row."""
    bare = text.strip()
    if "\t" in bare:
        return bare.count("\t") + 1
    last = bare[-1]
    # Most lines are told from rows by how they end.
    if not (last.isdecimal() or last in _CLOSES) or not _ends_in_figure(bare):
        return 0
    words = bare.split()
    label = _count_label(words)
    if label == len(words) or label > _MOST_WORDS or (label and words[label - 1].endswith((",", "-", "–"))):
        return 0
    count = len(_CELL.findall(" ".join(words[label:]))) + (not label)
    is_pair = len(bare) <= _LONGEST_PAIR and bare[0].isalnum() and not bare[0].islower()
    if count > 1 or (_GAP.search(bare) and count):
        return max(count, 2)
    return 1 if is_pair else 0


def _count_label(words: Sequence[str]) -> int:
    """Return how many words stand before the figures at the end of a line; looked for from its end, once."""
    first = len(words)
    while first:
        is_share = words[first - 1] == "%" and first > 1 and _SHARE.fullmatch(words[first - 2]) is not None
        if not is_share and not _CELL.fullmatch(words[first - 1]):
            break
        first -= 1 + is_share
    return first


def _ends_in_figure(text: str) -> bool:
    """Tell whether the last word of a line may end a cell."""
    last = text.rsplit(None, 1)[-1]
    return last == "%" or _CELL.fullmatch(last) is not None


def _is_titles(lines: Sequence[Line], filled: Sequence[int], at: int) -> bool:
    """Tell whether a line above the rows names the columns: short, no sentence, below a finished one."""
    text = lines[filled[at]].text.strip()
    before = lines[filled[at] - 1] if filled[at] else None
    is_apart = before is None or before.is_blank or before.text.rstrip().endswith((".", "?", "!", ":"))
    return is_apart and not text.endswith(_ENDS) and len(text) <= 2 * _LONGEST_PAIR and not text[0].islower()
