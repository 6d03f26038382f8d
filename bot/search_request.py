"""What a person fills in in the search window, as a query of the corpus, and as what a modal keeps of it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from enum import StrEnum

from corpus.filters import EntryKind, Filters, Years, quote_name
from corpus.identifiers import parse_identifier
from corpus.query import Query, parse_number_query, parse_text_query

LONGEST_WORDS = 300


class Field(StrEnum):
    """The fields of the form, as their blocks and elements are called."""

    WORDS = "search_words"
    PAPER = "search_paper"
    FIRST_YEAR = "search_first_year"
    LAST_YEAR = "search_last_year"
    MINISTRY = "search_ministry"
    PARTY = "search_party"
    DOSSIER = "search_dossier"
    KIND = "search_kind"


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchRequest:
    """A search by words and filters; what is empty asks nothing. `words` may hold filters as typed, too."""

    words: str = ""
    paper: str = ""
    first_year: int | None = None
    last_year: int | None = None
    ministry: str = ""
    party: str = ""
    dossier: str = ""
    kind: EntryKind | None = None

    @property
    def is_empty(self) -> bool:
        return self == SearchRequest()

    @property
    def filters(self) -> Filters:
        """The filters of the fields. A year alone begins or ends a range that the form has completed."""
        first, last = self.first_year or self.last_year, self.last_year or self.first_year
        return Filters(
            years=(Years(first=first, last=last),) if first and last else (),
            dossiers=(self.dossier,) if self.dossier else (),
            documents=(self.paper,) if self.paper else (),
            parties=(self.party,) if self.party else (),
            ministries=(self.ministry,) if self.ministry else (),
            kinds=(self.kind,) if self.kind else (),
        )

    @property
    def typed(self) -> str | None:
        """The request in the language of queries, as typed; None where that would ask another thing."""
        filters = self.filters
        pieces = [self.words, *(f"jaar:{years.first}-{years.last}" for years in filters.years)]
        named = (("ministerie", self.ministry), ("partij", self.party), ("dossier", self.dossier))
        pieces += [f'{name}:"{value}"' if " " in value else f"{name}:{value}" for name, value in named if value]
        if self.kind:
            pieces.append("soort:vraag" if self.kind is EntryKind.QUESTION else "soort:verslag")
        if self.paper:
            is_official = parse_identifier(self.paper) is not None
            pieces.append(f"document:{self.paper if is_official else quote_name(self.paper)}")
        text = " ".join(filter(None, pieces))
        asked = parse_text_query(text)
        own = parse_text_query(self.words)
        is_same = (asked.words, asked.filters) == (own.words, own.filters.merge(filters))
        return text if is_same else None

    def build_query(self) -> Query:
        """Return what is looked for: questions by number where just that is asked, of one paper or of all; else text.

        Raises:
            QueryError: more than 50 numbers at once.
        """
        if self == SearchRequest(words=self.words, paper=self.paper):
            number = parse_number_query(self.words)
            if number and not (self.paper and number.paper):
                return replace(number, paper=number.paper or self.paper or None)
        query = parse_text_query(self.words)
        return replace(query, filters=query.filters.merge(self.filters))

    def to_json(self) -> str:
        """Return what a modal keeps of it: at most some 1,500 characters."""
        return json.dumps({name: value for name, value in asdict(self).items() if value}, ensure_ascii=False)

    @classmethod
    def from_json(cls, text: str) -> SearchRequest:
        """Return what a modal kept.

        Raises:
            ValueError: it is none of ours.
        """
        kept = json.loads(text)
        if not isinstance(kept, Mapping):
            raise ValueError("not a search request")
        return cls(**{**kept, "kind": EntryKind(kept["kind"]) if kept.get("kind") else None})
