"""Dates as papers write them out."""

from __future__ import annotations

import datetime
import re

MONTHS = (
    "januari",
    "februari",
    "maart",
    "april",
    "mei",
    "juni",
    "juli",
    "augustus",
    "september",
    "oktober",
    "november",
    "december",
)
_DATE = re.compile(rf"(\d{{1,2}})\s+({'|'.join(MONTHS)})\s+(\d{{4}})", re.IGNORECASE)


def parse_date(text: str) -> datetime.date | None:
    """Return the first date written out in `text` (`4 juni 2024`), or None."""
    match = _DATE.search(text)
    if not match:
        return None
    try:
        return datetime.date(int(match[3]), MONTHS.index(match[2].casefold()) + 1, int(match[1]))
    except ValueError:
        return None
