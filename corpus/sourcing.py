"""Where a query says that it looks, beside what it asks: `terugkeer van vreemdelingen, jaarverslag 2023`.

Words that name a paper stand in few of its entries, and a year weighs little among the words: ranked by the words alone
what was asked of 2023 is answered from 2020. So of entries that hold as much of the rest those of the year come first,
and a word that an entry lacks and its paper is called by is none that it falls short of.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from msgspec import Struct

from corpus.confidence import Match, Verdict
from corpus.entry_texts import list_bodies
from corpus.evidence import Evidence
from corpus.filtering import Filtering
from corpus.filters import EntryKind, Years
from corpus.general_words import says_nothing
from corpus.index import Scored
from corpus.models import QuestionAnswer
from corpus.paper_requests import asks_unanswered
from corpus.papers import Papers
from corpus.telling import is_told
from corpus.widening import QueryWord
from corpus.wishes import find_kind
from corpus.year_words import is_year, list_asked, tells_years

_ABBREVIATION = re.compile(r"[A-Z]{2,6}")
# How many of the best are looked at.
HEAD = 20
# Shares of the same weights that differ by less are the same but for rounding.
_ROUNDING = 1e-9
# A span of more years is no year that anything is asked of.
_LONGEST_SPAN = 30
# By these people call the entries themselves: they tell questions from reports, but no paper from another.
_KINDS = {
    EntryKind.QUESTION: frozenset("vraag vragen kamervraag kamervragen antwoord antwoorden".split()),
    EntryKind.PASSAGE: frozenset("verslag verslagen jaarverslag jaarverslagen".split()),
}


class Sourcing(Struct, frozen=True, kw_only=True):
    """Tells it of entries by their places in the index."""

    papers: Papers
    evidence: Evidence
    filtering: Filtering

    def judge(
        self, text: str, entry: int, words: Sequence[QueryWord], *, among: int | None = None, asks_who: bool = False
    ) -> Verdict:
        """Return how surely an entry answers a query, by what it holds of its words and by the years and names in it.

        `among` is as in `match`; `asks_who` tells that the query asks who asked it.
        """
        # A year weighs little among the words, and yet an answer of another year is none, nor is one on another body.
        found, paper = self.papers.load_entry(entry)
        can_answer = tells_years(text, found, paper) and not self.lacks_name(text, entry, words)
        # That questions are answered or not is told of in many entries, and none of them tells which those are.
        can_answer = can_answer and not all(says_nothing(word.text) for word in words)
        if can_answer and asks_unanswered(text):
            can_answer = isinstance(found, QuestionAnswer) and found.answer is None
        if asks_who:
            can_answer = can_answer and isinstance(found, QuestionAnswer) and bool(paper.metadata.asked_by)
        return Verdict(match=self.match(entry, words, among=among), can_answer=can_answer)

    def match(self, entry: int, words: Sequence[QueryWord], *, among: int | None = None) -> Match:
        """Return what an entry holds of a query, without the words that just say where it stands.

        `among` is how many entries it stands among that pass the filters; all where that is not said. That it holds a
        part of such a word (`verslag` of `jaarverslag`) makes that no word that the entry itself is about.
        """
        asked = [word for word in words if self._holds_whole(entry, word) or not self._says_where(word.text, entry)]
        return self.evidence.match(entry, asked or words, among=among)

    def lacks_name(self, text: str, entry: int, words: Sequence[QueryWord]) -> bool:
        """Tell whether a query names something that neither an entry nor what its paper is called is about.

        What it names by an abbreviation is mostly another body, unless the entry has the abbreviation, the name that a
        paper introduces it for, or words that begin with its letters. What it names by a word with a capital inside a
        sentence is something else if no entry at all has the word. Of a text in capitals throughout none can be told.
        """
        if not any(word.text.islower() for word in words):
            return False
        metadata = self.papers.find_holder(entry).metadata
        # The number of a note may be glued to a name: `Amsterdam1`.
        names = [
            word
            for word in words
            if word.text[0].isupper() and word.text.isalpha() and not is_told(word.text, metadata)
        ]
        shorts = [word for word in names if _ABBREVIATION.fullmatch(word.text)]
        if any(self._is_unknown(word) for word in names if word not in shorts and not _opens_sentence(word, text)):
            return True
        lacking = [word.text for word in shorts if not self._holds_name(entry, word)]
        bodies = " ".join(list_bodies(self.papers.load_entry(entry)[0])) if lacking else ""
        return not all(_build_initials(short).search(bodies) for short in lacking)

    def put_asked_first(self, text: str, words: Sequence[QueryWord], ranked: tuple[Scored, ...]) -> tuple[Scored, ...]:
        """Return what was ranked, of the best those first that stand where is asked and hold no less than the best one.

        Scores never rise from one entry to the next.
        """
        years, kind = list_asked(text), find_kind(text)
        subject = [word for word in words if not is_year(word.text)]
        if not ((years or kind) and subject and ranked):
            return ranked
        head, rest = ranked[:HEAD], ranked[HEAD:]
        least = self.match(head[0].entry, subject).coverage - _ROUNDING
        leads = [
            self._is_of_years(item.entry, years)
            and self._is_of_kind(item.entry, kind)
            and self.match(item.entry, subject).coverage >= least
            for item in head
        ]
        order = sorted(range(len(head)), key=lambda place: not leads[place])
        scores = sorted((item.score for item in head), reverse=True)
        return (*(replace(head[place], score=score) for place, score in zip(order, scores, strict=True)), *rest)

    def _is_unknown(self, word: QueryWord) -> bool:
        """Tell whether no entry that is seen has a word, in whatever form."""
        return not any(self.evidence.words.has(term.text, self.filtering.seen) for term in word.terms)

    def _holds_name(self, entry: int, word: QueryWord) -> bool:
        """Tell whether an entry holds a short name, or at least half of the words of the full one."""
        short, *name = [self.evidence.words.holds(term.text, entry) for term in word.terms]
        return short or (bool(name) and 2 * sum(name) >= len(name))

    def _holds_whole(self, entry: int, word: QueryWord) -> bool:
        """Tell whether an entry holds a word itself, not just what resembles it or belongs to it."""
        return self.evidence.words.holds(word.terms[0].text, entry)

    def _says_where(self, word: str, entry: int) -> bool:
        is_question = bool(self.filtering.is_question[entry])
        kind = EntryKind.QUESTION if is_question else EntryKind.PASSAGE
        return word.casefold() in _KINDS[kind] or is_told(word, self.papers.find_holder(entry).metadata)

    def _is_of_kind(self, entry: int, kind: EntryKind | None) -> bool:
        return kind is None or bool(self.filtering.is_question[entry]) is (kind is EntryKind.QUESTION)

    def _is_of_years(self, entry: int, years: Sequence[Years]) -> bool:
        """Tell whether an entry is of one of the years, if any: by its words, or its paper's year or date."""
        metadata = self.papers.find_holder(entry).metadata
        told = {metadata.year, metadata.date.year if metadata.date else None}
        for span in years:
            named = range(span.first, min(span.last, span.first + _LONGEST_SPAN) + 1)
            if not told.isdisjoint(named) or any(self.evidence.words.holds(str(year), entry) for year in named):
                return True
        return not years


def _opens_sentence(word: QueryWord, text: str) -> bool:
    before = text[: word.span.start].rstrip(" \"“”„«'‘(")
    return not before or before[-1] in ".?!:;-–•"


def _build_initials(short: str) -> re.Pattern[str]:
    """Return what finds words that begin with the letters of an abbreviation: `Algemene Rekenkamer` for `AR`."""
    joint = r"\w*[\s-]+(?:(?:en|van|voor|de|het|der)\s+)?"
    return re.compile(rf"(?<!\w){joint.join(map(re.escape, short))}\w*", re.IGNORECASE)
