"""Dutch words as general texts use them: whether a word exists, how common it is, and its base form.

Source: the word frequencies of the package wordfreq (2 per 10 million words and up), and the dictionary of
base forms of the package simplemma. Both are loaded at the first question asked of them, or beforehand in a
process of its own: unpacking them takes as long as all else that a start does.
"""

from __future__ import annotations

import logging
import os
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from threading import RLock, Thread
from typing import TYPE_CHECKING, Protocol, TypeVar

import msgspec

from corpus.analysis.shards import Shards, pack
from corpus.analysis.words import fold
from corpus.environment import build_environment

if TYPE_CHECKING:
    from simplemma import Lemmatizer
    from simplemma.strategies import DictionaryLookupStrategy

logger = logging.getLogger(__name__)

_Key = TypeVar("_Key", contravariant=True)
_Value = TypeVar("_Value", covariant=True)

_LANGUAGE = "nl"
_MOST_REMEMBERED = 200_000
_LOADING = RLock()
_SEND = "from corpus.analysis.lexicon import send_lists; send_lists()"


class _Lookup(Protocol[_Key, _Value]):
    def get(self, key: _Key, /) -> _Value | None: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class _Lists:
    """The base form of each form, in UTF-8, and the share that each folded word has of all words."""

    lemmas: _Lookup[bytes, bytes]
    frequencies: _Lookup[str, float]


class _Packed(msgspec.Struct, frozen=True):
    """The lists on their way from one process to another."""

    lemmas: dict[bytes, msgspec.Raw]
    frequencies: dict[str, msgspec.Raw]


_HELD: list[_Lists] = []


@lru_cache(_MOST_REMEMBERED)
def find_frequency(folded: str) -> float:
    """Return the share, 0 to 1, that a folded word has of all words of general Dutch; 0 for one not listed."""
    return _load_lists().frequencies.get(folded) or 0.0


@lru_cache(_MOST_REMEMBERED)
def is_word(folded: str) -> bool:
    """Tell whether a folded word stands in the dictionary, in any of its forms."""
    lookup, _ = _build_dictionary()
    return lookup.get_lemma(folded, _LANGUAGE) is not None


@lru_cache(_MOST_REMEMBERED)
def find_lemma(word: str) -> str:
    """Return the folded base form of a word in lower case (`liepen` gives `lopen`); an unknown word as it is."""
    _, lemmatizer = _build_dictionary()
    # A verb whose first part comes apart is listed as `aan_houden`.
    return fold(lemmatizer.lemmatize(word, lang=_LANGUAGE)).replace("_", "")


def start_loading() -> None:
    """Load both lists beside what the caller does; whoever needs them waits for them."""
    # In a thread they and the caller would take turns; where there is one processor, so would two processes.
    load = _receive_lists if (os.cpu_count() or 1) > 1 else _load_lists
    Thread(target=load, name="lexicon", daemon=True).start()


def send_lists() -> None:
    """Write both lists to standard output: the work of the other process."""
    lemmas, frequencies = _read_lists()
    packed = _Packed(lemmas=pack(lemmas), frequencies=pack(frequencies))
    sys.stdout.buffer.write(msgspec.msgpack.encode(packed))


def _receive_lists() -> None:
    with _LOADING:
        try:
            # What is run is fixed, and nothing of a paper is in it.
            # Where this process is stopped meanwhile, the other says so to nobody.
            sent = subprocess.run(  # noqa: S603
                [sys.executable, "-P", "-c", _SEND],
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                env=build_environment(),
                check=True,
            ).stdout
            packed = msgspec.msgpack.decode(sent, type=_Packed)
            lemmas = Shards[bytes, bytes](packed.lemmas, dict[bytes, bytes])
            frequencies = Shards[str, float](packed.frequencies, dict[str, float])
            _HELD.append(_Lists(lemmas=lemmas, frequencies=frequencies))
        except (OSError, subprocess.SubprocessError, msgspec.MsgspecError) as error:
            logger.info("the Dutch words could not be loaded by another process (%s)", type(error).__name__)
            _load_lists()


def _load_lists() -> _Lists:
    if not _HELD:
        with _LOADING:
            # Another thread may have read them meanwhile.
            if not _HELD:
                lemmas, frequencies = _read_lists()
                _HELD.append(_Lists(lemmas=lemmas, frequencies=frequencies))
    return _HELD[0]


def _read_lists() -> tuple[dict[bytes, bytes], dict[str, float]]:
    from simplemma.strategies import DefaultDictionaryFactory
    from wordfreq import get_frequency_dict

    # The release is pinned. Its own view of them decodes each word at each look, which for all takes as long again.
    lemmas: dict[bytes, bytes] = DefaultDictionaryFactory().get_dictionary(_LANGUAGE)._dict  # type: ignore[attr-defined]
    listed = get_frequency_dict(_LANGUAGE, wordlist="large")
    frequencies = dict(listed)
    for word, frequency in listed.items():
        if not (word.isascii() and word.isalnum()):
            folded = fold(word)
            frequencies[folded] = frequencies.get(folded, 0.0) + frequency
    return lemmas, frequencies


@cache
def _build_dictionary() -> tuple[DictionaryLookupStrategy, Lemmatizer]:
    """Return simplemma's look-up of a form and its lemmatizer, both on the list that was loaded."""
    from simplemma import Lemmatizer
    from simplemma.strategies import DefaultStrategy, DictionaryLookupStrategy
    from simplemma.strategies.dictionaries.dictionary_factory import DictionaryFactory, MappingStrToByteString

    # No more is asked of it than what stands under a word.
    lemmas = MappingStrToByteString(_load_lists().lemmas)  # type: ignore[arg-type]

    class Loaded(DictionaryFactory):
        def get_dictionary(self, lang: str) -> Mapping[str, str]:
            return lemmas

    strategy = DefaultStrategy(dictionary_factory=Loaded())
    return DictionaryLookupStrategy(Loaded()), Lemmatizer(lemmatization_strategy=strategy)
