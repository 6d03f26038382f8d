"""Notes at the feet of the pages of a plain text, in which no letter has a size."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from corpus.models import PartKind
from corpus.parsing.furniture import is_rule
from corpus.parsing.notes import find_glued
from corpus.readers.source import Line

# An extraction may glue the number to the text: `1Krant, 3 mei 2024`, and not `3D-printers`.
_NOTE = re.compile(r"\s*(?P<marker>\d{1,3})(?:\s+(?=[A-Z«“‘\"'(])|(?=[A-Z][a-z]{2}|[«“‘(])|\s*(?=https?:|www\.))")
# A raised number may have come as a line of its own, or opens the line below the one that it stood on; some have
# brackets around it: `[3 ]`
_CALLS = r"\[{marker}\s?\]|^\s*{marker}(?:\s*$|\s+(?=[a-z]))"


def find_feet(lines: Sequence[Line], kinds: Sequence[PartKind | None]) -> tuple[tuple[str, tuple[int, ...]], ...]:
    """Return these notes as (marker, places of its lines), up to the foot of each page.

    They count on through the pages, and the first of a page has its marker in the text above it. A text without
    pages or feet has none.
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
    """Return the places of the text's lines page by page; a paper's foot ends one too, and so does a rule."""
    page: list[int] = []
    number = None
    for place, (line, kind) in enumerate(zip(lines, kinds, strict=True)):
        if page and (line.page != number or (kind is not None and _ends_page(line, kind))):
            yield page
            page = []
        if kind is None and not line.is_blank:
            page.append(place)
            number = line.page
    if page:
        yield page


def _ends_page(line: Line, kind: PartKind) -> bool:
    return kind is PartKind.METADATA or (kind is PartKind.FURNITURE and is_rule(line.text))


def _find_first(lines: Sequence[Line], page: Sequence[int], wanted: int) -> int:
    """Return how many lines of a page stand above its first note; 0 where it has none."""
    for count in range(len(page) - 1, 0, -1):
        line = lines[page[count]]
        match = _NOTE.match(line.text) if line.opening.isdecimal() else None
        if match and int(match["marker"]) == wanted:
            above = "\n".join(lines[place].text for place in page[:count])
            return count if _is_called(match["marker"], above) else 0
    return 0


def _is_called(marker: str, above: str) -> bool:
    if find_glued(above, (marker,), len(above)):
        return True
    return re.search(_CALLS.format(marker=marker), above, re.MULTILINE) is not None
