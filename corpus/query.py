"""What was typed, as a query: a look-up by number, or free text with what it must and must not hold."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from corpus.analysis.dates import write_plainly
from corpus.asking import drop_asking
from corpus.errors import QueryError
from corpus.filters import Filters, holds_word, parse_filter
from corpus.identifiers import find_identifiers, find_linked, parse_identifier
from corpus.models import Span
from corpus.numerals import LEAD, write_figures

MOST_NUMBERS = 50
# Fifty numbers of five figures and a paper; to part a longer text into the two, or to take polite words off it one by
# one, would take its length squared.
LONGEST_LOOK_UP = 400


@dataclass(frozen=True, slots=True, kw_only=True)
class NumberQuery:
    """Questions by number, in the order asked; `paper` is an identifier, a dossier, or None for all.

    `letter` is that of the one question that is asked for: `b` of `vraag 1b`.
    `among` are the identifiers of the only papers to look in, where words described more than one
    (`corpus.described`). `follows` says that it goes on from an earlier query (`corpus.following`).
    """

    text: str
    numbers: tuple[int, ...]
    letter: str = ""
    paper: str | None = None
    among: tuple[str, ...] = ()
    follows: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class TextQuery:
    """Words to look for, among the entries that hold every phrase, nothing excluded, and fit the filters.

    `text` is what was typed, `words` what of it is neither phrase nor exclusion nor filter; `follows` is as in a
    NumberQuery.
    """

    text: str
    words: str
    phrases: tuple[str, ...] = ()
    excluded: tuple[str, ...] = ()
    excluded_phrases: tuple[str, ...] = ()
    filters: Filters = field(default_factory=Filters)
    follows: bool = False

    @property
    def sought(self) -> str:
        """The words that entries are ranked by, those of the phrases too; dates and amounts as papers write them.

        What people say around a question is none of it.
        """
        return write_plainly(" ".join(part for part in (drop_asking(self.words), *self.phrases) if part))

    @property
    def is_restricted(self) -> bool:
        """Whether more is asked than words."""
        return bool(self.phrases or self.excluded or self.excluded_phrases or self.filters)


Query = NumberQuery | TextQuery

_RANGE = r"\d{1,5}(?:\s*(?:-|–|t/m|tm|tot\s+en\s+met)\s*\d{1,5})?"
NUMBERS = rf"{_RANGE}(?:\s*(?:,|en|&|,\s*en)\s*{_RANGE})*"
_LETTERED = re.compile(r"(\d{1,5})(?:\.?([a-z])|(\.\d{1,2}))", re.IGNORECASE)
_NUMBERS_ONLY = re.compile(NUMBERS, re.IGNORECASE)
_POLITE = re.compile(
    r"^(?:ok(?:[eé]|ay)?,?|ja,?|doe(?:\s+(?:dan|maar))*|dan|graag|s\.?v\.?p\.?|(?:geef|toon|laat|zoek|pak|lees)(?:\s+(?:me|mij|ons))?|mag\s+ik|(?:ik|we)\s+wil(?:len)?|"
    r"(?:kan|kun|kunt|mag|wil)\s+(?:je|u|ik|jij)|even|het|de|"
    r"wat\s+(?:is|was|luidt|zegt|staat)(?:\s+er)?(?:\s+(?:bij|in|op))?(?=\s+(?:(?:het|de)\s+)?(?:antwoord|vra(?:ag|gen)|vr\.)))"
    r"\s+|\s+(?:graag|s\.?v\.?p\.?|alsjeblieft|alstublieft|zien|aub|even|geven|tonen|laten|lezen|hebben|dan|nu|maar)$",
    re.IGNORECASE,
)
_WORD = re.compile(rf"^(?:antwoord(?:en)?\s+(?:op|bij|van)\s+)?(?:de\s+)?{LEAD}\s*", re.IGNORECASE)
_LINK = re.compile(
    r"^(?:uit|van|in|bij|over)\s+(?:de\s+|het\s+)?|\s+(?:uit|van|in|bij|over|-|:)$|^[-:,]\s*|[-:,]$", re.IGNORECASE
)
# What may stand before the number of a paper, and the number of a paper before that of a question.
_PAPER_WORD = re.compile(r"(?<!\w)(?:kamerstuk(?:ken)?|dossier|kst|lijst|stuk|document)\s*$", re.IGNORECASE)
_LED_PAPER = re.compile(r"(?:kst|lijst|stuk|document)\s+(?=[1-3]\d ?\d{3})", re.IGNORECASE)
_PAPER_AND_QUESTION = re.compile(
    rf"(?<![\w-])(?P<dossier>[1-3]\d ?\d{{3}}[ -][IVXLC]{{1,6}}[A-E]?)\s+(?P<number>\d{{1,4}})(?=,?\s+{LEAD})",
    re.IGNORECASE,
)
_ONE_RANGE = re.compile(r"(\d{1,5})(?:\s*(?:-|–|t/m|tm|tot\s+en\s+met)\s*(\d{1,5}))?", re.IGNORECASE)


# What words stand between that are looked for as they are.
_QUOTES = frozenset('"“”„«»')
_LINK_TO_PAPER = re.compile(r"(?<!\S)https?://[^\s,;)>]*[^\s,;)>:.!?]")
_EXCLUSION = re.compile(r"(?<!\S)-(?:[^\W\d_]|(?:19|20)\d\d(?!\w))")
# A name with its value, a phrase, or an excluded word; Slack and phones write curly quotes. A value has no bracket, as
# the next name may begin behind it: no text is gone through from each of its names to its end.
_ASKED = ("vraag", "vragen", "question")
_NAMES = r"jaar|year|dossier|document|stuk|partij|party|ministerie|ministry|soort|kind|" + "|".join(_ASKED)
_PIECE = re.compile(
    rf"(?<![^\s(])(?P<name>{_NAMES}):(?:[\"“”„«](?P<quoted>[^\"“”„«»]+)[\"“”»]|(?P<value>[^\s(\"“”„«»]+))(?![^\s.,;!?)])"
    r"|(?:(?<!\S)(?P<minus>-))?(?<!\w)[\"“”„«](?P<phrase>[^\"“”„«»]+)[\"“”»](?!\w)"
    # A year can be left out too, but not in `2020 -2022`.
    r"|(?<!\S)-(?P<excluded>[^\W\d_]\w*(?:[-‐‑'’]\w+)*|(?<!\d\s-)(?:19|20)\d\d)(?=[.,;!?)]*(?:\s|$))",
    re.IGNORECASE,
)


def parse_query(text: str) -> Query:
    """Return the query that free typing stands for.

    A look-up is what as a whole names questions: `vraag 43`, `43`, `vragen 40 t/m 43`, `vraag 43 uit
    36 360 VI`, `36360-VI 43`, `kst-36560-VI-10 vraag 7`, `vraag:43 dossier:36360`. Anything else is
    text: `vraag 43 miljoen`.

    Raises:
        QueryError: more than 50 numbers at once.
    """
    return parse_number_query(text) or parse_text_query(text)


def parse_number_query(text: str) -> NumberQuery | None:
    """Return the look-up by number that `text` as a whole is, or None.

    Accepts `43`, `40-43`, `40 t/m 43`, `3, 4 en 8`, `vraag 1b`, each before or after a paper or dossier, with or
    without the word vraag and polite words, and `vraag:43` alone or with one `dossier:` or `document:`.
    Refuses text with anything else in it.

    Raises:
        QueryError: more than 50 numbers at once.
    """
    bare = _strip_polite(text)
    if len(bare) <= LONGEST_LOOK_UP:
        # In `36560 VI 10 vraag 3` the paper has its number without a sign before it.
        bare = write_figures(_PAPER_AND_QUESTION.sub(r"\g<dossier> nr. \g<number>", bare))
    numbers, letter = _parse_asked(bare)
    if numbers:
        return NumberQuery(text=text.strip(), numbers=numbers, letter=letter)
    for paper, rest in _split_paper(bare) if len(bare) <= LONGEST_LOOK_UP else ():
        numbers, letter = _parse_asked(rest)
        if numbers:
            return NumberQuery(text=text.strip(), numbers=numbers, letter=letter, paper=paper)
    return _find_look_up(parse_text_query(text))


def parse_text_query(text: str) -> TextQuery:
    """Return the words of `text` and what else it asks.

    Accepts `"exact words"`, `-without`, `-"without these"`, the address of a paper, which is looked in alone, and
    `name:value` for the names of `_NAMES`, a value with spaces in quotes, several values with `|` or a comma between
    them. Whatever can't be read so is text: `soort:onzin`, `10:30`, `- 3`, a lone quote.

    Raises:
        QueryError: more than 50 numbers at once.
    """
    typed = text.strip()
    text = _LINK_TO_PAPER.sub(_name_linked, typed)
    query = TextQuery(text=typed, words=text)
    papers = [mention.span for mention in find_identifiers(text)]
    left, end = [], 0
    for piece in _PIECE.finditer(text):
        if more := _add_piece(query, piece, papers):
            query = more
            left.append(text[end : piece.start()])
            end = piece.end()
    if not left:
        return query
    # Brackets and commas that stood around what was taken out say nothing by themselves.
    words = " ".join(word for word in " ".join((*left, text[end:])).split() if word.strip("()[].,;:!?"))
    if any(piece["phrase"] for piece in _PIECE.finditer(words)):
        # Quotes around what was taken out quote nothing of what is left.
        words = " ".join("".join(" " if sign in _QUOTES else sign for sign in words).split())
    return replace(query, words=words)


def _name_linked(link: re.Match[str]) -> str:
    """Return the filter that asks for the paper that a link leads to; a link to anything else as it is."""
    linked = find_linked(link[0])
    return f"document:{linked[0].id}" if linked else link[0]


def _add_piece(query: TextQuery, piece: re.Match[str], papers: Sequence[Span]) -> TextQuery | None:
    """Return `query` with what a piece asks, None where it can't be read as anything but text."""
    if piece["name"]:
        name, values = piece["name"].casefold(), _split_values(piece)
        if name in _ASKED:
            more = Filters(numbers=parse_numbers(",".join(values)))
            if more:
                # With those asked before: all together are no more than may be asked at once, and each counts once.
                numbers = parse_numbers(",".join(map(str, (*query.filters.numbers, *more.numbers))))
                return replace(query, filters=replace(query.filters, numbers=numbers))
        else:
            more = parse_filter(name, values, is_quoted=piece["quoted"] is not None)
        return replace(query, filters=query.filters.merge(more)) if more else None
    if word := piece["excluded"]:
        # In `36360 -VI-1` the hyphen belongs to the paper.
        is_paper = any(span.start < piece.start() < span.end for span in papers)
        return None if is_paper else replace(query, excluded=(*query.excluded, word))
    phrase = " ".join(piece["phrase"].split())
    if not holds_word(phrase):
        return None
    if piece["minus"]:
        return replace(query, excluded_phrases=(*query.excluded_phrases, phrase))
    return replace(query, phrases=(*query.phrases, phrase))


