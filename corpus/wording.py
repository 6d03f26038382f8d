"""A query back to what a person could have typed for it."""

from __future__ import annotations

from collections.abc import Iterator

from corpus.filters import EntryKind, Filters, Years, quote_name
from corpus.identifiers import parse_identifier
from corpus.query import NumberQuery, Query, TextQuery


def format_query(query: Query) -> str:
    """Return text that `parse_query` reads as `query`, words first: `IND "een zin" -boete jaar:2022 soort:vraag`."""
    if isinstance(query, NumberQuery):
        return _format_look_up(query)
    return " ".join(part for part in _list_parts(query) if part)


def _format_look_up(query: NumberQuery) -> str:
    if query.paper is None or parse_identifier(query.paper):
        numbers = f"vraag {', '.join(map(str, query.numbers))}{query.letter}"
        return f"{numbers} uit {query.paper}" if query.paper else numbers
    # What a paper without an official identifier is called can't be told from words.
    return f"vraag:{','.join(map(str, query.numbers))} document:{quote_name(query.paper)}"


def _list_parts(query: TextQuery) -> Iterator[str]:
    yield query.words
    yield from (f'"{phrase}"' for phrase in query.phrases)
    yield from (f"-{word}" for word in query.excluded)
    yield from (f'-"{phrase}"' for phrase in query.excluded_phrases)
    yield from _list_filters(query.filters)


def _list_filters(filters: Filters) -> Iterator[str]:
    yield from (f"jaar:{_format_years(years)}" for years in filters.years)
    yield from (f'dossier:"{dossier}"' for dossier in filters.dossiers)
    yield from (f"document:{quote_name(document)}" for document in filters.documents)
    yield from (f'partij:"{party}"' for party in filters.parties)
    yield from (f'ministerie:"{ministry}"' for ministry in filters.ministries)
    yield from ("soort:vraag" if kind is EntryKind.QUESTION else "soort:verslag" for kind in filters.kinds)
    if filters.numbers:
        yield f"vraag:{','.join(map(str, filters.numbers))}"


def _format_years(years: Years) -> str:
    return str(years.first) if years.first == years.last else f"{years.first}-{years.last}"
