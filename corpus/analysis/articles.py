"""Articles of laws and of the budget as terms: `art. 273f`, `artikel 273f` and `artikelen 31 en 32`."""

from __future__ import annotations

import re
from collections.abc import Iterator

from corpus.analysis.tokens import Term
from corpus.models import Span

_NUMBER = r"\d{1,4}(?:[.:]\d{1,3})*[a-z]{0,2}"
_ARTICLE = re.compile(
    rf"\b(?:artikel(?:en|s)?|art(?:t)?\.?)\s+(?P<numbers>{_NUMBER}(?:(?:,\s*|\s+en\s+|,\s*en\s+){_NUMBER})*)\b",
    re.IGNORECASE,
)
_EACH = re.compile(_NUMBER, re.IGNORECASE)


def find_articles(text: str) -> Iterator[Term]:
    """Return a term, such as `artikel-273f`, for each article that `text` names, in order."""
    for match in _ARTICLE.finditer(text):
        for number in _EACH.finditer(text, match.start("numbers"), match.end("numbers")):
            yield Term(f"artikel-{number[0].casefold()}", Span(match.start(), number.end()))
