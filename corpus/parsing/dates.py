"""Dates as papers write them out, and as sites write them in figures."""

from __future__ import annotations

import datetime
import re

from corpus.number_words import MONTHS

# The months as sites shorten them: `24 jul. 2019`
_SHORT = "jan feb mrt apr mei jun jul aug sep okt nov dec".split()
_PLACES = {name: place for names in (MONTHS, _SHORT) for place, name in enumerate(names, start=1)} | {"sept": 9}
# A date in any of these forms, for use within another pattern: it has no groups.
DATE = r"(?:\d{1,2}[^\S\n]+[A-Za-z]{3,9}\.?[^\S\n]+\d{4}|\d{1,2}[-/.]\d{1,2}[-/.]\d{4}|\d{4}-\d{2}-\d{2})(?!\d)"
_WRITTEN = re.compile(rf"(?<!\d)(\d{{1,2}})\s+({'|'.join(_PLACES)})\b\.?\s+(\d{{4}})", re.IGNORECASE)
_FIGURES = re.compile(
    r"(?<![\d./-])(\d{1,2})([-/.])(\d{1,2})\2(\d{4})(?![\d/-])|(?<![\d-])(\d{4})-(\d{2})-(\d{2})(?![\d-])"
)

# A date at the end of its line, behind a place or an office with a comma, or up to three words: `Datum 4 juni 2024`
_OWN = re.compile(
    r"^[ \t]*(?:[A-Z’'][^\n.;!?]{0,80},[ \t]*|[A-Z’'][^\s.;!?]*(?:[ \t]+[^\s.;!?]+){0,2}[ \t]+)?"
    rf"(?<!\bvan )(?<!\bop )(?<!\bd\.d\. )({DATE})[ \t]*[.,]?[ \t]*$",
    re.MULTILINE | re.IGNORECASE,
)


def parse_date(text: str) -> datetime.date | None:
    """Return the first date in `text`, or None.

    Accepts `4 juni 2024`, `4 jun. 2024`, `4-6-2024`, `04/06/2024`, `04.06.2024`, `2024-06-04`; the day stands before
    the month.
    """
    written, figures = _WRITTEN.search(text), _FIGURES.search(text)
    try:
        if written and (figures is None or written.start() < figures.start()):
            return datetime.date(int(written[3]), _PLACES[written[2].casefold()], int(written[1]))
        if figures and figures[5]:
            return datetime.date(int(figures[5]), int(figures[6]), int(figures[7]))
        return datetime.date(int(figures[4]), int(figures[3]), int(figures[1])) if figures else None
    except ValueError:
        return None


def find_own_date(head: str) -> datetime.date | None:
    """Return the date with which a paper is dated: the first that ends its line, behind a few words or none.

    Accepts `4 juni 2024`, `Den Haag, 4 juni 2024`, `Vastgesteld 4 juni 2024`; refuses a date within a sentence.
    """
    return next((date for match in _OWN.finditer(head) if (date := parse_date(match[1]))), None)
