"""Notes as a page of officielebekendmakingen leaves them in a text: below the buttons that close them, with numbers."""

from __future__ import annotations

import re
from collections.abc import Sequence

from msgspec import Struct

from corpus.models import PartKind
from corpus.readers.source import Line

_BUTTON = re.compile(r"\s*X\s+Noot(?:\s+(?P<marker>\d{1,3}|\*))?\s*")
_MARKER = re.compile(r"\s*(?P<marker>\d{1,3}|\*)\s*")
# The link below the last of them
_TOP = "Naar boven"


class ClosedNote(Struct, frozen=True):
    """A note by the places of its lines: those of the button and the number, and those of its text."""

    marker: str
    head: tuple[int, ...]
    text: tuple[int, ...]


def find_closed_notes(lines: Sequence[Line], kinds: Sequence[PartKind | None]) -> tuple[ClosedNote, ...]:
    """Return these notes: `X Noot` / `1` / a text, down to the next button or the link to the top of the page.

    Without that link the last is one paragraph, and what a colon announces.
    """
    buttons = {place: match for place, line in enumerate(lines) if (match := _match_button(line))}
    if not buttons:
        return ()
    *_, last = buttons
    top = next((at for at in range(last, len(lines)) if lines[at].text.strip() == _TOP), None)
    found = []
    for place, end in zip(buttons, [*list(buttons)[1:], top or len(lines)], strict=True):
        filled = [at for at in range(place + 1, end) if kinds[at] is None and not lines[at].is_blank]
        marker, head = buttons[place]["marker"], [place]
        if marker is None and filled and (match := _MARKER.fullmatch(lines[filled[0]].text)):
            marker = match["marker"]
            head.append(filled.pop(0))
        text = _take_paragraph(lines, filled) if place == last and top is None else filled
        if marker and text:
            found.append(ClosedNote(marker, tuple(head), tuple(text)))
    return tuple(found)


def _match_button(line: Line) -> re.Match[str] | None:
    return _BUTTON.fullmatch(line.text) if line.opening == "X" and line.role is None else None


def _take_paragraph(lines: Sequence[Line], places: Sequence[int]) -> Sequence[int]:
    """Return the places down to the first blank line that stands below no colon."""
    for count, place in enumerate(places[1:], start=1):
        above = places[count - 1]
        if place != above + 1 and not lines[above].text.rstrip().endswith(":"):
            return places[:count]
    return places
