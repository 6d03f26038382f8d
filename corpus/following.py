"""What a short question stands for after an earlier one: `en in 2023?`, `en bij de politie?`, `vraag 44`.

A text is a follow-up if what it adds is little: nothing but years, numbers, a paper or filters, or no more new words
than `_count_allowed` says, which is most after `en`, `maar` or `of`. Whatever asks more is a question of its own.
"""

from __future__ import annotations

import re
from dataclasses import replace

from corpus.analysis.tokens import split_tokens
from corpus.analysis.words import fold, is_stop_word, stem
from corpus.asking import drop_acknowledgement
from corpus.filters import Filters
from corpus.identifiers import find_identifiers, parse_identifier
from corpus.numerals import CARDINAL, read_cardinal
from corpus.query import MOST_NUMBERS, NumberQuery, Query, TextQuery, parse_number_query, parse_query
from corpus.wishes import Wish, drop_ministry, read_wish, take_papers
from corpus.wording import format_query
from corpus.year_words import drop_years, is_only_years, is_year, place_years

# A longer text is no follow-up, and a query that grew longer by its follow-ups is not gone on from.
LONGEST_FOLLOW_UP = 300
LONGEST = 2_000

_OPENER = re.compile(r"(?:en|maar|of|ook|and|but|or|also)(?!\w)[\s,]*", re.IGNORECASE)
_PHRASE = re.compile(
    r"(?:(?:(?:ik|we|wij)\s+bedoel(?:de|den|en)?|bedoel)(?:\s+eigenlijk)?|i\s+meant?|"
    r"(?:niet|not)\s+(?:(?:in|over|van|bij|voor|de|het|the)\s+)*[\w-]+,?\s+(?:maar|but)|hoe\s+(?:zit|staat)\s+(?:het|dat)(?:\s+(?:dan|nu))?(?:\s+met(?!\w))?|wat\s+dan(?:\s+met(?!\w))?|"
    r"geldt\s+dat\s+ook|(?:de|het)?zelfde(?:\s+vraag(?:,?\s+maar)?|,?\s+maar)(?:\s+dan)?|(?:the\s+)?same\s+question|(?:what|how)\s+about)"
    r"(?!\w)\s*",
    re.IGNORECASE,
)
_ASKS = re.compile(
    r"(?:hoe|hoeveel|hoelang|waarom|wanneer|wat|wie|welke?|waar|is|zijn|heeft|hebben|kan|kunt|wordt|worden|"
    r"how|why|when|what|who|which|where)(?!\w)",
    re.IGNORECASE,
)
_BACK = re.compile(
    r"\b(?:dat|die|dit|deze|het\s+er|daar|daarvan|daarvoor|daarbij|daarover|daarmee|daaraan|daarin|daarop|daarna|ervan|ervoor|"
    r"erover|hiervan|hierover|hij|zij|ze|hun|hen|hetzelfde|dezelfde|that|those|these|it|they|them|their)\b",
    re.IGNORECASE,
)
# What a follow-up can begin with and still needs.
_LIGHT = re.compile(r"(?:alleen|enkel|nu|nog|dan|idem|hetzelfde|dezelfde|only|just|same)(?!\w)", re.IGNORECASE)
# Polite words around what is asked.
_POLITE = re.compile(
    r"(?:geef|toon|zoek|laat)(?:\s+(?:me|mij|ons))?\s+(?=\S)|\s+(?:zien|graag|a\.?u\.?b\.?|svp|dan)$", re.IGNORECASE
)
# The function words of English, whose questions are asked of the same papers, and words of asking, not of a subject.
_EMPTY = frozenset(
    "the a an for in at of by with about from on to and or but what how many much was is were are did does do that "
    "those these this it they them their why when who which where also only just same then "
    "alleen enkel cijfers gegevens idem hetzelfde dezelfde zelfde doe zien tonen toon zegt zei staat weet samen mee "
    "antwoordt antwoordde beantwoordt beantwoordde geantwoord beantwoord vroeg gevraagd stuk document bron".split()
)

_NEIGHBOUR = re.compile(
    rf"(?:(?:de|die|the)\s+)?(?:(?P<next>(?:eerst)?volgende|next)|vorige|voorgaande|previous)"
    rf"(?:\s+(?P<count>\d\d?|{CARDINAL}))?(?:\s+(?:vra(?:ag|gen)|questions?))?"
    rf"|(?:(?:de|die)\s+)?(?:(?P<many>\d\d?|{CARDINAL})\s+)?(?:vra(?:ag|gen)\s+)?"
    r"(?:(?P<after>daarna|erna|hierna)|daarvoor|ervoor|hiervoor)",
    re.IGNORECASE,
)

