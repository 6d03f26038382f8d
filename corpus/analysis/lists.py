"""The two lists of Dutch words: read from the packages that ship them, and kept unpacked for the next start.

To unpack them takes half as long as all else that a start does. A start that finds them kept reads 16 MB; any other has
them unpacked by a process of its own. What is kept is damaged, or of other releases or other code, counts as nothing.
"""

from __future__ import annotations

import gc
import importlib.util
import logging
import os
import subprocess
import sys
import zlib
from collections import defaultdict
from contextlib import suppress
from pathlib import Path

import msgspec
from msgspec import Struct

from corpus.analysis.sorted_table import SortedTable
from corpus.analysis.words import fold
from corpus.environment import build_environment

logger = logging.getLogger(__name__)

_PACKAGES = ("simplemma", "wordfreq")
# Their lists of Dutch. The packages themselves are left alone: to load them takes as long as to read these does.
_LEMMAS = ("simplemma", "strategies/dictionaries/data/nl.plzma")
_FREQUENCIES = ("wordfreq", "data/large_nl.msgpack.gz")
# What decides how the lists are made and written.
_CODE = ("lists.py", "sorted_table.py", "words.py")
_SEND = "from corpus.analysis.lists import send_lists; send_lists()"
# How the list of base forms begins: the format, no flags.
_MAGIC = b"SMFC1\0"
# In the place of the number of bytes that a base form has less than its form.
_SAME_AS_BEFORE, _NOTHING_ALIKE = 254, 255


class Lists(Struct, frozen=True, kw_only=True):
    """The base form of each form, and the share that each folded word has of all words, as decimals; all in UTF-8."""

    lemmas: SortedTable
    frequencies: SortedTable


class _Kept(msgspec.Struct, frozen=True):
    """The packed lists in a file, with what they were made by, and their checksum."""

    made_by: str
    checksum: int
    packed: msgspec.Raw


def open_lists(packed: bytes | msgspec.Raw) -> Lists:
    """Return the lists that were packed."""
    return msgspec.msgpack.decode(packed, type=Lists)


def find_kept(path: Path) -> msgspec.Raw | None:
    """Return the lists that are kept in a file, packed; None where none are that can be trusted."""
    try:
        kept = msgspec.msgpack.decode(path.read_bytes(), type=_Kept)
    except (OSError, msgspec.MsgspecError):
        return None
    is_sound = kept.made_by == _name_maker() and kept.checksum == zlib.crc32(kept.packed)
    return kept.packed if is_sound else None


def keep_lists(path: Path, packed: bytes) -> None:
    """Keep the lists in a file for the next start; where the folder of it is not there, or full, they are not kept."""
    # All else of this module does without numpy.
    from corpus.storing import replace_file

    kept = _Kept(made_by=_name_maker(), checksum=zlib.crc32(packed), packed=msgspec.Raw(packed))
    with suppress(OSError), replace_file(path) as file:
        file.write(msgspec.msgpack.encode(kept))


def send_lists() -> None:
    """Write both lists to standard output: the work of the other process."""
    # A million objects are made, and none is thrown away.
    gc.disable()
    sys.stdout.buffer.write(pack_lists())


def fetch_lists() -> bytes:
    """Return both lists, packed: by another process if there is a processor for it, as a thread would take turns."""
    if (os.cpu_count() or 1) > 1:
        try:
            return _fetch_lists()
        except (OSError, subprocess.SubprocessError) as error:
            logger.info("the Dutch words could not be loaded by another process (%s)", type(error).__name__)
    return pack_lists()


def _fetch_lists() -> bytes:
    from tempfile import TemporaryFile

    # Through a file: a pipe gives a little at a time, and for each of these this thread would wait for its turn.
    with TemporaryFile() as file:
        # What is run is fixed, and nothing of a paper is in it.
        # Where this process is stopped meanwhile, the other says so to nobody.
        subprocess.run(  # noqa: S603
            [sys.executable, "-P", "-c", _SEND],
            stdout=file,
            stderr=subprocess.DEVNULL,
            env=build_environment(),
            check=True,
        )
        file.seek(0)
        return file.read()


def pack_lists() -> bytes:
    """Return both lists, read from their packages by this process, packed."""
    lists = Lists(lemmas=SortedTable.of(_read_lemmas()), frequencies=SortedTable.of(_read_frequencies()))
    return msgspec.msgpack.encode(lists)


def _read_lemmas() -> list[bytes]:
    """Return each form with a tab and its base form.

    Raises:
        ValueError: it is not the format of the release that is pinned.

    Source: the module `frontcode` of simplemma 2.0.0. Of each form there is the number of bytes that it has in common
    with the form before it and the others; of its base form the number of bytes that it has less, and the others.
    """
    import lzma

    data = lzma.decompress(_read_list(*_LEMMAS))
    if not data.startswith(_MAGIC):
        raise ValueError("the base forms of simplemma are in another format")
    place = len(_MAGIC)
    while data[place] > 127:  # how many there are
        place += 1
    place += 1
    lines: list[bytes] = []
    form = lemma = b""
    size = len(data)
    while place < size:
        start = place + 2
        end = start + data[place + 1]
        form = form[: data[place]] + data[start:end]
        less = data[end]
        if less == _SAME_AS_BEFORE:
            place = end + 1
        else:
            start = end + 2
            place = start + data[end + 1]
            if less == _NOTHING_ALIKE:
                lemma = data[start:place]
            elif less or start < place:
                lemma = form[: len(form) - less] + data[start:place]
            else:
                lemma = form
        lines.append(form + b"\t" + lemma)
    return lines


def _read_frequencies() -> list[bytes]:
    """Return each word with a tab and the share that it has of all words, those of words that fold to one added up.

    Raises:
        ValueError: it is not the format of the releases that are allowed.

    Source: `read_cBpack` of wordfreq: a head, and for each hundredth of a power of ten, from 1 down, the words.
    """
    import gzip

    data = gzip.decompress(_read_list(*_FREQUENCIES))
    head, *lists = msgspec.msgpack.decode(data, type=list[dict[str, str | int] | list[str]])
    if head != {"format": "cB", "version": 1}:
        raise ValueError("the frequencies of wordfreq are in another format")
    shares = [10 ** (-hundredths / 100) for hundredths in range(len(lists))]
    # By a word, what other words that fold to it add to its share.
    others: defaultdict[str, float] = defaultdict(float)
    for share, words in zip(shares, lists, strict=True):
        for word in words:
            if not (word.isascii() and word.isalnum()):
                others[fold(word)] += share
    lines: list[str] = []
    for share, words in zip(shares, lists, strict=True):
        written = f"\t{share!r}"
        lines += [word + written for word in words if word not in others]
        for word in others.keys() & words:
            others[word] += share
    lines += (f"{word}\t{share!r}" for word, share in others.items())
    # At once: to encode each takes as long as all else here does.
    return "\n".join(lines).encode().split(b"\n")


def _read_list(package: str, name: str) -> bytes:
    spec = importlib.util.find_spec(package)
    if spec is None or not spec.submodule_search_locations:
        raise ModuleNotFoundError(f"No module named {package!r}", name=package)
    return Path(spec.submodule_search_locations[0], name).read_bytes()


def _name_maker() -> str:
    """Return a name for what makes the lists: with another release, or another line of code, comes another."""
    import importlib.metadata

    code = 0
    for name in _CODE:
        code = zlib.crc32((Path(__file__).parent / name).read_bytes(), code)
    return " ".join((f"{code:08x}", *(f"{name}-{importlib.metadata.version(name)}" for name in _PACKAGES)))
