"""Dates and amounts as people type them, in the form in which papers write them; and the months of dates in figures."""

from __future__ import annotations

import re
from collections.abc import Iterator

from corpus.analysis.tokens import Term
from corpus.models import Span
from corpus.number_words import MONTHS

_SHORT = {name[:3]: number for number, name in enumerate(MONTHS, start=1)} | {"mrt": 3, "sept": 9}
_SHORT.pop("maa")

_DAY_FIRST = re.compile(
    r"(?<![\w.,/-])(?P<day>0?[1-9]|[12]\d|3[01])(?P<sign>[-/.])(?P<month>0?[1-9]|1[0-2])(?P=sign)(?P<year>(?:19|20)\d\d)"
    r"(?![\w/-])"
)
_YEAR_FIRST = re.compile(
    r"(?<![\w.,/-])(?P<year>(?:19|20)\d\d)-(?P<month>0[1-9]|1[0-2])-(?P<day>0[1-9]|[12]\d|3[01])(?![\w/-])"
)
_FIGURE = re.compile(r"\d")
# What both have: most texts are told to hold no date in one pass, quick as it opens with one set of characters.
_HINT = re.compile(r"\d[-/.]\d\d?[-/.]\d")
_SHORT_MONTH = re.compile(
    rf"(?<![\w.,/-])(?P<day>(?:0?[1-9]|[12]\d|3[01])\s+)(?P<month>{'|'.join(_SHORT)})(?:\.(?!\w)|(?![\w-]))",
    re.IGNORECASE,
)
_THOUSANDS = re.compile(r"(?<![\w.,])(?P<count>[1-9]\d{0,2})(?:\s*duizend|k)(?![\w-])", re.IGNORECASE)
_DECIMAL = re.compile(
    r"(?<![\w.,])(?P<whole>\d{1,3})\.(?P<part>\d{1,2})(?=\s*(?:miljoen|miljard|mln|mld|mrd|%|procent))", re.IGNORECASE
)


def write_plainly(text: str) -> str:
    """Return `text` with its dates and amounts as papers write them, the rest as it is.

    Accepts `15-12-2023`, `15/12/2023`, `2023-12-15` and `15 dec. 2023` (all `15 december 2023`), `105 duizend` and
    `105k` (`105.000`), `3.4 miljoen` (`3,4 miljoen`). Refuses dates without a year, and `2.13` alone, which may be a
    section.
    """
    if _FIGURE.search(text) is None:
        return text
    text = _DAY_FIRST.sub(_write_date, text)
    text = _YEAR_FIRST.sub(_write_date, text)
    text = _SHORT_MONTH.sub(lambda match: f"{match['day']}{MONTHS[_SHORT[match['month'].casefold()] - 1]}", text)
    text = _THOUSANDS.sub(lambda match: f"{match['count']}.000", text)
    return _DECIMAL.sub(r"\g<whole>,\g<part>", text)


def find_months(text: str) -> Iterator[Term]:
    """Return the name of the month of each date in figures in `text`, at the date: `31-12-2023` is of `december`."""
    if _HINT.search(text) is None:
        return
    for pattern in (_DAY_FIRST, _YEAR_FIRST):
        for match in pattern.finditer(text):
            yield Term(MONTHS[int(match["month"]) - 1], Span(match.start(), match.end()))


def _write_date(match: re.Match[str]) -> str:
    return f"{int(match['day'])} {MONTHS[int(match['month']) - 1]} {match['year']}"
