"""Dutch words as general texts use them: whether a word exists, how common it is, and its base form.

Source: the word frequencies of the package wordfreq (2 per 10 million words and up), and the dictionary of
base forms of the package simplemma. Both are loaded at the first question asked of them, or beforehand, beside what
else a start does.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache, lru_cache
from pathlib import Path
from threading import RLock, Thread
from typing import TYPE_CHECKING

from corpus.analysis.lists import LANGUAGE, Lists, find_kept, keep_lists, open_lists, pack_lists, unpack_lists
from corpus.analysis.words import fold

if TYPE_CHECKING:
    from simplemma import Lemmatizer
    from simplemma.strategies import DictionaryLookupStrategy

_MOST_REMEMBERED = 200_000
_LOADING = RLock()

_HELD: list[Lists] = []


@lru_cache(_MOST_REMEMBERED)
def find_frequency(folded: str) -> float:
    """Return the share, 0 to 1, that a folded word has of all words of general Dutch; 0 for one not listed."""
    return _find_lists().frequencies.get(folded) or 0.0


@lru_cache(_MOST_REMEMBERED)
def is_word(folded: str) -> bool:
    """Tell whether a folded word stands in the dictionary, in any of its forms."""
    lookup, _ = _build_dictionary()
    return lookup.get_lemma(folded, LANGUAGE) is not None


@lru_cache(_MOST_REMEMBERED)
def find_lemma(word: str) -> str:
    """Return the folded base form of a word in lower case (`liepen` gives `lopen`); an unknown word as it is."""
    _, lemmatizer = _build_dictionary()
    # A verb whose first part comes apart is listed as `aan_houden`.
    return fold(lemmatizer.lemmatize(word, lang=LANGUAGE)).replace("_", "")


def start_loading(kept: Path | None = None) -> None:
    """Load both lists beside what the caller does, from the file `kept` or to it; whoever needs them waits for them."""
    Thread(target=_load, args=(kept,), name="lexicon", daemon=True).start()


def _load(kept: Path | None) -> None:
    with _LOADING:
        if _HELD:
            return
        found = kept and find_kept(kept)
        packed = found or pack_lists()
        _HELD.append(open_lists(packed))
    # Nobody waits for the disk.
    if kept and not found:
        keep_lists(kept, packed)


def _find_lists() -> Lists:
    if not _HELD:
        with _LOADING:
            # Another thread may have loaded them meanwhile.
            if not _HELD:
                _HELD.append(unpack_lists())
    return _HELD[0]


@cache
def _build_dictionary() -> tuple[DictionaryLookupStrategy, Lemmatizer]:
    """Return simplemma's look-up of a form and its lemmatizer, both on the list that was loaded."""
    from simplemma import Lemmatizer
    from simplemma.strategies import DefaultStrategy, DictionaryLookupStrategy
    from simplemma.strategies.dictionaries.dictionary_factory import DictionaryFactory, MappingStrToByteString

    # No more is asked of it than what stands under a word.
    lemmas = MappingStrToByteString(_find_lists().lemmas)  # type: ignore[arg-type]

    class Loaded(DictionaryFactory):
        def get_dictionary(self, lang: str) -> Mapping[str, str]:
            return lemmas

    strategy = DefaultStrategy(dictionary_factory=Loaded())
    return DictionaryLookupStrategy(Loaded()), Lemmatizer(lemmatization_strategy=strategy)