def _split_values(piece: re.Match[str]) -> list[str]:
    if (quoted := piece["quoted"]) is not None:
        return [" ".join(quoted.split())]
    return [value for value in re.split(r"[|,]", piece["value"].strip(".,;:!?)|")) if value]


def _find_look_up(query: TextQuery) -> NumberQuery | None:
    """Return the look-up that a query is which asks for numbers, of at most one paper, and for nothing else."""
    filters = query.filters
    papers = (*filters.documents, *filters.dossiers)
    numbers = filters.numbers
    bare = _strip_polite(query.words)
    if papers and not numbers and _WORD.match(bare):
        numbers = parse_numbers(_WORD.sub("", bare, count=1))
    elif query.words:
        return None
    asked = Filters(numbers=filters.numbers, dossiers=filters.dossiers, documents=filters.documents)
    only = TextQuery(text=query.text, words=query.words, filters=asked)
    if not numbers or len(papers) > 1 or query != only:
        return None
    return NumberQuery(text=query.text, numbers=numbers, paper=papers[0] if papers else None)


def _strip_polite(text: str) -> str:
    bare = " ".join(drop_asking(text).split()).strip(" ?!.,:;\"'“”‘’")
    while len(bare) <= LONGEST_LOOK_UP and (shorter := _POLITE.sub("", bare, count=1)) != bare:
        bare = shorter
    return bare


