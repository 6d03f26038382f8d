"""Dutch words as general texts use them: whether a word exists, how common it is, and its base form.

Source: the word frequencies of the package wordfreq (2 per 10 million words and up), and the dictionary of
base forms of the package simplemma. Both are loaded at the first question asked of them.
"""

from __future__ import annotations

from functools import cache, lru_cache

from corpus.analysis.words import fold

_LANGUAGE = "nl"
_MOST_REMEMBERED = 200_000


@cache
def _load_frequencies() -> dict[str, float]:
    from wordfreq import get_frequency_dict

    listed = get_frequency_dict(_LANGUAGE, wordlist="large")
    frequencies = dict(listed)
    for word, frequency in listed.items():
        if not (word.isascii() and word.isalnum()):
            folded = fold(word)
            frequencies[folded] = frequencies.get(folded, 0.0) + frequency
    return frequencies


def find_frequency(folded: str) -> float:
    """Return the share, 0 to 1, that a folded word has of all words of general Dutch; 0 for one not listed."""
    return _load_frequencies().get(folded, 0.0)


@lru_cache(_MOST_REMEMBERED)
def is_word(folded: str) -> bool:
    """Tell whether a folded word stands in the dictionary, in any of its forms."""
    import simplemma

    return bool(simplemma.is_known(folded, lang=_LANGUAGE))


@lru_cache(_MOST_REMEMBERED)
def find_lemma(word: str) -> str:
    """Return the folded base form of a word in lower case (`liepen` gives `lopen`); an unknown word as it is."""
    import simplemma

    lemma: str = simplemma.lemmatize(word, lang=_LANGUAGE)
    # A verb whose first part comes apart is listed as `aan_houden`.
    return fold(lemma).replace("_", "")


def load() -> None:
    """Load both lists now, so that the first question need not wait for them."""
    find_frequency("")
    is_word("de")
