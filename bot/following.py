"""What a question of a thread asks, given what was asked there before."""

from __future__ import annotations

from corpus.errors import QueryError
from corpus.following import follow, look_up_in
from corpus.identifiers import parse_identifier
from corpus.models import QuestionAnswer
from corpus.query import NumberQuery, Query
from corpus.search import Searcher


def understand(searcher: Searcher, text: str, earlier: str) -> Query:
    """Return what `text` asks: as a follow-up on `earlier` where it is one, else by itself.

    Raises:
        QueryError: a look-up of too many numbers.
    """
    before = _read_earlier(searcher, earlier)
    if before is None:
        return searcher.parse(text)
    query = follow(text, before, about=_find_about(searcher, before)) or searcher.parse(text)
    if isinstance(query, NumberQuery) and query.paper is None and searcher.look_up(query).ambiguous:
        # Of the lists that have this number, the one that the earlier answer was from.
        return look_up_in(query, paper) if (paper := _find_near(searcher, before, query)) else query
    return query


def _read_earlier(searcher: Searcher, earlier: str) -> Query | None:
    try:
        return searcher.parse(earlier) if earlier else None
    except QueryError:
        return None


def _find_about(searcher: Searcher, before: Query) -> str:
    """Return the question that an earlier look-up showed, empty if it did not show just one."""
    if not isinstance(before, NumberQuery):
        return ""
    hits = searcher.look_up(before).hits
    entry = hits[0].entry if len(hits) == 1 else None
    return entry.question.text if isinstance(entry, QuestionAnswer) and entry.question else ""


def _find_near(searcher: Searcher, before: Query, query: NumberQuery) -> str | None:
    """Return the list of the best hit of the earlier query, where it has the asked numbers.

    A list without an official identifier goes by that of the paper that it is about, as people know it.
    """
    hits = searcher.search(before, top=1).hits
    if not hits:
        return None
    document = hits[0].document
    for paper in filter(parse_identifier, (document.id, document.metadata.about or "")):
        found = searcher.look_up(look_up_in(query, paper)).hits
        if found and all(hit.document.id == document.id for hit in found):
            return paper
    return document.id if searcher.look_up(look_up_in(query, document.id)).hits else None
