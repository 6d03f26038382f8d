"""Dutch words as general texts use them: whether a word exists, how common it is, and its base form.

Source: the word frequencies of the package wordfreq (2 per 10 million words and up), and the dictionary of
base forms of the package simplemma. Both are loaded at the first question asked of them.
"""

from __future__ import annotations

from functools import cache, lru_cache
from threading import RLock, Thread
from types import ModuleType

from corpus.analysis.words import fold

_LANGUAGE = "nl"
_MOST_REMEMBERED = 200_000


_LOADING = RLock()
_FREQUENCIES: dict[str, float] = {}


@cache
def _load_dictionary() -> ModuleType:
    """Return the package of the dictionary, its words loaded; once, however many threads ask."""
    with _LOADING:
        import simplemma

        simplemma.is_known("de", lang=_LANGUAGE)
        return simplemma


def _load_frequencies() -> dict[str, float]:
    if not _FREQUENCIES:
        with _LOADING:
            # Another thread may have read them meanwhile.
            if not _FREQUENCIES:
                _FREQUENCIES.update(_read_frequencies())
    return _FREQUENCIES


def _read_frequencies() -> dict[str, float]:
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
    return bool(_load_dictionary().is_known(folded, lang=_LANGUAGE))


@lru_cache(_MOST_REMEMBERED)
def find_lemma(word: str) -> str:
    """Return the folded base form of a word in lower case (`liepen` gives `lopen`); an unknown word as it is."""
    lemma: str = _load_dictionary().lemmatize(word, lang=_LANGUAGE)
    # A verb whose first part comes apart is listed as `aan_houden`.
    return fold(lemma).replace("_", "")


def start_loading() -> None:
    """Load both lists in a thread while the caller does something else; whoever needs them waits for them."""
    Thread(target=_load_all, name="lexicon", daemon=True).start()


def _load_all() -> None:
    with _LOADING:
        _load_dictionary()
        _load_frequencies()
