"""The numbers that a format counts for its reader: what a file says of them, and how they are shown."""

from __future__ import annotations

import re

# More digits than these are no number of an item; thousands of them are more than Python makes a number of.
_COUNT = re.compile(r"\s*([-+]?[0-9]{1,9})(?![0-9])")
_ROMAN = (
    *((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc")),
    *((50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i")),
)
_MOST_ROMAN = 3999
_LETTERS = 26


def parse_count(said: str | None) -> int | None:
    """Return the number that an attribute opens with; None where it says none, or one that nobody counts to."""
    match = _COUNT.match(said) if said else None
    return int(match[1]) if match else None


def write_roman(count: int) -> str:
    """Return `iv` for 4; a number that has no such form as it is."""
    if not 0 < count <= _MOST_ROMAN:
        return str(count)
    written = ""
    for value, letters in _ROMAN:
        times, count = divmod(count, value)
        written += letters * times
    return written


def write_letter(count: int) -> str:
    """Return `b` for 2; a number that has no letter as it is."""
    return chr(ord("a") + count - 1) if 0 < count <= _LETTERS else str(count)
