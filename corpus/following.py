"""What a short question stands for after an earlier one: `en in 2023?`, `en bij de politie?`, `vraag 44`.

A text is a follow-up if what it adds is little: nothing but years, numbers, a paper or filters, or no more new words
than `_count_allowed` says, which is most after `en`, `maar` or `of`. Whatever asks more is a question of its own.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from corpus.analysis.tokens import split_tokens
from corpus.analysis.words import fold, is_stop_word, stem
from corpus.filters import EntryKind, Filters, Years, holds_word, parse_filter
from corpus.identifiers import find_identifiers
from corpus.query import NumberQuery, Query, TextQuery, parse_number_query, parse_query, parse_text_query
from corpus.wording import format_query

# A longer text is no follow-up, and a query that grew longer by its follow-ups is not gone on from.
LONGEST_FOLLOW_UP = 300
LONGEST = 2_000

_OPENER = re.compile(r"(?:en|maar|of|ook|and|but|or|also)(?!\w)[\s,]*", re.IGNORECASE)
_PHRASE = re.compile(
    r"(?:hoe\s+(?:zit|staat)\s+(?:het|dat)(?:\s+(?:dan|nu))?(?:\s+met(?!\w))?|wat\s+dan(?:\s+met(?!\w))?|"
    r"geldt\s+dat\s+ook|(?:what|how)\s+about)(?!\w)\s*",
    re.IGNORECASE,
)
_ASKS = re.compile(
    r"(?:hoe|hoeveel|hoelang|waarom|wanneer|wat|wie|welke?|waar|is|zijn|heeft|hebben|kan|kunt|wordt|worden|"
    r"how|why|when|what|who|which|where)(?!\w)",
    re.IGNORECASE,
)
_BACK = re.compile(
    r"\b(?:dat|die|dit|deze|daar|daarvan|daarvoor|daarbij|daarover|daarmee|daaraan|daarin|daarop|daarna|ervan|ervoor|"
    r"erover|hiervan|hierover|hij|zij|ze|hun|hen|hetzelfde|dezelfde|that|those|these|it|they|them|their)\b",
    re.IGNORECASE,
)
# The function words of English, whose questions are asked of the same papers.
_ENGLISH = frozenset(
    "the a an for in at of by with about from on to and or but what how many much was is were are did does do that "
    "those these this it they them their why when who which where also only then".split()
)

# A year, but no amount: `2000 euro` and `€ 2000` are none.
_YEAR = (
    r"(?<![\w.,/€-])(?<!€ )(?:19|20)\d\d(?![\w]|[.,]\d|\s*(?:euro|mln|miljoen|miljard|mrd|procent|%|mensen|zaken)\b)"
)
_MORE_YEARS = r"(?:\s*(?:,|-|–|/|en|of|tot\s+en\s+met|tot|t/m|tm|and|or|to)\s*(?:(?:19|20)\d\d|\d\d)(?![\w]))*"
_YEARS = re.compile(rf"(?P<lead>(?:tussen|between)\s+)?(?P<years>{_YEAR}{_MORE_YEARS})", re.IGNORECASE)
_IN_YEARS = r"(?:\b(?:in|over|van|uit|of|tussen|between)\s+)?(?:het\s+jaar\s+)?"
_YEARS_PHRASE = re.compile(rf"{_IN_YEARS}{_YEAR}{_MORE_YEARS}", re.IGNORECASE)
_ONE_YEAR = re.compile(r"(?:19|20)\d\d")
_BEFORE = r"(?:het\s+)?jaar\s+(?:daarvoor|ervoor|eerder)|(?:the\s+)?year\s+before"
_AFTER = r"(?:het\s+)?jaar\s+(?:daarna|erna|later)|(?:the\s+)?year\s+after"
_BESIDE = re.compile(rf"(?:een\s+|één\s+|in\s+)?(?:(?P<before>{_BEFORE})|(?P<after>{_AFTER}))(?!\w)", re.IGNORECASE)
_NEIGHBOUR = re.compile(
    r"(?:de\s+|the\s+)?(?:(?P<next>volgende|next)|vorige|previous)(?:\s+(?:vraag|question))?", re.IGNORECASE
)

_NAME_STOPS = r"(?:in|over|bij|met|voor|van|uit|door|op|aan|sinds|tussen|of|from|by|at)\b"
_MINISTRY = re.compile(
    r"(?:(?:van|bij|door|voor|of|from|at|by)\s+)?(?:het\s+|the\s+)?(?:ministerie|ministry)(?:\s+(?:van|voor|of))?\s+"
    rf"(?P<name>(?!{_NAME_STOPS})[^\W\d_][\w’'-]*(?:(?:,\s+|\s+)(?!{_NAME_STOPS})[^\W\d_][\w’'-]*)*)",
    re.IGNORECASE,
)
_KIND = re.compile(
    r"(?:alleen|enkel|slechts|only|just)\s+(?:(?:de|het|in|uit|the)\s+)*"
    r"(?P<kind>verslag(?:en)?|vragen|antwoorden|reports?|questions)(?!\w)",
    re.IGNORECASE,
)
_WITHOUT = re.compile(r"(?:zonder|without)\s+(?:de\s+|het\s+|the\s+)?(?P<word>[^\W\d_]\w*)", re.IGNORECASE)
_PAPER_LEAD = re.compile(r"(?:(?:in|uit|van|bij|from)\s+)?(?:(?:Kamerstuk(?:ken)?|[Dd]ossier|[Ss]tuk)\s+)?$")
_PLACED = re.compile(
    r"(?P<preposition>bij|in|van|door|voor|over|op|aan|at|by|for)\s+(?:(?:de|het|een|the|a)\s+)?(?P<name>\S.*)",
    re.IGNORECASE,
)
_ABBREVIATION = re.compile(r"(?<![\w-])[A-Z]{2,6}(?![\w-])")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Wish:
    """What a follow-up asks anew; `years` as they are written, `words` what is left to add."""

    query: TextQuery
    words: str
    years: str = ""


def follow(text: str, earlier: Query, *, about: str = "") -> Query | None:
    """Return what `text` asks as a follow-up on `earlier`; None where it is a question of its own.

    `about` is the text of the question that an earlier look-up showed, empty if that was not just one: numbers
    go on from the look-up itself, everything else from what that question asks.

    Years take the place of the earlier years, a filter that of the earlier ones of its name, a paper that of the
    earlier paper, words after a preposition that of the words after the same preposition, an abbreviation that of
    the only one; other words are added.

    Raises:
        QueryError: a look-up of too many numbers.
    """
    bare = _strip_end(text)
    if len(bare) > LONGEST_FOLLOW_UP:
        return None
    if beside := _find_neighbour(_strip_opener(bare), earlier):
        return beside
    is_opened = bool(_OPENER.match(bare) or _PHRASE.match(bare))
    bare = _strip_opener(bare)
    if not _YEARS_PHRASE.fullmatch(bare) and (numbered := parse_number_query(bare)):
        paper = numbered.paper or find_paper(earlier)
        return look_up_in(numbered, paper) if paper else replace(numbered, text=format_query(numbered))
    base = _open_up(earlier, about)
    wish = _read_wish(bare, base)
    if wish is None or not _is_little(wish, base, bare, is_opened=is_opened):
        return None
    merged = format_query(_merge(base, wish))
    if not 0 < len(merged) <= LONGEST:
        return None
    # Read as if it had been typed so: whoever asks the merged text later gets the same.
    return replace(parse_query(merged), follows=True)


def look_up_in(query: NumberQuery, paper: str | None) -> NumberQuery:
    """Return the look-up of the same numbers in a paper, as one that goes on from an earlier query."""
    placed = replace(query, paper=paper, follows=True)
    return replace(placed, text=format_query(placed))


def find_paper(query: Query) -> str | None:
    """Return the one paper or dossier that a query names, else None."""
    if isinstance(query, NumberQuery):
        return query.paper
    named = (*query.filters.documents, *query.filters.dossiers)
    if not named:
        named = tuple({mention.identifier.id for mention in find_identifiers(query.words)})
    return named[0] if len(named) == 1 else None


def _find_neighbour(bare: str, earlier: Query) -> NumberQuery | None:
    """Return the look-up of the next or previous question, where one question was looked up."""
    match = _NEIGHBOUR.fullmatch(bare)
    if not match or not isinstance(earlier, NumberQuery) or len(earlier.numbers) != 1:
        return None
    number = earlier.numbers[0] + (1 if match["next"] else -1)
    return look_up_in(replace(earlier, numbers=(number,)), earlier.paper) if number > 0 else None


def _open_up(earlier: Query, about: str) -> TextQuery:
    """Return the earlier query as one of words and filters."""
    if isinstance(earlier, TextQuery):
        return earlier
    if words := " ".join(about.split()):
        return TextQuery(text=words, words=words)
    name = "document" if earlier.paper and "-" in earlier.paper and not earlier.paper[0].isdigit() else "dossier"
    paper = parse_filter(name, [earlier.paper]) if earlier.paper else Filters()
    return TextQuery(text=earlier.text, words="", filters=replace(paper, numbers=earlier.numbers))


def _read_wish(bare: str, base: TextQuery) -> _Wish | None:
    """Return what a text without its opener asks; None where it asks for a year beside one that is not there."""
    typed = parse_text_query(bare)
    words, filters = typed.words, typed.filters
    if beside := _BESIDE.search(words):
        year = _find_one_year(base)
        if year is None:
            return None
        words = f"{words[: beside.start()]} {year - 1 if beside['before'] else year + 1} {words[beside.end() :]}"
    words, filters = _lift_papers(words, filters)
    words, filters = _lift_named(words, filters)
    excluded = typed.excluded
    if without := _WITHOUT.fullmatch(words.strip()):
        words, excluded = "", (*excluded, without["word"])
    years = " ".join(match["years"] for match in _YEARS.finditer(words))
    words = " ".join(_YEARS.sub(" ", words).split())
    return _Wish(query=replace(typed, filters=filters, excluded=excluded), words=words, years=years)


def _lift_papers(words: str, filters: Filters) -> tuple[str, Filters]:
    for mention in reversed(find_identifiers(words)):
        name = "dossier" if mention.identifier.is_dossier else "document"
        filters = filters.merge(parse_filter(name, [mention.identifier.id]))
        words = f"{_PAPER_LEAD.sub('', words[: mention.span.start])} {words[mention.span.end :]}"
    return words, filters


def _lift_named(words: str, filters: Filters) -> tuple[str, Filters]:
    if ministry := _MINISTRY.search(words):
        filters = filters.merge(parse_filter("ministerie", [ministry["name"]]))
        words = f"{words[: ministry.start()]} {words[ministry.end() :]}"
    if kind := _KIND.search(words):
        is_report = kind["kind"].casefold().startswith(("verslag", "report"))
        filters = replace(filters, kinds=(EntryKind.PASSAGE if is_report else EntryKind.QUESTION,))
        words = f"{words[: kind.start()]} {words[kind.end() :]}"
    return words, filters


def _is_little(wish: _Wish, base: TextQuery, bare: str, *, is_opened: bool) -> bool:
    """Tell whether a text asks so little anew that it can't be a question of its own."""
    asked = wish.query
    new = len(_list_new(wish.words, base.sought))
    if not new and (asked.is_restricted or wish.years):
        return True
    if not new and not is_opened and not _BACK.search(bare):
        return False
    is_back = _BACK.search(bare) is not None
    return new + len(asked.phrases) <= _count_allowed(is_opened, is_back, _ASKS.match(bare) is not None)


