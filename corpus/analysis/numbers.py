"""Figures and their units in one spelling, so that `1.672` finds `1672` and `mln.` finds `miljoen`."""

from __future__ import annotations

import re

_THOUSANDS = re.compile(r"\d{1,3}(?:\.\d{3})+(?:,\d+)?")
_UNITS = {"%": "procent", "€": "euro", "mln": "miljoen", "mio": "miljoen", "mld": "miljard", "mrd": "miljard"}
_UNITS |= {"eur": "euro", "pct": "procent", "art": "artikel"}


def normalise_number(token: str) -> str:
    """Return a figure without points between thousands; anything else as it is.

    Accepts `1.672` and `12.562,50`; `3,4` (a decimal) and `31.2` (an article) stay as they are.
    """
    return token.replace(".", "") if _THOUSANDS.fullmatch(token) else token


def normalise_unit(token: str) -> str:
    """Return the full word of a unit or sign (`%`, `€`, `mln`, `art`); anything else as it is."""
    return _UNITS.get(token, token)
