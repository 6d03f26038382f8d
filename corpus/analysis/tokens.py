"""Words and figures of a text, each with its place."""

from __future__ import annotations

import re
from collections.abc import Iterator

from msgspec import Struct

from corpus.models import Span


class Term(Struct, frozen=True):
    """A term and the range of the text that it was made from; `is_part` tells that it is a part of a compound."""

    text: str
    span: Span
    is_part: bool = False


# A letter or figure, with the accents that stand apart behind it and the hyphens that are not seen.
_LETTERS = r"[^\W_]+(?:[\u0300-\u036f\u00ad]+[^\W_]*)*"
_TOKEN = re.compile(
    r"\d+(?:[.,]\d+)+"  # figures with points or commas: 1.672, 3,4, 31.2
    rf"|{_LETTERS}(?:['’]{_LETTERS})*(?:[-‐‑]{_LETTERS}(?:['’]{_LETTERS})*)*"  # words, also hyphenated
    r"|[%€]"
)
_HYPHEN = re.compile(r"[-‐‑]")


def split_tokens(text: str) -> Iterator[Term]:
    """Return the tokens of `text` in order: words, figures, `%` and `€`."""
    return (Term(match[0], Span(match.start(), match.end())) for match in _TOKEN.finditer(text))


def list_tokens(text: str) -> list[str]:
    """Return the tokens of `text` in order, without their places."""
    return _TOKEN.findall(text)


def split_hyphens(token: Term) -> Iterator[Term]:
    """Return the parts of a hyphenated word, each in its place, and the joined form over the whole.

    `csv-onderzoeken` gives `csv`, `onderzoeken` and `csvonderzoeken`; another token gives itself.
    """
    parts = _HYPHEN.split(token.text)
    if len(parts) == 1:
        yield token
        return
    start = token.span.start
    for part in parts:
        yield Term(part, Span(start, start + len(part)))
        start += len(part) + 1
    yield Term("".join(parts), token.span)
