"""How sure it is that the best hit answers the question.

Two things are weighed. *Coverage* is the share of the query's weight (its idf) that the hit holds: of a question
about something else much is missing. *Evidence* is that weight itself, beside what it takes to point out one entry
among all by chance, ln(N): a short question may be covered by two common words and still say nothing. The weights
were fitted by logistic regression on `tests/golden`; `python -m tests.benchmarks.confidence` prints how often they
are wrong, also where they were fitted without the queries that they are tried on.
"""

from __future__ import annotations

from math import exp, log

from msgspec import Struct

INTERCEPT = -6.3
COVERAGE_WEIGHT = 3.7
EVIDENCE_WEIGHT = 3.4
SURE_FROM = 0.5
# All but certain is a hit that lacks next to nothing of the question. Confidence alone does not tell: a long question
# whose answer is not held has much evidence of what it is about, and still lacks the words that it turns on.
VERY_SURE_FROM = 0.9
VERY_SURE_COVERAGE = 0.85


class Match(Struct, frozen=True, kw_only=True):
    """What an entry holds of a query: `coverage` from 0 to 1; `evidence` in units of ln(N), 0 and up."""

    coverage: float
    evidence: float

    @classmethod
    def of(cls, weighed: tuple[tuple[float, float], ...], entries: int) -> Match:
        """Return the match of an entry; `weighed` has for each word its weight and the part of it that is held."""
        total = sum(weight for weight, _ in weighed)
        held = sum(part for _, part in weighed)
        return cls(
            coverage=min(held / total, 1.0) if total > 0 else 0.0,
            evidence=held / log(1 + entries) if entries else 0.0,
        )

    @property
    def confidence(self) -> float:
        """The estimated chance, 0 to 1, that the entry answers the query."""
        return 1 / (1 + exp(-(INTERCEPT + COVERAGE_WEIGHT * self.coverage + EVIDENCE_WEIGHT * self.evidence)))

    @property
    def is_very_sure(self) -> bool:
        """Tell whether it is all but certain that the entry answers the query."""
        return self.confidence >= VERY_SURE_FROM and self.coverage >= VERY_SURE_COVERAGE


class Verdict(Struct, frozen=True, kw_only=True):
    """What an entry holds of a query, and whether it is of the years and on the names asked: else it is no answer."""

    match: Match
    can_answer: bool

    @property
    def is_sure(self) -> bool:
        """Tell whether the entry answers the query rather than not."""
        return self.can_answer and self.match.confidence >= SURE_FROM

    @property
    def is_very_sure(self) -> bool:
        """Tell whether it is all but certain that the entry answers the query."""
        return self.can_answer and self.match.is_very_sure
