"""Notes at the feet of the pages of a plain text, in which no letter has a size."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from corpus.models import PartKind
from corpus.parsing.notes import find_glued
from corpus.readers.source import Line

_NOTE = re.compile(r"\s*(?P<marker>\d{1,3})\s+(?=[A-Z«“‘\"'(]|https?:|www\.)")


def find_feet(lines: Sequence[Line], kinds: Sequence[PartKind | None]) -> tuple[tuple[str, tuple[int, ...]], ...]:
    """Return these notes as (marker, places of its lines), up to the foot of each page.

    They count on through the pages, and the first of a page has its marker glued to a word above it. A text
    without pages or feet has none.
    """
    pages = list(_list_pages(lines, kinds))
    if len(pages) < 2:
        return ()
    found: list[tuple[str, list[int]]] = []
    wanted = 1
    for page in pages:
        opened = False
        first = _find_first(lines, page, wanted)
        for place in page[first:] if first else ():
            match = _NOTE.match(lines[place].text)
            if match and int(match["marker"]) == wanted:
                found.append((match["marker"], [place]))
                wanted, opened = wanted + 1, True
            elif opened:
                found[-1][1].append(place)
    return tuple((marker, tuple(places)) for marker, places in found)


def _list_pages(lines: Sequence[Line], kinds: Sequence[PartKind | None]) -> Iterator[list[int]]:
    """Return the places of the text's lines page by page; a paper's foot ends one too."""
    page: list[int] = []
    number = None
    for place, (line, kind) in enumerate(zip(lines, kinds, strict=True)):
        if page and (line.page != number or (kind is not None and kind is PartKind.METADATA)):
            yield page
            page = []
        if kind is None and not line.is_blank:
            page.append(place)
            number = line.page
    if page:
        yield page


def _find_first(lines: Sequence[Line], page: Sequence[int], wanted: int) -> int:
    """Return how many lines of a page stand above its first note; 0 where it has none."""
    for count in range(len(page) - 1, 0, -1):
        line = lines[page[count]]
        match = _NOTE.match(line.text) if line.opening.isdecimal() else None
        if match and int(match["marker"]) == wanted:
            above = "\n".join(lines[place].text for place in page[:count])
            return count if find_glued(above, (match["marker"],), len(above)) else 0
    return 0
