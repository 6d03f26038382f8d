"""What a search was understood to ask, in one line: its words, what it must and must not hold, its filters."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from bot.texts import Texts
from bot.views.cutting import shorten
from bot.views.source import SEPARATOR
from corpus.filters import EntryKind, Filters, Years
from corpus.identifiers import format_paper, parse_identifier
from corpus.names import list_ministry_names, list_party_names
from corpus.query import NumberQuery, Query, TextQuery

LINE_LIMIT = 300
QUERY_LIMIT = 200


def describe_understood(query: Query, texts: Texts) -> str | None:
    """Return what is searched for, not escaped; None where that is just what was typed."""
    if query.follows:
        return shorten(texts.steering.understood_as.format(parts=_join_parts(query, texts)), LINE_LIMIT)
    if not isinstance(query, TextQuery) or not query.is_restricted:
        return None
    form = texts.understood if query.words or query.phrases else texts.understood_filters
    return shorten(form.format(parts=_join_parts(query, texts)), LINE_LIMIT)


def describe_nothing(query: Query, texts: Texts, escape: Callable[[str], str] = str) -> str:
    """Return that nothing was found and what to try; `escape` is done to what was typed."""
    if isinstance(query, TextQuery) and (query.is_restricted or query.follows):
        return texts.nothing_left.format(parts=escape(shorten(_join_parts(query, texts), LINE_LIMIT)))
    return texts.nothing_found.format(query=escape(shorten(query.text, QUERY_LIMIT)))


def _join_parts(query: Query, texts: Texts) -> str:
    if isinstance(query, NumberQuery):
        numbers = texts.question if len(query.numbers) == 1 else texts.questions
        paper = query.paper or ""
        identifier = parse_identifier(paper)
        form = texts.understood_dossier if identifier and identifier.is_dossier else texts.understood_document
        place = (form.format(value=_format_paper(paper)),) if paper else ()
        return SEPARATOR.join(
            (numbers.format(numbers=texts.format_numbers(query.numbers) + query.letter).lower(), *place)
        )
    parts = (
        *([texts.understood_words.format(words=query.words)] if query.words else []),
        *(texts.understood_phrase.format(words=phrase) for phrase in query.phrases),
        *(texts.understood_without.format(words=word) for word in (*query.excluded, *query.excluded_phrases)),
        *_describe_filters(query.filters, texts),
    )
    return SEPARATOR.join(parts)


def _describe_filters(filters: Filters, texts: Texts) -> Iterator[str]:
    fields = (
        (texts.understood_year, [_format_years(years) for years in filters.years]),
        (texts.understood_dossier, [_format_paper(dossier) for dossier in filters.dossiers]),
        (texts.understood_document, [_format_paper(document) for document in filters.documents]),
        (texts.understood_party, [list_party_names(party)[0] for party in filters.parties]),
        (texts.understood_ministry, [list_ministry_names(ministry)[0] for ministry in filters.ministries]),
    )
    for form, values in fields:
        if values:
            yield form.format(value=f" {texts.or_word} ".join(values))
    if filters.numbers:
        yield texts.understood_number.format(value=texts.format_numbers(filters.numbers))
    if len(kinds := set(filters.kinds)) == 1:
        yield texts.only_questions if EntryKind.QUESTION in kinds else texts.only_reports


def _format_years(years: Years) -> str:
    return str(years.first) if years.first == years.last else f"{years.first}-{years.last}"


def _format_paper(name: str) -> str:
    identifier = parse_identifier(name)
    return format_paper(identifier) if identifier else name