def _split_paper(text: str) -> list[tuple[str, str]]:
    """Return each way to read a paper off `text`, with what remains."""
    ways, mentions = [], find_identifiers(text)
    for mention in mentions:
        before, after = text[: mention.span.start], text[mention.span.end :]
        before = _PAPER_WORD.sub("", before)
        ways.append((mention.identifier.id, _unlink(f"{_unlink(before)} {_unlink(after)}")))
    words = text.split()
    for cut in range(1, len(words)):
        place = len(" ".join(words[:cut]))
        if any(mention.span.start < place < mention.span.end for mention in mentions):
            # In `36 560 VI, nr. 10` the number is that of the paper.
            continue
        for paper, rest in ((words[:cut], words[cut:]), (words[cut:], words[:cut])):
            identifier = parse_identifier(_LED_PAPER.sub("", _unlink(" ".join(paper)), count=1))
            if identifier:
                ways.append((identifier.id, _unlink(" ".join(rest))))
    return ways


def _unlink(text: str) -> str:
    bare = text.strip()
    while (shorter := _LINK.sub("", bare).strip()) != bare:
        bare = shorter
    return bare


def _parse_asked(text: str) -> tuple[tuple[int, ...], str]:
    """Return the numbers that a text names, with or without the word vraag, and the letter that it has with it."""
    rest = _WORD.sub("", text, count=1)
    lettered = _LETTERED.fullmatch(rest) if rest != text else None
    return ((int(lettered[1]),), (lettered[2] or lettered[3]).lower()) if lettered else (parse_numbers(rest), "")


def parse_numbers(text: str) -> tuple[int, ...]:
    """Return the numbers that a text as a whole lists, each once, in order; none where it is anything else.

    Raises:
        QueryError: more than 50 numbers at once.
    """
    if not _NUMBERS_ONLY.fullmatch(text.strip()):
        return ()
    numbers: dict[int, None] = {}
    for first, last in _ONE_RANGE.findall(text):
        start, end = int(first), int(last or first)
        if end - start >= MOST_NUMBERS:
            raise QueryError(f"more than {MOST_NUMBERS} questions at once; ask for fewer")
        numbers.update(dict.fromkeys(range(start, end + 1)))
    if len(numbers) > MOST_NUMBERS:
        raise QueryError(f"more than {MOST_NUMBERS} questions at once; ask for fewer")
    return tuple(number for number in numbers if number)


def reads_texts(text: str) -> bool:
    """Tell whether a query may have the texts of entries read, such as one with exact words: that can take a while.

    A word that is left out may be none that is indexed (`-niet`), and is then looked for in all texts.
    """
    return not _QUOTES.isdisjoint(text) or _EXCLUSION.search(text) is not None