def _count_allowed(is_opened: bool, is_back: bool, asks: bool) -> int:
    """Return how many new words a follow-up may have: the fewer, the less it says to be one."""
    if is_opened:
        return 2 if asks and not is_back else 3
    if is_back:
        return 2
    return 0 if asks else 1


def _merge(base: TextQuery, wish: _Wish) -> TextQuery:
    asked = wish.query
    words, filters = base.words, _overrule(base.filters, asked.filters)
    if asked.filters.documents or asked.filters.dossiers:
        words, _ = _lift_papers(words, Filters())
    if asked.filters.ministries:
        words = _MINISTRY.sub(" ", words)
    if asked.filters.years:
        words = _strip_end(_YEARS_PHRASE.sub(" ", words))
    if wish.years:
        words, filters = _replace_years(words, filters, wish.years)
    words = " ".join(_add_words(words, wish.words, base.sought).split())
    return TextQuery(
        text="",
        words=words,
        phrases=tuple(dict.fromkeys((*base.phrases, *asked.phrases))),
        excluded=tuple(dict.fromkeys((*base.excluded, *asked.excluded))),
        excluded_phrases=tuple(dict.fromkeys((*base.excluded_phrases, *asked.excluded_phrases))),
        filters=filters,
    )


def _overrule(earlier: Filters, asked: Filters) -> Filters:
    """Return the filters with those that are asked anew in the place of the earlier ones; a paper is one thing."""
    has_paper = bool(asked.documents or asked.dossiers)
    return Filters(
        years=asked.years or earlier.years,
        dossiers=asked.dossiers if has_paper else earlier.dossiers,
        documents=asked.documents if has_paper else earlier.documents,
        parties=asked.parties or earlier.parties,
        ministries=asked.ministries or earlier.ministries,
        kinds=asked.kinds or earlier.kinds,
        numbers=asked.numbers or earlier.numbers,
    )


