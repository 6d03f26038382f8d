"""Cutting long text where a reader would pause; nothing is lost, the rest is given too."""

from __future__ import annotations

import re

ELLIPSIS = "…"

# A sentence ends at a mark, perhaps a closing quote or bracket, and white space. `nr. 1`, `art. 3`
# and `31.2` end none: what follows a full stop must not be a small letter or a figure.
_SENTENCE_END = re.compile(r"[.!?…][’”'\")\]]*(?=\s+(?![a-z0-9])|$)|\n")
_SPACE = re.compile(r"\s")


def find_cut(text: str, limit: int) -> int:
    """Return how many characters to show, at most `limit` and at least 1 of a text that has any.

    The end of the last sentence in the second half of what fits, else the last white space there,
    else `limit` itself.
    """
    if len(text) <= limit:
        return len(text)
    window = text[:limit]
    for pattern in (_SENTENCE_END, _SPACE):
        ends = [match.end() for match in pattern.finditer(window) if match.end() > limit // 2]
        if ends:
            return ends[-1]
    return max(limit, 1)


def split_text(text: str, limit: int) -> tuple[tuple[int, int], ...]:
    """Return the ranges of `text` to show one after another, each at most `limit`; they cover it all."""
    pieces: list[tuple[int, int]] = []
    start = 0
    while start < len(text):
        end = start + find_cut(text[start : start + limit + 1], limit)
        pieces.append((start, end))
        start = end
    return tuple(pieces)


def shorten(text: str, limit: int) -> str:
    """Return `text` on one line, at most `limit` characters, with an ellipsis where it is cut."""
    line = " ".join(text.split())
    if len(line) <= limit:
        return line
    window = line[: limit - 1]
    head, space, _ = window.rpartition(" ")
    return (head if space and len(head) > limit // 2 else window).rstrip(" ,;:") + ELLIPSIS


def find_sentence(text: str, start: int) -> int:
    """Return where the sentence begins in which `start` stands."""
    ends = [match.end() for match in _SENTENCE_END.finditer(text, 0, start)]
    begin = ends[-1] if ends else 0
    return begin + (len(text[begin:]) - len(text[begin:].lstrip()))
