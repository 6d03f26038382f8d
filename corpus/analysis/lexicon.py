"""Dutch words as general texts use them: whether a word exists, how common it is, and its base form.

Source: the word frequencies of the package wordfreq (2 per 10 million words and up), and the dictionary of
base forms of the package simplemma. Both are loaded at the first question asked of them, or beforehand, beside what
else a start does.
"""

from __future__ import annotations

import unicodedata
from functools import lru_cache
from pathlib import Path
from threading import RLock, Thread

from corpus.analysis.lists import Lists, fetch_lists, find_kept, keep_lists, open_lists, pack_lists
from corpus.analysis.words import fold

_MOST_REMEMBERED = 200_000
_LOADING = RLock()
# Each stands for the other in the dictionary, as in texts.
_APOSTROPHES = ("'", "’")

_HELD: list[Lists] = []


@lru_cache(_MOST_REMEMBERED)
def find_frequency(folded: str) -> float:
    """Return the share, 0 to 1, that a folded word has of all words of general Dutch; 0 for one not listed."""
    return float(_find_lists().frequencies.get(folded.encode()) or 0.0)


@lru_cache(_MOST_REMEMBERED)
def is_word(folded: str) -> bool:
    """Tell whether a folded word stands in the dictionary, in any of its forms."""
    return _find_base(folded) is not None


@lru_cache(_MOST_REMEMBERED)
def find_lemma(word: str) -> str:
    """Return the folded base form of a word in lower case (`liepen` gives `lopen`); an unknown word as it is."""
    word = unicodedata.normalize("NFC", word)
    # A verb whose first part comes apart is listed as `aan_houden`.
    return fold(_find_base(word) or word).replace("_", "")


def _find_base(word: str) -> str | None:
    """Return the base form of a word in lower case as it is listed, also where it is the form of a name."""
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