def _replace_years(words: str, filters: Filters, years: str) -> tuple[str, Filters]:
    """Return words and filters with `years` for the earlier ones: in their place, else behind the words."""
    if filters.years:
        named = tuple(Years(first=int(year), last=int(year)) for year in _ONE_YEAR.findall(years))
        filters = replace(filters, years=named)
    if not (first := _YEARS.search(words)):
        # With nothing to rank by, a year is a filter; and where one was a filter it stays one.
        if filters.years or holds_word(words):
            return (words, filters) if filters.years else (f"{_strip_end(words)} {years}", filters)
        return words, replace(filters, years=tuple(Years(first=int(y), last=int(y)) for y in _ONE_YEAR.findall(years)))
    lead = "in " if first["lead"] else ""
    return f"{words[: first.start()]}{lead}{years}{_YEARS.sub(' ', words[first.end() :])}", filters


def _add_words(words: str, added: str, known: str) -> str:
    new = _list_new(added, known)
    if not new:
        return words
    phrase = _strip_ends(added)
    if len(new) == 1 and _ABBREVIATION.fullmatch(new[0]) and len(found := _ABBREVIATION.findall(words)) == 1:
        return words.replace(found[0], new[0])
    if (placed := _PLACED.fullmatch(phrase)) and (spans := _find_placed(words, placed["preposition"])):
        start, end = spans[0]
        if len(spans) == 1:
            return f"{words[:start]}{phrase}{words[end:]}"
    return f"{_strip_end(words)} {phrase}"


