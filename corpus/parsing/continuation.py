"""The line above another, and whether that goes on with it: a sentence, or the numbers of a heading."""

from __future__ import annotations

from collections.abc import Sequence

from corpus.parsing.headings import goes_on_list
from corpus.parsing.titles import is_signature
from corpus.readers.source import Line

# Lines on which the numbers of a heading go on.
_MOST_WRAPPED = 5
# A line that ends in one of these goes on with a question that it names: `zie het antwoord op` / `Vraag 3.`
_LEADS_ON = frozenset("aan bij en in naar of onder op uit van zie".split())
# Letters of a line that is one of running text, and no cell of a table; and what such a line ends in, if no word.
_LEAST_LINE = 30
_OPEN_ENDS = frozenset(",-\u00ad\u2010")


def goes_on(lines: Sequence[Line], place: int) -> bool:
    """Tell whether a line continues the sentence above it: `zie het antwoord op` / `vraag 3.`"""
    if lines[place].opens_page and lines[place].opening.islower():
        return True
    if place == 0 or lines[place - 1].is_blank:
        return False
    before = lines[place - 1].text.rstrip()
    if before[-1].isalnum():
        return lines[place].opening.islower() or before[before.rfind(" ") + 1 :].casefold() in _LEADS_ON
    if before[-1] == "," and lines[place].opening.isupper() and _closes(before):
        return False
    return before[-1] in ",-\u2010"


def _closes(line: str) -> bool:
    """Tell whether a line that ends in a comma is no sentence that goes on: a letter's salutation, or its signing."""
    return is_signature(line) or line.lstrip().casefold().startswith("geachte ")


def find_above(lines: Sequence[Line], place: int) -> Line | None:
    """Return the line above a place, blank ones left out; None where there is none."""
    return next((lines[at] for at in range(place - 1, -1, -1) if not lines[at].is_blank), None)


def is_within(lines: Sequence[Line], block: range) -> bool:
    """Tell whether a sentence goes on across the lines of a block."""
    after = next((lines[place] for place in range(block.stop, len(lines)) if not lines[place].is_blank), None)
    if after is None or after.role is not None or not after.opening.islower():
        return False
    before = find_above(lines, block.start)
    if before is None or before.role is not None:
        return False
    text = before.text.rstrip()
    return len(text) >= _LEAST_LINE and (text[-1].isalnum() or text[-1] in _OPEN_ENDS)


def join_heading(lines: Sequence[Line], place: int) -> tuple[str, int]:
    """Return a line with those below it on which its list of numbers goes on, and how many these are."""
    text = lines[place].text
    end = place + 1
    while end < len(lines) and end - place <= _MOST_WRAPPED and goes_on_list(text, lines[end].text):
        text = f"{text.rstrip()} {lines[end].text.strip()}"
        end += 1
    return text, end - place - 1
