"""What a follow-up asks anew: years, a paper, filters in words (`alleen verslagen`), and what is left to add."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from corpus.filters import EntryKind, Filters, parse_filter
from corpus.identifiers import find_identifiers
from corpus.query import TextQuery, parse_text_query
from corpus.year_words import resolve_beside, take_years

_NAME_STOPS = r"(?:in|over|bij|met|voor|van|uit|door|op|aan|sinds|tussen|of|from|by|at)\b"
_MINISTRY = re.compile(
    r"(?:(?:van|bij|door|voor|of|from|at|by)\s+)?(?:het\s+|the\s+)?(?:ministerie|ministry)(?:\s+(?:van|voor|of))?\s+"
    rf"(?P<name>(?!{_NAME_STOPS})[^\W\d_][\w’'-]*(?:(?:,\s+|\s+)(?!{_NAME_STOPS})[^\W\d_][\w’'-]*)*)",
    re.IGNORECASE,
)
_KINDS = r"(?:jaar|beleids)?verslag(?:en)?|(?:kamer|schriftelijke\s+)?vragen|antwoorden|reports?|questions"
_KIND = re.compile(
    r"(?:alleen|enkel|slechts|only|just)\s+(?:(?:de|het|in|uit|the)\s+)*"
    rf"(?P<kind>{_KINDS})(?!\w)",
    re.IGNORECASE,
)
_KIND_ALONE = re.compile(
    r"(?:(?:dan|de|het|in|uit|bij|over|the|from)\s+)*(?P<kind>(?:jaar|beleids)?verslag(?:en)?|kamervragen|reports?)",
    re.IGNORECASE,
)
# Of a question of its own it is no condition: who asks what stands in the annual report may mean the questions on it.
_FROM_KIND = re.compile(
    rf"(?:(?:alleen|enkel|slechts|only|just)\s+(?:(?:de|het|in|uit|the)\s+)*(?P<kind>{_KINDS})"
    r"|(?:in|uit|volgens)\s+(?:(?:de|het)\s+)?(?P<place>kamervragen|(?:jaar|beleids)?verslag(?:en)?))(?!\w)",
    re.IGNORECASE,
)
_WITHOUT = re.compile(r"(?:zonder|without)\s+(?:de\s+|het\s+|the\s+)?(?P<word>[^\W\d_]\w*)", re.IGNORECASE)
_PAPER_LEAD = re.compile(r"(?:(?:in|uit|van|bij|from)\s+)?(?:(?:Kamerstuk(?:ken)?|[Dd]ossier|[Ss]tuk)\s+)?$")


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """What a follow-up asks anew: the filters, phrases and exclusions of `query`, years as they are written, words."""

    query: TextQuery
    words: str
    years: str = ""


def read_wish(bare: str, base: TextQuery) -> Wish | None:
    """Return what a text asks of an earlier query; None where it asks for a year beside one that is not there."""
    typed = parse_text_query(bare)
    words = resolve_beside(typed.words, base)
    if words is None:
        return None
    words, filters = take_named(*take_papers(words, typed.filters))
    excluded = typed.excluded
    if without := _WITHOUT.fullmatch(words.strip()):
        words, excluded = "", (*excluded, without["word"])
    words, years = take_years(words)
    if kind := _KIND_ALONE.fullmatch(words):
        words, filters = "", replace(filters, kinds=(_read_kind(kind["kind"]),))
    return Wish(query=replace(typed, filters=filters, excluded=excluded), words=words, years=years)


def take_papers(words: str, filters: Filters) -> tuple[str, Filters]:
    """Return the words without the papers and dossiers that they name, and the filters with those."""
    for mention in reversed(find_identifiers(words)):
        name = "dossier" if mention.identifier.is_dossier else "document"
        filters = filters.merge(parse_filter(name, [mention.identifier.id]))
        words = f"{_PAPER_LEAD.sub('', words[: mention.span.start])} {words[mention.span.end :]}"
    return words, filters


def take_named(words: str, filters: Filters) -> tuple[str, Filters]:
    """Return the words without a ministry and a kind of entry that they name, and the filters with those."""
    if ministry := _MINISTRY.search(words):
        filters = filters.merge(parse_filter("ministerie", [ministry["name"]]))
        words = f"{words[: ministry.start()]} {words[ministry.end() :]}"
    if kind := _KIND.search(words):
        filters = replace(filters, kinds=(_read_kind(kind["kind"]),))
        words = f"{words[: kind.start()]} {words[kind.end() :]}"
    return words, filters


def find_kind(words: str) -> EntryKind | None:
    """Return the kind of entry that words prefer: `uit de kamervragen`, `alleen verslagen`; None where they don't."""
    found = _FROM_KIND.search(words)
    return _read_kind(found["kind"] or found["place"]) if found else None


def _read_kind(name: str) -> EntryKind:
    return EntryKind.PASSAGE if "verslag" in name.casefold() or "report" in name.casefold() else EntryKind.QUESTION


def drop_ministry(words: str) -> str:
    """Return words without those that name a ministry."""
    return _MINISTRY.sub(" ", words)
