"""Dutch words as general texts use them: whether a word exists, how common it is, and its base form.

Source: the word frequencies of the package wordfreq (2 per 10 million words and up), and the dictionary of
base forms of the package simplemma. Both are loaded at the first question asked of them, or beforehand, beside what
else a start does.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from threading import RLock, Thread

from corpus.analysis.lists import Lists, fetch_lists, find_kept, keep_lists, open_lists, pack_lists
from corpus.analysis.words import fold, is_stop_word, stem

_MOST_REMEMBERED = 200_000
_LOADING = RLock()
# Each stands for the other in the dictionary, as in texts.
_APOSTROPHES = ("'", "’")

# What the list takes for another word, where no rule tells.
_MISREAD = {"leden": "lid"}
# How base forms end that are longer than one of their forms: infinitives, and Latin words with their plural.
_LONGER = ("n", "um", "us")
_VOWEL = re.compile("[aeiouy]")
# From here on a plural in -s is in use, and the word is a noun.
_RAREST_PLURAL = 1e-6
_SHORTEST_PLURAL = 5
# One vowel before one consonant, at the end.
_SHORT = re.compile(r"(?:^|[^aeiou])[aeou][^aeiouy]\Z")
_HARD = {"v": "f", "z": "s"}

_HELD: list[Lists] = []


@lru_cache(_MOST_REMEMBERED)
def find_frequency(folded: str) -> float:
    """Return the share, 0 to 1, that a folded word has of all words of general Dutch; 0 for one not listed."""
    return float(_find_lists().frequencies.get(folded.encode()) or 0.0)


@lru_cache(_MOST_REMEMBERED)
def is_word(folded: str) -> bool:
    """Tell whether a folded word stands in the dictionary, in any of its forms."""
    return find_base(folded) is not None


@lru_cache(_MOST_REMEMBERED)
def find_lemma(word: str) -> str:
    """Return the folded base form of a word in lower case (`liepen` gives `lopen`); an unknown word as it is.

    All forms of a word give the same: the list makes `stap` a form of `stappen` and `stappen` one of `stap`.
    """
    return fold(_follow(unicodedata.normalize("NFC", word)))


@lru_cache(_MOST_REMEMBERED)
def stem_base(base: str) -> str:
    """Return the stem of a folded base form, its vowel as long as it is spoken: `maan` is not `man`.

    The stemmer takes an s off and one of two vowels, as it must of words that it does not know: it gives `wet` for
    `weten`, `plat` for `plaats`. Here `weet` comes of `weten`, `betaal` of `betaling`, and of `plaats` itself.
    """
    found = stem(f"{base}en") if base.endswith("s") and is_word(f"{base}en") else stem(base)
    if not _SHORT.search(found):
        return found
    long = f"{found[:-1]}{found[-2:]}"
    is_long = base.startswith(long) or (base.startswith(found) and base[len(found) :][:1] in tuple("aeiou"))
    return long if is_long and is_word(long) else found


def _follow(word: str) -> str:
    """Return the base form that the list leads to from a word, over others; of those in a circle the most common."""
    passed = [word]
    while (base := _find_nearest_base(passed[-1])) and base not in passed:
        if len(passed) > 1 and passed[-2] == f"{passed[-1]}s" and not passed[-1].endswith("je"):
            # `gegevens` are no form of `geven`, though `gegeven` is.
            return passed[-1]
        passed.append(base)
    return max(passed[passed.index(base) :], key=lambda one: (find_frequency(fold(one)), one)) if base else passed[-1]


@lru_cache(_MOST_REMEMBERED)
def _find_nearest_base(word: str) -> str | None:
    """Return another word that `word` is a form of by the list, None where that has none that can be one."""
    # A verb whose first part comes apart is listed as `aan_houden`.
    base = _MISREAD.get(word) or (find_base(word) or word).replace("_", "").casefold()
    if base == word:
        return None
    singular = _find_singular(word)
    if singular and find_frequency(fold(singular)) >= find_frequency(fold(base)):
        return singular
    return base if _is_likely_base(fold(base), fold(word)) else None


def _is_likely_base(base: str, word: str) -> bool:
    """Tell whether a word can be a form of the base that is listed.

    Refuses what only means the like or the other sex (`goed` of `beter`, `werkgeefster` of `werkgever`), what is
    no term, and the adjective of a noun that looks like its comparative (`oud` of `ouder`, as there are `ouders`).
    """
    if not _VOWEL.search(word):
        # `nr` is short for its base form.
        return True
    if is_stop_word(base) and not is_stop_word(word):
        return False
    if base[0] != word[0] and not (word.startswith("ge") and base[0] in word[2:4]):
        return False
    if len(base) > len(word):
        return base.endswith(_LONGER)
    is_noun = word.endswith(("er", "en")) and find_frequency(f"{word}s") >= _RAREST_PLURAL
    return not is_noun or len(base) == len(word) or base.endswith("n")


def _find_singular(word: str) -> str | None:
    """Return the base form of which a word is the regular plural in -en: `naam` of `namen`, `geval` of `gevallen`."""
    if len(word) < _SHORTEST_PLURAL or not word.endswith("en"):
        return None
    return next((one for one in _list_singulars(word[:-2]) if find_base(one) == one and not is_stop_word(one)), None)


def _list_singulars(root: str) -> Iterator[str]:
    """Return the spellings of a singular whose plural is `root` and -en."""
    hard = root[:-1] + _HARD.get(root[-1], root[-1])
    if root[-1] == root[-2]:
        yield root[:-1]
    elif root[-2] in "aeou" and root[-3] not in "aeiou":
        yield f"{hard[:-1]}{hard[-2:]}"
    yield hard
    yield root


def find_base(word: str) -> str | None:
    """Return the base form of a word in lower case as it is listed, also where it is the form of a name.

    Returns None for a word that is not listed, the word itself where it is a base form.
    """
    lemmas = _find_lists().lemmas
    for written in _list_spellings(word):
        found = lemmas.get(written.encode()) or lemmas.get(written.capitalize().encode())
        if found:
            return found.decode()
    return None


def _list_spellings(word: str) -> tuple[str, ...]:
    typewritten, curved = _APOSTROPHES
    if typewritten not in word and curved not in word:
        return (word,)
    return word, word.replace(curved, typewritten), word.replace(typewritten, curved)


def start_loading(kept: Path | None = None) -> None:
    """Load both lists beside what the caller does, from the file `kept` or to it; whoever needs them waits for them."""
    Thread(target=_load, args=(kept,), name="lexicon", daemon=True).start()


def _load(kept: Path | None) -> None:
    with _LOADING:
        if _HELD:
            return
        found = kept and find_kept(kept)
        packed = found or fetch_lists()
        _HELD.append(open_lists(packed))
    # Nobody waits for the disk.
    if kept and not found:
        keep_lists(kept, packed)


def _find_lists() -> Lists:
    if not _HELD:
        with _LOADING:
            # Another thread may have loaded them meanwhile.
            if not _HELD:
                _HELD.append(open_lists(pack_lists()))
    return _HELD[0]
