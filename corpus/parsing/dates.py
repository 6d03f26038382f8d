"""Dates as papers write them out."""

from __future__ import annotations

import datetime
import re

from corpus.number_words import MONTHS

_DATE = re.compile(rf"(\d{{1,2}})\s+({'|'.join(MONTHS)})\s+(\d{{4}})", re.IGNORECASE)

# A date at the end of its line, behind a place or an office with a comma, or up to three words: `Datum 4 juni 2024`
_OWN = re.compile(
    r"^[ \t]*(?:[A-Z’'][^\n.;!?]{0,80},[ \t]*|[A-Z’'][^\s.;!?]*(?:[ \t]+[^\s.;!?]+){0,2}[ \t]+)?"
    r"(?<!\bvan )(?<!\bop )(?<!\bd\.d\. )(\d{1,2}[ \t]+[a-z]+[ \t]+\d{4})[ \t]*[.,]?[ \t]*$",
    re.MULTILINE | re.IGNORECASE,
)


def parse_date(text: str) -> datetime.date | None:
    """Return the first date written out in `text` (`4 juni 2024`), or None."""
    match = _DATE.search(text)
    if not match:
        return None
    try:
        return datetime.date(int(match[3]), MONTHS.index(match[2].casefold()) + 1, int(match[1]))
    except ValueError:
        return None


def find_own_date(head: str) -> datetime.date | None:
    """Return the date with which a paper is dated: the first that ends its line, behind a few words or none.

    Accepts `4 juni 2024`, `Den Haag, 4 juni 2024`, `Vastgesteld 4 juni 2024`; refuses a date within a sentence.
    """
    return next((date for match in _OWN.finditer(head) if (date := parse_date(match[1]))), None)
