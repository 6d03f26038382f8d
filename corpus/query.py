"""What was typed, as a query: a look-up by number, or free text."""

from __future__ import annotations

import re
from dataclasses import dataclass

from corpus.errors import QueryError
from corpus.identifiers import find_identifiers, parse_identifier

MOST_NUMBERS = 50
LARGEST_NUMBER = 99_999


@dataclass(frozen=True, slots=True, kw_only=True)
class NumberQuery:
    """Questions by number, in the order asked; `paper` is an identifier, a dossier, or None for all."""

    text: str
    numbers: tuple[int, ...]
    paper: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class TextQuery:
    """Words to look for."""

    text: str


Query = NumberQuery | TextQuery

_RANGE = r"\d{1,5}(?:\s*(?:-|–|t/m|tm|tot\s+en\s+met)\s*\d{1,5})?"
_NUMBERS = rf"{_RANGE}(?:\s*(?:,|en|&|,\s*en)\s*{_RANGE})*"
_NUMBERS_ONLY = re.compile(_NUMBERS, re.IGNORECASE)
_POLITE = re.compile(
    r"^(?:graag|s\.?v\.?p\.?|geef(?:\s+me)?|toon(?:\s+me)?|laat(?:\s+me)?|wat\s+is(?=\s+(?:het\s+antwoord|vraag))|"
    r"mag\s+ik|ik\s+wil|het|de)\s+|\s+(?:graag|s\.?v\.?p\.?|alsjeblieft|alstublieft|zien|aub)$",
    re.IGNORECASE,
)
_WORD = re.compile(r"^(?:antwoord(?:en)?\s+op\s+)?(?:de\s+)?(?:vra(?:ag|gen)|vr\.|nummers?)\s*", re.IGNORECASE)
_LINK = re.compile(
    r"^(?:uit|van|in|bij)\s+(?:de\s+|het\s+)?|\s+(?:uit|van|in|bij|-|:)$|^[-:,]\s*|[-:,]$", re.IGNORECASE
)
_ONE_RANGE = re.compile(r"(\d{1,5})(?:\s*(?:-|–|t/m|tm|tot\s+en\s+met)\s*(\d{1,5}))?", re.IGNORECASE)


def parse_query(text: str) -> Query:
    """Return the query that free typing stands for.

    A look-up is what as a whole names questions: `vraag 43`, `43`, `vragen 40 t/m 43`, `vraag 43 uit
    36 360 VI`, `36360-VI 43`, `kst-36560-VI-10 vraag 7`. Anything else is text: `vraag 43 miljoen`.

    Raises:
        QueryError: more than 50 numbers at once.
    """
    return parse_number_query(text) or TextQuery(text=text.strip())


def parse_number_query(text: str) -> NumberQuery | None:
    """Return the look-up by number that `text` as a whole is, or None.

    Accepts `43`, `40-43`, `40 t/m 43`, `3, 4 en 8`, each before or after a paper or dossier, with or
    without the word vraag and polite words. Refuses text with anything else in it.

    Raises:
        QueryError: more than 50 numbers at once.
    """
    bare = _strip_polite(text)
    numbers = _parse_numbers(_WORD.sub("", bare, count=1))
    if numbers:
        return NumberQuery(text=text.strip(), numbers=numbers)
    for paper, rest in _split_paper(bare):
        numbers = _parse_numbers(_WORD.sub("", rest, count=1))
        if numbers:
            return NumberQuery(text=text.strip(), numbers=numbers, paper=paper)
    return None


def _strip_polite(text: str) -> str:
    bare = " ".join(text.split()).strip(" ?!.\"'“”‘’")
    while (shorter := _POLITE.sub("", bare, count=1)) != bare:
        bare = shorter
    return bare


def _split_paper(text: str) -> list[tuple[str, str]]:
    """Return each way to read a paper off `text`, with what remains."""
    ways = []
    for mention in find_identifiers(text):
        before, after = text[: mention.span.start], text[mention.span.end :]
        if (lead := before.rstrip().casefold()).endswith(("kamerstuk", "dossier", "kamerstukken")):
            before = before[: lead.rfind(" ") + 1]
        ways.append((mention.identifier.id, _unlink(f"{_unlink(before)} {_unlink(after)}")))
    words = text.split()
    for cut in range(1, len(words)):
        for paper, rest in ((words[:cut], words[cut:]), (words[cut:], words[:cut])):
            identifier = parse_identifier(_unlink(" ".join(paper)))
            if identifier:
                ways.append((identifier.id, _unlink(" ".join(rest))))
    return ways


def _unlink(text: str) -> str:
    bare = text.strip()
    while (shorter := _LINK.sub("", bare).strip()) != bare:
        bare = shorter
    return bare


def _parse_numbers(text: str) -> tuple[int, ...]:
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
