"""The block beside or above a letter's text on each page: who sends it, when, and with which reference."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from itertools import takewhile

from corpus.parsing.notes import SMALLER
from corpus.readers.source import Line

# What a block says, above its value or before it: `Datum`, `Onze referentie`, `Kenmerk 2024-001`
_LABEL = re.compile(
    r"\s*(?:Datum|(?:Ons |Uw |Onze )?(?:kenmerk|referentie)(?: afzender)?|Zaaknummer|Uw brief(?: van)?|Bijlagen?|"
    r"Bijlage\(n\)|Contactpersoon|Bezoekadres|Postadres)\b(?:\s*:)?(?:\s+\S*\d\S*|\s+\d{1,2} \w+ \d{4})?\s*",
    re.IGNORECASE,
)
_OFFICE = re.compile(r"\s*(?:Ministerie|Directie|Directoraat|Inspectie|Afdeling|Dienst|Bestuursdepartement|DG)\b")


def find_letterheads(lines: Sequence[Line], body: float | None) -> frozenset[int]:
    """Return the places of the lines of these blocks: at the top or the foot of a page, in letters smaller than `body`.

    A block has a label; it ends with what the last one labels, and at the foot opens with an office or a label.
    """
    if body is None:
        return frozenset()
    pages: dict[int, list[int]] = defaultdict(list)
    for place, line in enumerate(lines):
        if not line.is_blank:
            pages[line.page].append(place)

    def is_small(place: int) -> bool:
        return (lines[place].size or body) < body * SMALLER

    found: set[int] = set()
    for places in pages.values():
        top = list(takewhile(is_small, places))
        foot = list(takewhile(is_small, reversed(places)))[::-1] if len(top) < len(places) else []
        labels = [at for at, place in enumerate(top) if _LABEL.fullmatch(lines[place].text)]
        found.update(top[: labels[-1] + 2] if labels else ())
        if any(_LABEL.fullmatch(lines[place].text) for place in foot):
            block = foot[_find_opening([lines[place].text for place in foot]) :]
            # The page's number is found by what the other pages have.
            found.update(block[:-1] if lines[block[-1]].text.strip() == str(lines[block[-1]].page) else block)
    return frozenset(found)


def _find_opening(texts: Sequence[str]) -> int:
    return next(at for at, text in enumerate(texts) if _OFFICE.match(text) or _LABEL.fullmatch(text))
