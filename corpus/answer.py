"""What a query found, and how sure that is."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from corpus.models import Hit
from corpus.papers import Card
from corpus.query import Query


class AnswerKind(StrEnum):
    """How an answer was found."""

    NUMBER = "number"
    TEXT = "text"


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What a query found, best first.

    `confidence` is the estimated chance, 0 to 1, that the best hit is what was asked for; it is never `sure` where
    the query asks for a year or names by an abbreviation a body that the hit does not tell of, and `very_sure` only
    where it is `sure`. For a look-up, `lists` are the papers that were looked in, `having` those of them that have
    what was asked (of many only the first ones have hits), `total` the questions that were found in all of these,
    `missing` the numbers that none of them has, `unknown_paper` a paper that the corpus does not hold, and
    `ambiguous` tells that more than one list has what was asked. `has_terms` is False where there was no word to
    look for, `is_cut` is True where there were more words than are looked for (`corpus.widening.MOST_WORDS`).
    """

    query: Query
    kind: AnswerKind
    sure: bool
    confidence: float
    hits: tuple[Hit, ...]
    very_sure: bool = False
    lists: tuple[Card, ...] = ()
    having: tuple[Card, ...] = ()
    total: int = 0
    missing: tuple[int, ...] = ()
    unknown_paper: str | None = None
    ambiguous: bool = False
    has_terms: bool = True
    is_cut: bool = False
