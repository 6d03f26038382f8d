"""Running heads and page numbers in a text whose pages nothing else tells apart."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from itertools import pairwise

from corpus.parsing.continuation import is_within
from corpus.parsing.folios import find_folios
from corpus.parsing.headings import is_heading
from corpus.parsing.recurring import find_recurring
from corpus.readers.source import Line

_LONGEST_NUMBER = 4
# Lines of a foot with the head below it, and how often it stands in a sentence.
_MOST_LINES = 3
_LONGEST = 160
_LEAST = 2
# Lines from one to the next: cells of a table that came as a line each are nearer.
_LEAST_PAGE = 15
_LEAST_LETTERS = 10
_DIGITS = re.compile(r"\d+")


def find_breaks(lines: Sequence[Line]) -> frozenset[int]:
    """Return the places of the lines that stand between two pages, with white around them, in a pasted text.

    Of a number alone those in the middle of a sentence, where they count from one to the next, and those that count
    the pages of all of the text; of words those that stand in sentences more than once, and then each time. Text that
    has its pages is left alone.
    """
    first = next((line for line in lines if not line.is_blank), None)
    last = next((line for line in reversed(lines) if not line.is_blank), None)
    if first is None or last is None or first.page != last.page:
        return frozenset()
    found = {*find_folios(lines), *find_recurring(lines)}
    blocks = _list_blocks(lines)
    inner = {block.start for block in blocks if is_within(lines, block)}
    # Few papers have such a block within a sentence, and else none need be read.
    for described, alike in _list_alike(lines, blocks if inner else ()).items():
        within = [block for block in alike if block.start in inner]
        is_number = described == ("0",)
        if is_number and _is_counting(lines, within):
            found.update(block.start for block in within)
        elif not is_number and len(within) >= _LEAST and _is_far_apart(alike):
            found.update(place for block in alike for place in block)
    return frozenset(found)


def _list_blocks(lines: Sequence[Line]) -> list[range]:
    """Return the runs of lines between two blank ones, of so few lines as stand between two pages."""
    blank = [place for place, line in enumerate(lines) if line.is_blank]
    return [range(above + 1, below) for above, below in pairwise(blank) if 1 < below - above <= _MOST_LINES + 1]


def _list_alike(lines: Sequence[Line], blocks: Sequence[range]) -> dict[tuple[str, ...], list[range]]:
    """Return the blocks by what they have in common, those left out that can't be one."""
    alike: dict[tuple[str, ...], list[range]] = defaultdict(list)
    for block in blocks:
        if described := _describe(lines, block):
            alike[described].append(block)
    return alike


def _describe(lines: Sequence[Line], block: range) -> tuple[str, ...]:
    """Return what blocks that differ in their numbers have in common; nothing where one is a heading, or marked."""
    texts = [" ".join(lines[place].text.split()) for place in block]
    is_marked = any(lines[place].role is not None for place in block) or max(map(len, texts)) > _LONGEST
    if is_marked or (texts[0].isdecimal() and len(texts) == 1 and len(texts[0]) > _LONGEST_NUMBER):
        return ()
    is_title = any(text[0].isupper() and len(text) >= _LEAST_LETTERS for text in texts)
    if any(map(is_heading, texts)) or not (is_title or texts[0].isdecimal()):
        return ()
    return tuple(_DIGITS.sub("0", text) for text in texts)


def _is_counting(lines: Sequence[Line], blocks: Sequence[range]) -> bool:
    return all(int(lines[one.start].text) < int(lines[two.start].text) for one, two in pairwise(blocks))


def _is_far_apart(blocks: Sequence[range]) -> bool:
    return all(two.start - one.stop >= _LEAST_PAGE for one, two in pairwise(blocks))
