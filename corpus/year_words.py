"""Years as they are written among words: `in 2023`, `tussen 2020 en 2022`, `2022/23`, `het jaar daarvoor`."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import chain

from corpus.filters import Filters, Years, holds_word
from corpus.models import Document, Entry, QuestionAnswer
from corpus.numerals import CARDINAL, read_cardinal
from corpus.query import TextQuery

# A year, but no amount: `2000 euro` and `€ 2000` are none; nor a date: `31-12-2023` and `2023-12-31`.
_UNIT = r"\s*(?:%|(?:euro|mln|miljoen|miljard|mrd|procent|mensen|zaken)\b)"
_YEAR = rf"(?<![\w.,/€-])(?<!€ )(?:19|20)\d\d(?!\w|[.,]\d|-\d\d-\d|{_UNIT})"
# Two figures are a year at the end of a span alone: `2022/23`, but not `2023 en 12 gemeenten`.
_TO = r"-|–|/|tot\s+en\s+met|tot|t/m|tm|to"
_MORE = rf"(?:\s*(?:,|en|of|and|or|{_TO})\s*(?:19|20)\d\d(?!\w)|\s*(?:{_TO})\s*\d\d(?!\w))*"
_YEARS = re.compile(
    rf"(?:(?P<lead>(?:tussen|between)\s+)|(?:(?:het|de)\s+)?(?<!\w)jaar\s+)?(?P<years>{_YEAR}{_MORE})", re.IGNORECASE
)
_IN = r"(?:\b(?:in|over|van|uit|of|tussen|between)\s+)?(?:het\s+jaar\s+)?"
_PHRASE = re.compile(rf"{_IN}{_YEAR}{_MORE}", re.IGNORECASE)
_ONE = re.compile(r"(?:19|20)\d\d")
_TOLD = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_SPAN = re.compile(r"(\d{4})\s*(?:-|–|/|tot\s+en\s+met|tot|t/m|tm|to)\s*(\d{4}|\d\d)(?!\d)|(\d{4})", re.IGNORECASE)
_SINCE = re.compile(r"(?<!\w)(?:(?P<after>na|after)|sinds|vanaf|since)\s+(?:het\s+jaar\s+)?$", re.IGNORECASE)
_LONGEST_LEAD = 30
# Of so many years nobody asks yet.
_OPEN = 100
_COUNT = rf"(?:\d\d?|{CARDINAL})"
_BEFORE = (
    rf"(?:{_COUNT}\s+)?(?:het\s+)?jaar\s+(?:daarvoor|ervoor|hiervoor|eerder|terug)|(?:het\s+)?(?:vorige?|voorgaande?)\s+jaar"
    r"|(?:the\s+)?year\s+before|(?:the\s+)?previous\s+year"
)
_AFTER = (
    rf"(?:{_COUNT}\s+)?(?:het\s+)?jaar\s+(?:daarna|erna|hierna|later)|(?:het\s+)?(?:volgende?|daaropvolgende?)\s+jaar"
    r"|(?:the\s+)?year\s+after|(?:the\s+)?next\s+year"
)
_BESIDE = re.compile(rf"(?:in\s+)?(?<!\w)(?:(?P<before>{_BEFORE})|(?P<after>{_AFTER}))(?!\w)", re.IGNORECASE)
_FIRST = re.compile(_COUNT, re.IGNORECASE)


def is_year(word: str) -> bool:
    """Tell whether a word is a year in figures."""
    return _ONE.fullmatch(word) is not None


def is_only_years(text: str) -> bool:
    """Tell whether a text names years and nothing else: `in 2023`."""
    return _PHRASE.fullmatch(text) is not None


def take_years(words: str) -> tuple[str, str]:
    """Return the words without the years that they name, and those years as they are written."""
    years = " ".join(_write_span(match) or match["years"] for match in _YEARS.finditer(words))
    return " ".join(_YEARS.sub(" ", words).split()), years


def drop_years(words: str) -> str:
    """Return the words without the years that they name and what leads up to those."""
    return _PHRASE.sub(" ", words)


def place_years(words: str, filters: Filters, years: str) -> tuple[str, Filters]:
    """Return words and filters with `years` for the earlier ones: in their place, else behind the words.

    What was a filter stays one, and so is a year where there are no words to stand among.
    """
    first = _YEARS.search(words)
    if filters.years or not (first or holds_word(words)):
        filters = replace(filters, years=_parse_years(years))
    if first:
        lead = "in " if first["lead"] else ""
        return f"{words[: first.start()]}{lead}{years}{_YEARS.sub(' ', words[first.end() :])}", filters
    return words if filters.years else f"{words.rstrip(' ?!.,;:')} {years}", filters


def resolve_beside(words: str, query: TextQuery) -> str | None:
    """Return the words with the year itself for `het jaar daarvoor` or `drie jaar later`, counted from that of a query.

    None where the query does not name just one year.
    """
    if not (beside := _BESIDE.search(words)):
        return words
    named = {int(year) for match in _YEARS.finditer(query.words) for year in _ONE.findall(match["years"])}
    named |= {edge for span in query.filters.years for edge in (span.first, span.last)}
    if len(named) != 1:
        return None
    count = _FIRST.match(beside["before"] or beside["after"])
    years = read_cardinal(count[0]) if count else 1
    year = named.pop() + (-years if beside["before"] else years)
    return f"{words[: beside.start()]} {year} {words[beside.end() :]}"


def list_asked(words: str) -> tuple[Years, ...]:
    """Return the years that the words ask for, each span of them once for each time that it is named.

    Since a year are that one and those that come: `sinds 2021`, `na 2020`.
    """
    return tuple(chain.from_iterable(_read_asked(match) for match in _YEARS.finditer(words)))


def _read_asked(match: re.Match[str]) -> tuple[Years, ...]:
    years = _parse_years(_write_span(match) or match["years"])
    since = _SINCE.search(match.string[max(match.start() - _LONGEST_LEAD, 0) : match.start()])
    if not since or len(years) != 1 or years[0].first != years[0].last:
        return years
    first = years[0].first + (1 if since["after"] else 0)
    return (Years(first=first, last=first + _OPEN),)


def tells_years(words: str, entry: Entry, document: Document) -> bool:
    """Tell whether an entry is of a year that the words ask for: by its text, or its paper's year or date.

    True where they ask for none.
    """
    asked = list_asked(words)
    if not asked:
        return True
    quotes = (entry.question, entry.answer) if isinstance(entry, QuestionAnswer) else (entry.text,)
    told = {int(year) for quote in quotes if quote for year in _TOLD.findall(quote.text)}
    date = document.metadata.date
    told |= {year for year in (document.metadata.year, date.year if date else None) if year}
    return any(years.first <= year <= years.last for years in asked for year in told)


def _write_span(match: re.Match[str]) -> str | None:
    """Return `2020-2022` for `tussen 2020 en 2022`, None for what is no such span."""
    named = _ONE.findall(match["years"])
    return "-".join(named) if match["lead"] and len(named) == 2 else None


def _parse_years(text: str) -> tuple[Years, ...]:
    spans = []
    for first, last, one in _SPAN.findall(text):
        start = int(first or one)
        end = int(last or start)
        spans.append(Years(first=start, last=end if end > 99 else start // 100 * 100 + end))
    return tuple(Years(first=min(span.first, span.last), last=max(span.first, span.last)) for span in spans)
