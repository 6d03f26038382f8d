"""The block beside or above a letter's text on each page: who sends it, when, and with which reference."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence, Set
from itertools import dropwhile, takewhile

from corpus.parsing.notes import is_small
from corpus.readers.source import Line

# What a block says, above its value or before it: `Datum`, `Onze referentie`, `Kenmerk 2024-001`
_LABEL = re.compile(
    r"\s*(?:Datum|(?:Ons |Uw |Onze )?(?:kenmerk|referentie)(?: afzender)?|Zaaknummer|Uw brief(?: van)?|Bijlagen?|"
    r"Bijlage\(n\)|Contactpersoon|Bezoekadres|Postadres)\b(?:\s*:)?(?:\s+\S*\d\S*|\s+\d{1,2} \w+ \d{4})?\s*",
    re.IGNORECASE,
)
_REFERENCE = re.compile(r"\b(?:kenmerk|referentie|zaaknummer)\b", re.IGNORECASE)
_DATE = re.compile(r"\s*Datum\b")
_LONGEST = 45
_OFFICE = re.compile(r"\s*(?:Ministerie|Directie|Directoraat|Inspectie|Afdeling|Dienst|Bestuursdepartement|DG)\b")


def find_letterheads(lines: Sequence[Line], body: float | None) -> frozenset[int]:
    """Return the places of the lines of these blocks, at the top or the foot of a page.

    They are in letters smaller than those of the text (`body`), or are short where no size is known. A block has a
    label and ends with what the last one labels; at the foot, and where no size is known, it opens with an office or
    a label. What stands on top of the first page is the letter's own head and says when it was written.
    """
    pages: dict[int, list[int]] = defaultdict(list)
    for place, line in enumerate(lines):
        if not line.is_blank:
            pages[line.page].append(place)

    def may_be(place: int) -> bool:
        return is_small(lines[place], body) if body else _is_short(lines[place].text)

    found: set[int] = set()
    for number, places in pages.items() if len(pages) > 1 or body else ():
        top = list(takewhile(may_be, places))
        foot = list(takewhile(may_be, reversed(places)))[::-1] if len(top) < len(places) else []
        if number > 1 and top and (body or _opens(lines[top[0]].text)):
            labels = [at for at, place in enumerate(top) if _LABEL.fullmatch(lines[place].text)]
            block = top[: labels[-1] + 2] if labels else []
            found.update(block if body or _is_sure(lines, block) else ())
        block = list(dropwhile(lambda place: not _opens(lines[place].text), foot))
        is_letter = number > 1 or not any(_DATE.match(lines[place].text) for place in block)
        has_label = any(_LABEL.fullmatch(lines[place].text) for place in block)
        if has_label and is_letter and (body or _is_sure(lines, block)):
            found.update(block)
    numbers = _find_numbers(lines, pages, found)
    # Where there is no block, what opens a page in small letters is its number and no other.
    opening = {places[0] for places in pages.values() if body and is_small(lines[places[0]], body)}
    return frozenset(found | (numbers if found else numbers & opening))


def _find_numbers(lines: Sequence[Line], pages: Mapping[int, Sequence[int]], found: Set[int]) -> set[int]:
    """Return the lines at the edge of a letter's pages, the blocks left out, that are the page's number."""
    edges = [[place for place in places if place not in found] for places in pages.values()]
    return {
        place
        for places in edges
        for place in (*places[:1], *places[-1:])
        if lines[place].text.strip() == str(lines[place].page)
    }


def _opens(text: str) -> bool:
    return _OFFICE.match(text) is not None or _LABEL.fullmatch(text) is not None


def _is_sure(lines: Sequence[Line], block: Sequence[int]) -> bool:
    """Tell whether a block has an office or a reference: `Datum` may be the title of a table's column."""
    return any(_OFFICE.match(lines[place].text) or _REFERENCE.search(lines[place].text) for place in block)


def _is_short(text: str) -> bool:
    bare = text.strip()
    return len(bare) <= _LONGEST and bare[-1] not in ".?!;,"
