"""The two lists of Dutch words: read from the packages that ship them, and kept unpacked for the next start.

To unpack them takes as long as all else that a start does. A start that finds them kept reads 16 MB; any other has
them unpacked by a process of its own. What is kept is damaged, or of other releases or other code, counts as nothing.
"""

from __future__ import annotations

import importlib.metadata
import logging
import os
import subprocess
import sys
import zlib
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol, TypeVar

import msgspec

from corpus.analysis.shards import Shards, pack
from corpus.analysis.words import fold
from corpus.environment import build_environment

logger = logging.getLogger(__name__)

_Key = TypeVar("_Key", contravariant=True)
_Value = TypeVar("_Value", covariant=True)

LANGUAGE = "nl"
_PACKAGES = ("simplemma", "wordfreq")
# What decides how the lists are made and written.
_CODE = ("lists.py", "shards.py", "words.py")
_SEND = "from corpus.analysis.lists import send_lists; send_lists()"


class _Lookup(Protocol[_Key, _Value]):
    def get(self, key: _Key, /) -> _Value | None: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Lists:
    """The base form of each form, in UTF-8, and the share that each folded word has of all words."""

    lemmas: _Lookup[bytes, bytes]
    frequencies: _Lookup[str, float]


class _Packed(msgspec.Struct, frozen=True):
    """The lists on their way from one process to another."""

    lemmas: dict[bytes, msgspec.Raw]
    frequencies: dict[str, msgspec.Raw]


class _Kept(msgspec.Struct, frozen=True):
    """The packed lists in a file, with what they were made by, and their checksum."""

    made_by: str
    checksum: int
    packed: msgspec.Raw


def open_lists(packed: bytes) -> Lists:
    """Return the lists that were packed."""
    opened = msgspec.msgpack.decode(packed, type=_Packed)
    return Lists(
        lemmas=Shards[bytes, bytes](opened.lemmas, dict[bytes, bytes]),
        frequencies=Shards[str, float](opened.frequencies, dict[str, float]),
    )


def find_kept(path: Path) -> bytes | None:
    """Return the lists that are kept in a file, packed; None where none are that can be trusted."""
    try:
        kept = msgspec.msgpack.decode(path.read_bytes(), type=_Kept)
    except (OSError, msgspec.MsgspecError):
        return None
    is_sound = kept.made_by == _name_maker() and kept.checksum == zlib.crc32(kept.packed)
    return bytes(kept.packed) if is_sound else None


def keep_lists(path: Path, packed: bytes) -> None:
    """Keep the lists in a file for the next start; where the folder of it is not there, or full, they are not kept."""
    # All else of this module does without numpy.
    from corpus.storing import replace_file

    kept = _Kept(made_by=_name_maker(), checksum=zlib.crc32(packed), packed=msgspec.Raw(packed))
    with suppress(OSError), replace_file(path) as file:
        file.write(msgspec.msgpack.encode(kept))


def unpack_lists() -> Lists:
    """Return the lists from the packages, unpacked whole in this process."""
    lemmas, frequencies = _read_packages()
    return Lists(lemmas=lemmas, frequencies=frequencies)


def send_lists() -> None:
    """Write both lists to standard output: the work of the other process."""
    sys.stdout.buffer.write(_pack_lists())


def pack_lists() -> bytes:
    """Return both lists, packed: by another process if there is a processor for it, as a thread would take turns."""
    if (os.cpu_count() or 1) > 1:
        try:
            # What is run is fixed, and nothing of a paper is in it.
            # Where this process is stopped meanwhile, the other says so to nobody.
            return subprocess.run(  # noqa: S603
                [sys.executable, "-P", "-c", _SEND],
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                env=build_environment(),
                check=True,
            ).stdout
        except (OSError, subprocess.SubprocessError) as error:
            logger.info("the Dutch words could not be loaded by another process (%s)", type(error).__name__)
    return _pack_lists()


def _pack_lists() -> bytes:
    lemmas, frequencies = _read_packages()
    return msgspec.msgpack.encode(_Packed(lemmas=pack(lemmas), frequencies=pack(frequencies)))


def _read_packages() -> tuple[dict[bytes, bytes], dict[str, float]]:
    from simplemma.strategies import DefaultDictionaryFactory
    from wordfreq import get_frequency_dict

    # The release is pinned. Its own view of them decodes each word at each look, which for all takes as long again.
    lemmas: dict[bytes, bytes] = DefaultDictionaryFactory().get_dictionary(LANGUAGE)._dict  # type: ignore[attr-defined]
    listed = get_frequency_dict(LANGUAGE, wordlist="large")
    frequencies = dict(listed)
    for word, frequency in listed.items():
        if not (word.isascii() and word.isalnum()):
            folded = fold(word)
            frequencies[folded] = frequencies.get(folded, 0.0) + frequency
    return lemmas, frequencies


def _name_maker() -> str:
    """Return a name for what makes the lists: with another release, or another line of code, comes another."""
    code = 0
    for name in _CODE:
        code = zlib.crc32((Path(__file__).parent / name).read_bytes(), code)
    return " ".join((f"{code:08x}", *(f"{name}-{importlib.metadata.version(name)}" for name in _PACKAGES)))
