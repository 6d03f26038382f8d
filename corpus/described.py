"""Questions by number in a paper that words describe: `vraag 7 uit de lijst van JenV over 2023`.

What a person calls a paper is not written in one form. So the words beside the numbers are held against what is known
of each paper: its title and subject, ministry, year and date, committee, and who asked and answered. Where one of them
says anything else (`vraag 43 miljoen`), it is no look-up but text.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from msgspec import Struct

from corpus.analysis.tokens import split_tokens
from corpus.analysis.words import fold, is_stop_word
from corpus.asking import drop_asking
from corpus.catalogue import Catalogue
from corpus.errors import QueryError
from corpus.general_words import is_general
from corpus.identifiers import Identifier, find_identifiers
from corpus.numerals import LEAD, write_figures
from corpus.papers import Card
from corpus.query import LONGEST_LOOK_UP, NUMBERS, NumberQuery, TextQuery, parse_numbers
from corpus.wording import format_query
from corpus.year_words import is_year

_FOUND = re.compile(rf"(?<![\w.,-])(?:{LEAD}|bij)\s*(?P<numbers>{NUMBERS})(?![\w%]|[.,]\d)", re.IGNORECASE)
_PLAIN = re.compile(r"(?:vra|vr|antwoord|question)", re.IGNORECASE)
_LAST = re.compile(r"(?<!\w)(?:laatste|last)\s+(?:vraag|question)(?!\w)", re.IGNORECASE)
# `J&V` is one name, and so is `J en V`.
_WITH_SIGN = re.compile(r"\w+&\w+|(?<!\w)[A-Z]\s(?:&|en)\s[A-Z](?!\w)")


class Description(Struct, frozen=True, kw_only=True):
    """The numbers of questions, none for the last one, and the words that say of which paper.

    `is_plain` says that the word vraag or antwoord introduces the numbers, so that they can be of nothing else.
    """

    numbers: tuple[int, ...]
    words: str
    is_plain: bool = False


def parse_description(text: str) -> Description | None:
    """Return the numbers that a text asks for and the words beside them; None where it asks for none.

    Accepts `antwoord op vr. 42 jaarverslag 2022`, `wat staat er bij 12 en 13 van het verslag van J&V`, `laatste vraag
    van 36 560 VI`. Refuses numbers that nothing introduces, more than one group of them, and more than 50.
    """
    if len(text) > LONGEST_LOOK_UP:
        return None
    text = write_figures(" ".join(text.split()))
    # The number of a paper (`36 560 VI, nr. 10`) is none of a question, nor is the year of `vragen en antwoorden 2023`.
    papers = [mention.span for mention in find_identifiers(text)]
    found = [
        match
        for match in _FOUND.finditer(text)
        if not is_year(match["numbers"])
        and not any(span.start < match.end() and match.start() < span.end for span in papers)
    ]
    last = list(_LAST.finditer(text))
    if len(found) + len(last) != 1:
        return None
    match = (*found, *last)[0]
    try:
        numbers = parse_numbers(match["numbers"]) if found else ()
    except QueryError:
        # `bij 100-500 gemeenten`: so many are asked of no paper.
        return None
    if found and not numbers:
        return None
    words = f"{text[: match.start()]} {text[match.end() :]}"
    return Description(numbers=numbers, words=words, is_plain=_PLAIN.match(match[0]) is not None)


def resolve_description(query: TextQuery, catalogue: Catalogue) -> NumberQuery | None:
    """Return the look-up that a text is which asks for numbers, of a list that is held if it describes one; else None.

    Of more lists that fit, those count that have all of the numbers; where that is more than one still, all of them.
    """
    asked = None if query.is_restricted else parse_description(drop_asking(query.words))
    if asked is None:
        return None
    if (words := _Words.of(asked.words)) is None:
        # `wat antwoordde de minister op vraag 18?` says nothing of a paper.
        found = NumberQuery(text="", numbers=asked.numbers)
        return replace(found, text=format_query(found)) if asked.is_plain and asked.numbers else None
    fitting = catalogue.find_described(words.said, words.papers)
    if not fitting:
        return None
    if not asked.numbers:
        return _look_up(query, fitting, fitting[0].numbers[-1:]) if len(fitting) == 1 else None
    wanted = set(asked.numbers)
    held = [(card, wanted.intersection(number for number, _ in card.questions)) for card in fitting]
    having = [card for card, numbers in held if numbers == wanted] or [card for card, numbers in held if numbers]
    return _look_up(query, having or fitting, asked.numbers)


def _look_up(query: TextQuery, cards: Sequence[Card], numbers: tuple[int, ...]) -> NumberQuery:
    if len(cards) > 1:
        return NumberQuery(text=query.text, numbers=numbers, among=tuple(card.id for card in cards))
    found = NumberQuery(text="", numbers=numbers, paper=cards[0].id)
    # Whoever asks the text again asks the same paper, whichever others came meanwhile.
    return replace(found, text=format_query(found))


class _Words(Struct, frozen=True, kw_only=True):
    """What a description says: papers and dossiers, and words."""

    papers: tuple[Identifier, ...]
    said: tuple[str, ...]

    @classmethod
    def of(cls, text: str) -> _Words | None:
        """Return what the words say of a paper, None where they say nothing that tells one from another."""
        mentions = find_identifiers(text)
        for mention in reversed(mentions):
            text = f"{text[: mention.span.start]} {text[mention.span.end :]}"
        signed = _WITH_SIGN.findall(text)
        tokens = [*signed, *(token.text for token in split_tokens(_WITH_SIGN.sub(" ", text)))]
        tokens = [token for token in tokens if not is_stop_word(fold(token)) or token.isupper()]
        said = tuple(token for token in tokens if not is_general(token))
        papers = tuple(mention.identifier for mention in mentions)
        return cls(papers=papers, said=said) if papers or said else None