def _find_placed(words: str, preposition: str) -> list[tuple[int, int]]:
    """Return where the earlier words have names after a preposition: up to the next function word, sign or year."""
    found = []
    for match in re.finditer(rf"\b{preposition}\s+(?:(?:de|het|een|the|a)\s+)?", words, re.IGNORECASE):
        end = match.end()
        for token in split_tokens(words[match.end() :]):
            start = match.end() + token.span.start
            if words[end:start].strip() or not _is_content(token.text):
                break
            end = match.end() + token.span.end
        if end > match.end():
            found.append((match.start(), end))
    return found


def _list_new(words: str, known: str) -> list[str]:
    """Return the words that carry a subject and are not among the known ones."""
    held = {stem(fold(token.text)) for token in split_tokens(known)}
    return [
        token.text for token in split_tokens(words) if _is_content(token.text) and stem(fold(token.text)) not in held
    ]


def _is_content(word: str) -> bool:
    folded = fold(word)
    if _ABBREVIATION.fullmatch(word):  # OM is no function word, om is
        return True
    is_function = is_stop_word(folded) or folded in _ENGLISH
    return bool(folded) and not is_function and not _ONE_YEAR.fullmatch(folded)


def _find_one_year(query: TextQuery) -> int | None:
    years = {int(year) for match in _YEARS.finditer(query.words) for year in _ONE_YEAR.findall(match["years"])}
    years |= {edge for span in query.filters.years for edge in (span.first, span.last)}
    return years.pop() if len(years) == 1 else None


def _strip_opener(bare: str) -> str:
    while match := _OPENER.match(bare) or _PHRASE.match(bare):
        bare = bare[match.end() :]
    return bare


def _strip_end(text: str) -> str:
    return " ".join(text.split()).rstrip(" ?!.,;:")


def _strip_ends(words: str) -> str:
    """Return words without the function words at their ends, but for the preposition that they begin with."""
    tokens = list(split_tokens(words))
    held = [place for place, token in enumerate(tokens) if _is_content(token.text)]
    first, last = held[0], held[-1]
    while first and fold(tokens[first - 1].text) in ("de", "het", "een", "the", "a"):
        first -= 1
    if first and _PLACED.match(f"{tokens[first - 1].text} x"):
        first -= 1
    return words[tokens[first].span.start : tokens[last].span.end]