_PLACED = re.compile(
    r"(?P<preposition>bij|in|van|door|voor|over|op|aan|at|by|for)\s+(?:(?:de|het|een|the|a)\s+)?(?P<name>\S.*)",
    re.IGNORECASE,
)
_ABBREVIATION = re.compile(r"(?<![\w-])[A-Z]{2,6}(?![\w-])")
# What in the text of a question would be read as a phrase or an exclusion, which nobody asked.
_QUOTES = re.compile(r"[\"“”„«»]")
_MINUS = re.compile(r"(?<!\S)-+(?=[^\W\d_])")
# A party takes the place of no organisation, and the other way round.
_PARTIES = frozenset("VVD PVV CDA SP BBB NSC SGP FVD DENK CU PVDD GL VOLT PVDA".split())


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
    bare = _strip_end(drop_acknowledgement(text))
    if len(bare) > LONGEST_FOLLOW_UP:
        return None
    bare = _POLITE.sub("", bare)
    if beside := _find_neighbour(_strip_opener(bare), earlier):
        return beside
    is_opened = bool(_OPENER.match(bare) or _PHRASE.match(bare))
    bare = _strip_opener(bare)
    is_opened = is_opened or bool(_LIGHT.match(bare))
    if not is_only_years(bare) and (numbered := parse_number_query(bare)):
        paper = numbered.paper or find_paper(earlier)
        return look_up_in(numbered, paper) if paper else replace(numbered, text=format_query(numbered))
    base = _open_up(earlier, about)
    wish = read_wish(bare, base)
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
    """Return the look-up of the next or previous question, or so many of them, where one question was looked up."""
    match = _NEIGHBOUR.fullmatch(bare)
    if not match or not isinstance(earlier, NumberQuery) or len(earlier.numbers) != 1:
        return None
    count, (at,) = read_cardinal(match["count"] or match["many"] or "1"), earlier.numbers
    beside = range(at + 1, at + count + 1) if match["next"] or match["after"] else range(max(at - count, 1), at)
    if not 0 < len(beside) <= MOST_NUMBERS:
        return None
    return look_up_in(replace(earlier, numbers=tuple(beside), letter=""), earlier.paper)


def _open_up(earlier: Query, about: str) -> TextQuery:
    """Return the earlier query as one of words and filters."""
    if isinstance(earlier, TextQuery):
        return earlier
    if words := " ".join(_MINUS.sub(" ", _QUOTES.sub(" ", about)).split()):
        return TextQuery(text=words, words=words)
    return TextQuery(text=earlier.text, words="", filters=replace(_name_paper(earlier), numbers=earlier.numbers))


def _name_paper(earlier: NumberQuery) -> Filters:
    if earlier.paper is None:
        return Filters()
    identifier = parse_identifier(earlier.paper)
    is_dossier = identifier is not None and identifier.is_dossier
    return Filters(dossiers=(earlier.paper,)) if is_dossier else Filters(documents=(earlier.paper,))


def _is_little(wish: Wish, base: TextQuery, bare: str, *, is_opened: bool) -> bool:
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


def _merge(base: TextQuery, wish: Wish) -> TextQuery:
    asked = wish.query
    words, filters = base.words, _overrule(base.filters, asked.filters)
    if asked.filters.documents or asked.filters.dossiers:
        words, _ = take_papers(words, Filters())
    if asked.filters.ministries:
        words = drop_ministry(words)
    if asked.filters.years:
        words = _strip_end(drop_years(words))
    if wish.years:
        words, filters = place_years(words, filters, wish.years)
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


def _add_words(words: str, added: str, known: str) -> str:
    new = _list_new(added, known)
    if not new:
        return words
    phrase = _strip_ends(added)
    if len(new) == 1 and (only := _find_only_abbreviation(words)) and _can_replace(only, new[0]):
        return _put_name(words, only, new[0], added)
    if (placed := _PLACED.fullmatch(phrase)) and (spans := _find_placed(words, placed["preposition"])):
        start, end = spans[0]
        if len(spans) == 1:
            return f"{words[:start]}{phrase}{words[end:]}"
    return f"{_strip_end(words)} {phrase}"


def _put_name(words: str, earlier: str, new: str, added: str) -> str:
    """Return words with an abbreviation in the place of another, and with its own article where one stood there."""
    said = re.search(rf"(?<!\w)(?P<article>de|het)\s+{new}(?!\w)", added, re.IGNORECASE)
    named = _build_named(earlier).pattern
    with_article = re.compile(rf"(?<!\w)(?i:de|het)\s+(?:{named})")
    if said and with_article.search(words):
        return with_article.sub(f"{said['article'].lower()} {new}", words)
    return _build_named(earlier).sub(new, words)


def _build_named(short: str) -> re.Pattern[str]:
    """Return what finds an abbreviation, with the name that it stands in brackets behind, if any."""
    name = rf"\b{short[0]}[\w’'-]*(?:\s+(?:(?:en|van|voor|de|der|het)\b|[A-Z][\w’'-]*))*\s+\({short}\)"
    return re.compile(rf"{name}|(?<!\w){short}(?!\w)")


def _find_only_abbreviation(words: str) -> str | None:
    found = _ABBREVIATION.findall(words)
    return found[0] if len(found) == 1 else None


def _can_replace(earlier: str, new: str) -> bool:
    return _ABBREVIATION.fullmatch(new) is not None and (earlier in _PARTIES) == (new in _PARTIES)


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
    is_function = is_stop_word(folded) or folded in _EMPTY
    return bool(folded) and not is_function and not is_year(folded)


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
