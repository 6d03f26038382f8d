"""Words for numbers, and the expressions that find them."""

from __future__ import annotations

import re
from itertools import product

from corpus.number_words import CARDINAL_CHOICE, CARDINALS, ORDINAL_CHOICE, ORDINALS

# What these words are made of, and what they are not.
PIECES = (*CARDINALS, *ORDINALS, "en", "ën", "de", "ste", "e", "n", "één")


def test_an_expression_finds_the_words_for_numbers_and_no_others() -> None:
    made = {"".join(pieces) for count in (1, 2) for pieces in product(PIECES, repeat=count)}
    made |= {f"{one}{joint}{ten}" for one in PIECES for joint in ("en", "ën") for ten in ("twintig", "tachtigste")}
    for words, choice in ((CARDINALS, CARDINAL_CHOICE), (ORDINALS, ORDINAL_CHOICE)):
        expression = re.compile(choice, re.IGNORECASE)
        assert {word for word in made if expression.fullmatch(word)} == made & set(words)
        assert made >= set(words)
        assert all(expression.fullmatch(word.upper()) for word in words)


def test_the_longest_word_for_a_number_is_found() -> None:
    expression = re.compile(rf"{CARDINAL_CHOICE}(?!\w)")
    assert [expression.match(word).group() for word in CARDINALS] == list(CARDINALS)  # type: ignore[union-attr]
